import * as Plot from "@observablehq/plot";
import type { ExceedanceData } from "./data.ts";
import {
  curvesOf,
  shareScale,
  spanOf,
  type Curve,
  type ExceedanceAxes,
  type Span,
  type Step,
} from "./exceedance_steps.ts";
import { formatMoney, formatShare, formatShareTick, formatTick, inUnit } from "./format.ts";
import { drawChart, namedRules, shorten, spreadLabels, textWidth, type DrawnChart } from "./frame.ts";
import { fittingLogTicks, logTicks } from "./log_ticks.ts";
import type { ChartOptions, ExceedanceOptions } from "./options.ts";

type ValueFormat = NonNullable<ChartOptions["formatValue"]>;

const LINE_GAP = 14; // [px] between labels
const APART = 11; // [px] between the points of policies at one threshold
const NARROW = 480; // [px]
const MOST_LABELS = 4;
const TOP = 12;
const BOTTOM = 40;
const GRID = { stroke: "var(--faint)", strokeOpacity: 1 };
const AXIS = { color: "var(--soft-ink)", tickSize: 3 };

/** All that a mark needs beside its curve. */
interface Frame extends Span {
  axes: ExceedanceAxes;
  height: number; // [px]
  marginRight: number; // [px]
  isLabelled: boolean; // at the ends of curves
}

function curveMarks({ style, steps }: Curve, { axes, floor }: Frame): Plot.Markish[] {
  // P(X >= x) keeps its value from just above one threshold to the next: it is a step that comes before its point.
  const curve = axes.x === "log" ? "linear" : "step-before";
  const y1 = (step: Step): number => Math.max(floor, step.lower);
  const area = { x: "threshold", y1, y2: "upper", curve, fill: style.color, fillOpacity: 0.16, clip: true } as const;
  const line = { x: "threshold", y: "share", curve, stroke: style.color, strokeDasharray: style.dash } as const;
  const end = axes.x === "log" ? steps.slice(-1) : [];
  return [
    Plot.areaY(steps, area),
    Plot.line(steps, { ...line, strokeWidth: 2 }),
    Plot.dot(end, { x: "threshold", y: "share", r: 4, fill: style.color, symbol: style.symbol }),
  ];
}

/** Points with their intervals, policies beside each other; the share is written where there is room. */
function pointMarks({ style, steps }: Curve, { floor }: Frame, dx: number, hasText: boolean): Plot.Markish[] {
  const y1 = (step: Step): number => Math.max(floor, step.lower);
  const text = (step: Step): string => formatShare(step.share);
  const at = { x: "threshold", y: "share" };
  return [
    Plot.ruleX(steps, { x: "threshold", y1, y2: "upper", dx, stroke: style.color, strokeWidth: 2.5 }),
    Plot.dot(steps, { ...at, dx, r: 4, fill: style.color, symbol: style.symbol }),
    ...(hasText ? [Plot.text(steps, { ...at, dx: 9, text, textAnchor: "start", fill: style.color })] : []),
  ];
}

// A curve that ends early has its label there; the others stand in the right margin, each at the height of its end.
function endLabels(curves: Curve[], { axes, floor, most, height, marginRight }: Frame): Plot.Markish[] {
  const scale = shareScale(axes, floor, height - BOTTOM, TOP);
  const ends = curves.flatMap(({ style, steps }) =>
    steps.slice(-1).map((end) => ({
      end,
      text: shorten(style.label, marginRight - 10),
      color: style.color,
      position: scale.toPixel(end.share),
      isEarly: end.threshold < most - 0.1 * Math.abs(most),
    })),
  );
  const late = ends.filter((one) => !one.isEarly);
  const look = { text: "text", textAnchor: "start", fontWeight: 600 } as const;
  const halo = { stroke: "var(--ground)", strokeWidth: 3 };
  return [
    ...ends
      .filter((one) => one.isEarly)
      .map((one) =>
        Plot.text([one], { ...look, ...halo, x: one.end.threshold, y: one.end.share, dx: 9, fill: one.color }),
      ),
    ...spreadLabels(late, LINE_GAP, TOP, height - BOTTOM).map((one) =>
      Plot.text([one], {
        ...look,
        frameAnchor: "right",
        dx: 10,
        y: () => scale.fromPixel(one.position),
        fill: one.color,
      }),
    ),
  ];
}

