import * as Plot from "@observablehq/plot";
import type { ExceedanceData, Interval } from "./data.ts";
import { formatMoney, formatShare, formatShareTick, labelWithUnit } from "./format.ts";
import { drawChart, isKnown, namedRules, shorten, spreadLabels, textWidth, type DrawnChart } from "./frame.ts";
import { fittingLogTicks, logScale, logTicks } from "./log_ticks.ts";
import type { ChartOptions } from "./options.ts";
import type { PolicyStyle } from "./policy_styles.ts";

interface Step {
  threshold: number;
  share: number;
  lower: number;
  upper: number;
}

type ValueFormat = NonNullable<ChartOptions["formatValue"]>;

interface Curve {
  style: PolicyStyle;
  steps: Step[];
}

const LINE_GAP = 14; // [px] between labels
const NARROW = 480; // [px]
const MOST_LABELS = 4;
const TOP = 12;
const BOTTOM = 40;

// A logarithm has no zero: shares of 0 are left out, and an interval that reaches 0 reaches the lower edge.
function stepsOf(thresholds: number[], shares: Interval[]): Step[] {
  return thresholds.flatMap((threshold, index) => {
    const share = shares[index];
    if (share === undefined || !isKnown(share.value) || share.value <= 0 || threshold <= 0) {
      return [];
    }
    const { value } = share;
    return [{ threshold, share: value, lower: share.lower ?? value, upper: share.upper ?? value }];
  });
}

function curveMarks(curve: Curve, floor: number): Plot.Markish[] {
  const { style, steps } = curve;
  return [
    Plot.areaY(steps, {
      x: "threshold",
      y1: (step: Step) => Math.max(floor, step.lower),
      y2: "upper",
      fill: style.color,
      fillOpacity: 0.16,
      clip: true,
    }),
    Plot.line(steps, { x: "threshold", y: "share", stroke: style.color, strokeWidth: 2, strokeDasharray: style.dash }),
    Plot.dot(steps.slice(-1), { x: "threshold", y: "share", r: 4, fill: style.color, symbol: style.symbol }),
  ];
}

// A curve that ends early has its label there; the others stand in the right margin, each at the height of its end.
function endLabels(curves: Curve[], floor: number, most: number, height: number, room: number): Plot.Markish[] {
  const scale = logScale(floor, 1, height - BOTTOM, TOP);
  const ends = curves.flatMap(({ style, steps }) => steps.slice(-1).map((end) => ({ style, end })));
  const isAtMargin = ({ end }: { end: Step }): boolean => end.threshold >= most * 0.9;
  const labels = ends
    .filter(isAtMargin)
    .map(({ style, end }) => ({
      text: shorten(style.label, room),
      color: style.color,
      position: scale.toPixel(end.share),
    }));
  const early = ends
    .filter((one) => !isAtMargin(one))
    .map(({ style, end }) =>
      Plot.text([end], {
        x: "threshold",
        y: "share",
        text: () => shorten(style.label, room),
        dx: 9,
        textAnchor: "start",
        fill: style.color,
        fontWeight: 600,
        stroke: "var(--ground)",
        strokeWidth: 3,
      }),
    );
  const late = spreadLabels(labels, LINE_GAP, TOP, height - BOTTOM).map((label) =>
    Plot.text([label], {
      frameAnchor: "right",
      textAnchor: "start",
      dx: 10,
      y: () => scale.fromPixel(label.position),
      text: "text",
      fill: label.color,
      fontWeight: 600,
    }),
  );
  return [...early, ...late];
}

function describe(data: ExceedanceData, curves: Curve[], format: ValueFormat): string {
  const parts = curves.map(({ style, steps }) => {
    const marked = data.marked;
    const step = marked === null ? steps.at(-1) : steps.find((one) => one.threshold >= marked * 0.999);
    return step === undefined
      ? `${style.label}: no run`
      : `${style.label} ${formatShare(step.share)} at ${format(step.threshold)}`;
  });
  return `Share of runs with ${labelWithUnit(data.label, data.unit)} at or above a threshold: ${parts.join("; ") || "no policy shown"}`;
}

function axes(
  thresholds: [number, number],
  floor: number,
  width: number,
  label: string,
  format: ValueFormat,
): Plot.Markish[] {
  const across = fittingLogTicks(thresholds[0], thresholds[1], Math.max(3, Math.floor(width / 70)));
  const up = logTicks(floor, 1, [1, 2, 5]).length > 9 ? logTicks(floor, 1, [1]) : logTicks(floor, 1, [1, 2, 5]);
  return [
    Plot.gridX(across, { stroke: "var(--faint)", strokeOpacity: 1 }),
    Plot.gridY(up, { stroke: "var(--faint)", strokeOpacity: 1 }),
    Plot.axisX(across, {
      text: across.map(format),
      label,
      labelAnchor: "center",
      color: "var(--soft-ink)",
      tickSize: 3,
    }),
    Plot.axisY(up, { text: up.map(formatShareTick), label: null, color: "var(--soft-ink)", tickSize: 3 }),
  ];
}

export function exceedanceChart(data: ExceedanceData, options: ChartOptions): DrawnChart {
  const height = options.height ?? 340;
  const format = options.formatValue ?? formatMoney;
  const curves = data.arms.map((arm) => ({
    style: options.styles.of(arm.policy),
    steps: stepsOf(data.thresholds, arm.share),
  }));
  const steps = curves.flatMap((curve) => curve.steps);
  const known = steps.length > 0 ? steps : [{ threshold: 1, share: 0.1, lower: 0.1, upper: 0.1 }];
  const floor = Math.min(...known.map((step) => step.share)) / 1.6;
  const least = Math.min(...known.map((step) => step.threshold));
  const most = Math.max(...known.map((step) => step.threshold), least * 1.1);
  // On a phone labels would take a third of the width, and many of them would lie over each other: the legend must do.
  const isLabelled = options.width >= NARROW && curves.length <= MOST_LABELS;
  const marginRight = !isLabelled
    ? 20
    : Math.min(options.width * 0.35, 20 + Math.max(20, ...curves.map(({ style }) => textWidth(style.label, 14))));
  const marked = data.marked !== null && data.marked >= least && data.marked <= most ? [data.marked] : [];
  return drawChart(
    {
      width: options.width,
      height,
      marginLeft: 48,
      marginRight,
      marginTop: TOP,
      marginBottom: BOTTOM,
      x: { type: "log", domain: [least, most], axis: null },
      y: { type: "log", domain: [floor, 1], axis: null },
      marks: [
        ...axes(
          [least, most],
          floor,
          options.width - marginRight,
          `${labelWithUnit(data.label, data.unit)}, log scale →`,
          format,
        ),
        ...namedRules(marked.map((at) => ({ at, label: format(at) }))),
        ...curves.flatMap((curve) => curveMarks(curve, floor)),
        ...(isLabelled ? endLabels(curves, floor, most, height, marginRight - 10) : []),
      ],
    },
    options.name ?? describe(data, curves, format),
  );
}
