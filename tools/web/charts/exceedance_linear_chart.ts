import * as Plot from "@observablehq/plot";
import type { ExceedanceData, Interval } from "./data.ts";
import { formatNumber, formatShare, formatTick, labelWithUnit } from "./format.ts";
import { drawChart, isKnown, spreadLabels, textWidth, type DrawnChart } from "./frame.ts";
import { fittingLogTicks } from "./log_ticks.ts";
import type { ChartOptions } from "./options.ts";
import type { PolicyStyle } from "./policy_styles.ts";

interface Step {
  threshold: number;
  share: number;
  lower: number;
  upper: number;
}

interface Curve {
  style: PolicyStyle;
  steps: Step[];
}

const TOP = 12;
const BOTTOM = 40;
const LINE_GAP = 14; // [px] between labels
const APART = 11; // [px] between the points of policies at one threshold
const FEW = 12; // thresholds: so few are levels or counts, of which each is drawn by itself
const RARE = 0.02; // share

function curveOf(thresholds: number[], arm: ExceedanceData["arms"][number], options: ChartOptions): Curve {
  const steps = thresholds.flatMap((threshold, index) => {
    const share = arm.share[index];
    if (share === undefined || !isKnown(share.value)) {
      return [];
    }
    return [{ threshold, share: share.value, lower: share.lower ?? share.value, upper: share.upper ?? share.value }];
  });
  return { style: options.styles.of(arm.policy), steps };
}

// P(X >= x) keeps its value from just above one threshold to the next: it is a step that comes before its point.
function curveMarks({ style, steps }: Curve): Plot.Markish[] {
  return [
    Plot.areaY(steps, {
      x: "threshold",
      y1: "lower",
      y2: "upper",
      curve: "step-before",
      fill: style.color,
      fillOpacity: 0.16,
    }),
    Plot.line(steps, {
      x: "threshold",
      y: "share",
      curve: "step-before",
      stroke: style.color,
      strokeWidth: 2,
      strokeDasharray: style.dash,
    }),
  ];
}

/** Points with their intervals, policies beside each other; the share is written where there is room. */
function pointMarks({ style, steps: all }: Curve, dx: number, hasText: boolean, floor: number): Plot.Markish[] {
  const steps = all
    .filter((step) => step.share >= floor)
    .map((step) => ({ ...step, lower: Math.max(floor, step.lower) }));
  const text = (step: Step): string => formatShare(step.share);
  return [
    Plot.ruleX(steps, { x: "threshold", y1: "lower", y2: "upper", dx, stroke: style.color, strokeWidth: 2.5 }),
    Plot.dot(steps, { x: "threshold", y: "share", dx, r: 4, fill: style.color, symbol: style.symbol }),
    ...(hasText
      ? [Plot.text(steps, { x: "threshold", y: "share", dx: 9, text, textAnchor: "start", fill: style.color })]
      : []),
  ];
}

function endLabels(curves: Curve[], height: number): Plot.Markish[] {
  const room = height - TOP - BOTTOM;
  const labels = curves.flatMap(({ style, steps }) => {
    const end = steps.at(-1);
    return end === undefined ? [] : [{ text: style.label, color: style.color, position: TOP + room * (1 - end.share) }];
  });
  return spreadLabels(labels, LINE_GAP, TOP, height - BOTTOM).map((label) =>
    Plot.text([label], {
      frameAnchor: "right",
      textAnchor: "start",
      dx: 10,
      y: () => 1 - (label.position - TOP) / room,
      text: "text",
      fill: label.color,
      fontWeight: 600,
    }),
  );
}

function describe(data: ExceedanceData, curves: Curve[], format: (value: number) => string): string {
  const parts = curves.map(({ style, steps }) => {
    const step = steps.find(({ threshold }) => threshold === data.marked) ?? steps.at(-1);
    return step === undefined
      ? `${style.label}: no run`
      : `${style.label} ${formatShare(step.share)} at ${format(step.threshold)}`;
  });
  return `Share of runs with ${labelWithUnit(data.label, data.unit)} at or above a threshold: ${parts.join("; ") || "no policy shown"}`;
}