function describe(data: ExceedanceData, curves: Curve[], format: ValueFormat): string {
  const { marked } = data;
  const isReached = ({ threshold }: Step): boolean => marked !== null && threshold >= marked - 0.001 * Math.abs(marked);
  const parts = curves.map(({ style, steps }) => {
    const step = marked === null ? steps.at(-1) : steps.find(isReached);
    return step === undefined
      ? `${style.label}: no run`
      : `${style.label} ${formatShare(step.share)} at ${format(step.threshold)}`;
  });
  const shown = parts.join("; ") || "no policy shown";
  return `Share of runs with ${data.label}${inUnit(data.unit)} at or above a threshold: ${shown}`;
}

interface Scaffold {
  grid: Plot.Markish[]; // below all ticks
  axis: Plot.Markish;
}

function across(data: ExceedanceData, frame: Frame, width: number, format: ValueFormat): Scaffold {
  const { axes, least, most, marginRight } = frame;
  const label = `${data.label}${inUnit(data.unit)}${axes.x === "log" ? ", log scale" : ""} →`;
  const look = { ...AXIS, label, labelAnchor: "center" } as const;
  const room = width - marginRight;
  if (axes.x !== "log") {
    const ticks = axes.x === "points" ? data.thresholds : Math.max(3, Math.floor(room / 80));
    return { grid: [], axis: Plot.axisX({ ...look, ticks, tickFormat: formatTick }) };
  }
  const ticks = fittingLogTicks(least, most, Math.max(3, Math.floor(room / 70)));
  return { grid: [Plot.gridX(ticks, GRID)], axis: Plot.axisX(ticks, { ...look, text: ticks.map(format) }) };
}

function up({ axes, floor }: Frame): Scaffold {
  const look = { ...AXIS, label: null };
  if (axes.y === "linear") {
    const tickFormat = (share: number): string => `${Math.round(100 * share)} %`;
    return { grid: [Plot.gridY({ ...GRID, ticks: 5 })], axis: Plot.axisY({ ...look, ticks: 5, tickFormat }) };
  }
  const fine = axes.x === "log" ? logTicks(floor, 1, [1, 2, 5]) : fittingLogTicks(floor, 1, 9);
  const ticks = fine.length > 9 ? logTicks(floor, 1, [1]) : fine;
  return { grid: [Plot.gridY(ticks, GRID)], axis: Plot.axisY(ticks, { ...look, text: ticks.map(formatShareTick) }) };
}

function frameOf(data: ExceedanceData, curves: Curve[], options: ExceedanceOptions, axes: ExceedanceAxes): Frame {
  // On a phone labels would take a third of the width, and many of them would lie over each other: the legend must do.
  const hasRoom = options.width >= NARROW && curves.length <= MOST_LABELS;
  const isLabelled = axes.x === "log" ? hasRoom : axes.x === "linear";
  const widest = Math.max(20, ...curves.map(({ style }) => textWidth(style.label, 14)));
  const marginRight = isLabelled ? Math.min(options.width * 0.35, 20 + widest) : 20;
  return { ...spanOf(data, curves, axes), axes, height: options.height ?? 340, marginRight, isLabelled };
}

/** Share of runs at or above a threshold, by policy. Without axes in the options both are logarithmic. */
export function exceedanceChart(data: ExceedanceData, options: ExceedanceOptions): DrawnChart {
  const axes = options.axes ?? { x: "log", y: "log" };
  const format = options.formatValue ?? formatMoney;
  const curves = curvesOf(data, options.styles, axes);
  const frame = frameOf(data, curves, options, axes);
  const { least, most, floor, height, marginRight } = frame;
  const marked = [data.marked ?? NaN].filter((at) => axes.x === "log" && at >= least && at <= most);
  const scaffolds = [across(data, frame, options.width, format), up(frame)];
  const middle = (curves.length - 1) / 2;
  return drawChart(
    {
      width: options.width,
      height,
      marginLeft: 48,
      marginRight,
      marginTop: TOP,
      marginBottom: BOTTOM,
      x: { type: axes.x === "log" ? "log" : "linear", domain: [least, most], axis: null },
      y: { type: axes.y, domain: [floor, 1], axis: null },
      marks: [
        ...scaffolds.flatMap(({ grid }) => grid),
        ...scaffolds.map(({ axis }) => axis),
        ...namedRules(marked.map((at) => ({ at, label: format(at) }))),
        ...curves.flatMap((curve, index) =>
          axes.x === "points"
            ? pointMarks(curve, frame, APART * (index - middle), curves.length === 1)
            : curveMarks(curve, frame),
        ),
        ...(frame.isLabelled ? endLabels(curves, frame) : []),
      ],
    },
    options.name ?? describe(data, curves, format),
  );
}
