// What the chart of exceedance draws: curves of steps, and the axes that suit them.
import type { ExceedanceData } from "./data.ts";
import { isKnown } from "./frame.ts";
import { logScale, type LogScale } from "./log_ticks.ts";
import type { PolicyStyle, PolicyStyles } from "./policy_styles.ts";

/** Thresholds as curves on a logarithmic or a linear axis, or, if few, as points; shares on either axis. */
export interface ExceedanceAxes {
  x: "log" | "linear" | "points";
  y: "log" | "linear";
}

export interface Step {
  threshold: number;
  share: number;
  lower: number;
  upper: number;
}

export interface Curve {
  style: PolicyStyle;
  steps: Step[];
}

/** What the axes span; `floor` is the least share. */
export interface Span {
  least: number;
  most: number;
  floor: number;
}

const FEW = 12; // thresholds: so few are levels or counts, which read better on a linear axis, each by itself
const RARE = 0.02; // share: on a linear axis it would look like nothing

export function exceedanceAxes({ thresholds, arms }: ExceedanceData): ExceedanceAxes {
  if ((thresholds[0] ?? 0) > 0 && thresholds.length >= FEW) {
    return { x: "log", y: "log" };
  }
  const isRare = ({ value }: { value: number | null }): boolean => value !== null && value > 0 && value < RARE;
  const hasRare = arms.some((arm) => arm.share.some(isRare));
  return thresholds.length > FEW ? { x: "linear", y: "linear" } : { x: "points", y: hasRare ? "log" : "linear" };
}

/** A logarithm has no zero: shares of 0 are left out there, and an interval that reaches 0 reaches the lower edge. */
export function curvesOf({ thresholds, arms }: ExceedanceData, styles: PolicyStyles, axes: ExceedanceAxes): Curve[] {
  return arms.map((arm) => {
    const steps = thresholds.flatMap((threshold, index): Step[] => {
      const { value = null, lower = null, upper = null } = arm.share[index] ?? {};
      const isDrawn = isKnown(value) && (axes.y === "linear" || value > 0) && (axes.x !== "log" || threshold > 0);
      return isDrawn ? [{ threshold, share: value, lower: lower ?? value, upper: upper ?? value }] : [];
    });
    return { style: styles.of(arm.policy), steps };
  });
}

export function spanOf({ thresholds }: ExceedanceData, curves: Curve[], axes: ExceedanceAxes): Span {
  const steps = curves.flatMap((curve) => curve.steps);
  const lowest = steps.length > 0 ? Math.min(...steps.map((step) => step.share)) : 0.1;
  const floor = axes.y === "linear" ? 0 : lowest / (axes.x === "log" ? 1.6 : 2);
  if (axes.x === "log") {
    const known = steps.length > 0 ? steps.map((step) => step.threshold) : [1];
    const least = Math.min(...known);
    return { least, most: Math.max(...known, least * 1.1), floor };
  }
  const [least, most] = [thresholds[0] ?? 0, thresholds.at(-1) ?? 1];
  const beside = axes.x === "points" ? (0.5 * (most - least)) / thresholds.length : 0;
  const room = most === least ? 0.5 : beside;
  return { least: least - room, most: most + room, floor };
}

/** Where a share stands, between the pixels `bottom` and `top`. */
export function shareScale({ y }: ExceedanceAxes, floor: number, bottom: number, top: number): LogScale {
  return y === "log"
    ? logScale(floor, 1, bottom, top)
    : {
        toPixel: (share) => bottom + (top - bottom) * share,
        fromPixel: (pixel) => (pixel - bottom) / (top - bottom),
      };
}