/** Few values with a rare one among them: on a linear axis of shares 0.2 % would look like nothing. */
export function hasLogShares(thresholds: number[], arms: { share: Interval[] }[]): boolean {
  const shares = arms.flatMap((arm) => arm.share.map((share) => share.value ?? 0)).filter((value) => value > 0);
  return thresholds.length <= FEW && shares.some((value) => value < RARE);
}

function verticalOf(
  data: ExceedanceData,
  curves: Curve[],
): { type: "linear" | "log"; domain: [number, number]; marks: Plot.Markish[] } {
  if (!hasLogShares(data.thresholds, data.arms)) {
    const marks = [
      Plot.gridY({ ticks: 5, stroke: "var(--faint)", strokeOpacity: 1 }),
      Plot.axisY({
        ticks: 5,
        tickFormat: (share: number) => `${Math.round(100 * share)} %`,
        label: null,
        color: "var(--soft-ink)",
        tickSize: 3,
      }),
    ];
    return { type: "linear", domain: [0, 1], marks };
  }
  const floor =
    Math.min(...curves.flatMap((curve) => curve.steps.map((step) => step.share)).filter((share) => share > 0)) / 2;
  const ticks = fittingLogTicks(floor, 1, 9);
  const marks = [
    Plot.gridY(ticks, { stroke: "var(--faint)", strokeOpacity: 1 }),
    Plot.axisY(ticks, {
      text: ticks.map((share) => `${Number((100 * share).toPrecision(3))} %`),
      label: null,
      color: "var(--soft-ink)",
      tickSize: 3,
    }),
  ];
  return { type: "log", domain: [floor, 1], marks };
}

function domainOf(thresholds: number[], isFew: boolean): [number, number] {
  const least = thresholds[0] ?? 0;
  const most = thresholds.at(-1) ?? 1;
  const room = most === least ? 0.5 : isFew ? (0.5 * (most - least)) / thresholds.length : 0;
  return [least - room, most + room];
}

/** Share of runs at or above a threshold with a linear axis of thresholds: for values not positive, or few and whole. */
export function exceedanceLinearChart(data: ExceedanceData, options: ChartOptions): DrawnChart {
  const height = options.height ?? 340;
  const format = options.formatValue ?? formatNumber;
  const isFew = data.thresholds.length <= FEW;
  const curves = data.arms.map((arm) => curveOf(data.thresholds, arm, options));
  const labelRoom = 20 + Math.max(20, ...curves.map(({ style }) => textWidth(style.label)));
  const marginRight = isFew ? 20 : Math.min(options.width * 0.35, labelRoom);
  const ticks = isFew ? data.thresholds : Math.max(3, Math.floor((options.width - marginRight) / 80));
  const middle = (curves.length - 1) / 2;
  const vertical = verticalOf(data, curves);
  return drawChart(
    {
      width: options.width,
      height,
      marginLeft: 48,
      marginRight,
      marginTop: TOP,
      marginBottom: BOTTOM,
      x: { domain: domainOf(data.thresholds, isFew), axis: null },
      y: { type: vertical.type, domain: vertical.domain, axis: null },
      marks: [
        ...vertical.marks,
        Plot.axisX({
          ticks,
          tickFormat: formatTick,
          label: `${labelWithUnit(data.label, data.unit)} →`,
          labelAnchor: "center",
          color: "var(--soft-ink)",
          tickSize: 3,
        }),
        ...curves.flatMap((curve, index) =>
          isFew
            ? pointMarks(curve, APART * (index - middle), curves.length === 1, vertical.domain[0])
            : curveMarks(curve),
        ),
        ...(isFew ? [] : endLabels(curves, height)),
      ],
    },
    options.name ?? describe(data, curves, format),
  );
}
