import * as Plot from "@observablehq/plot";
import type { Interval } from "./data.ts";
import { formatInterval, formatNumber, formatShare, formatTick, inUnit, withUnit } from "./format.ts";
import { centreMarks, drawChart, type DrawnChart } from "./frame.ts";
import type { ChartOptions } from "./options.ts";
import type { PolicyStyle } from "./policy_styles.ts";

export interface HistogramData {
  label: string;
  unit: string;
  edges: number[]; // of bins, ascending, shared by all arms
  arms: { policy: string; counts: number[]; median: number | null; mean: Interval }[];
}

const HEAD = 38; // [px] above the bars of an arm: its name and its numbers
const BARS = 96; // [px] height of the tallest bar of all arms
const FOOT = 22; // [px] below the bars: median and mean
const ROW = HEAD + BARS + FOOT;
const BOTTOM = 40;
const NARROW = 480; // [px]

interface Bar {
  from: number;
  to: number;
  share: number;
}

interface Row {
  style: PolicyStyle;
  arm: HistogramData["arms"][number];
  bars: Bar[];
  ground: number; // [px] from the top
}

function barsOf(edges: number[], counts: number[]): Bar[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.flatMap((count, index) => {
    const [from, to] = [edges[index], edges[index + 1]];
    return from === undefined || to === undefined || count === 0 ? [] : [{ from, to, share: count / total }];
  });
}

function numbersOf(row: Row, unit: string, options: ChartOptions): string {
  const format = options.formatValue ?? formatNumber;
  const { mean, median } = row.arm;
  // On a phone the caption alone says which interval it is.
  const which = options.width < NARROW ? "" : "95 % interval of the mean ";
  return (
    `median ${format(median)}, mean ${withUnit(format(mean.value), unit)} ` +
    `(${which}${formatInterval(mean, format)})`
  );
}

function rowMarks(row: Row, tallest: number, numbers: string): Plot.Markish[] {
  const { style, ground, arm, bars } = row;
  const text = (dy: number, content: string, fontWeight: number, fill: string): Plot.Markish =>
    Plot.text([content], { frameAnchor: "left", y: () => ground - BARS + dy, textAnchor: "start", fontWeight, fill });
  return [
    Plot.ruleY([ground], { stroke: "var(--rule)" }),
    Plot.rect(bars, {
      x1: "from",
      x2: "to",
      y1: (bar: Bar) => ground - (BARS * bar.share) / tallest,
      y2: ground,
      fill: style.color,
      fillOpacity: 0.75,
      insetLeft: 0.5,
      insetRight: 0.5,
    }),
    text(-28, style.label, 600, style.color),
    text(-13, numbers, 400, "var(--soft-ink)"),
    ...centreMarks(arm, ground + 3, ground + 10),
  ];
}

function tallestShare({ bars }: Row): string {
  return formatShare(Math.max(0, ...bars.map((bar) => bar.share)));
}

/** One row by policy, with the same bins and heights. Below the bars: a bar at the median, a diamond at the mean. */
export function histogramChart(data: HistogramData, options: ChartOptions): DrawnChart {
  const rows = data.arms.map((arm, index) => ({
    style: options.styles.of(arm.policy),
    arm,
    bars: barsOf(data.edges, arm.counts),
    ground: ROW * index + HEAD + BARS,
  }));
  const height = Math.max(1, rows.length) * ROW;
  const tallest = Math.max(1e-9, ...rows.flatMap((row) => row.bars.map((bar) => bar.share)));
  const domain = data.edges.length > 1 ? [data.edges[0] ?? 0, data.edges.at(-1) ?? 1] : [0, 1];
  const numbers = rows.map((row) => numbersOf(row, data.unit, options));
  const parts = rows.map((row, index) => `${row.style.label}: ${numbers[index]}`);
  return drawChart(
    {
      width: options.width,
      height: height + BOTTOM,
      marginLeft: 14,
      marginRight: 16,
      marginTop: 0,
      marginBottom: BOTTOM,
      x: { domain, axis: null },
      y: { type: "linear", domain: [height, 0], range: [height, 0], axis: null },
      marks: [
        Plot.axisX({
          label: `${data.label}${inUnit(data.unit)} →`,
          labelAnchor: "center",
          tickFormat: formatTick,
          color: "var(--soft-ink)",
          tickSize: 3,
          ticks: Math.floor(options.width / 90),
        }),
        ...rows.flatMap((row, index) =>
          rowMarks(
            row,
            tallest,
            `${numbers[index]}${options.width < NARROW ? "" : `; tallest bar ${tallestShare(row)}`}`,
          ),
        ),
      ],
    },
    options.name ?? `${data.label}, histogram by policy: ${parts.join("; ") || "no policy shown"}`,
  );
}
