import * as Plot from "@observablehq/plot";
import type { DifferencesData } from "./data.ts";
import { formatInterval, formatChange, formatShare, formatTick, withUnit } from "./format.ts";
import { drawChart, isKnown, labelBelow, textWidth, whiskerOf, type DrawnChart } from "./frame.ts";
import type { ChartOptions } from "./options.ts";
import type { PolicyStyle } from "./policy_styles.ts";

const HEAD = 38; // [px] above the bars of an arm
const BARS = 92; // [px] height of the tallest bar, and the least
const BARS_LEAST = 36;
const FOOT = 24; // [px] below: mean, its interval and the middle 90 % of runs
const NARROW = 560; // [px]
const SIDES = 12; // [px] for the words on both sides of 0
const BOTTOM = 40;
const MARGIN = 14; // [px] left and right

interface Row {
  style: PolicyStyle;
  arm: DifferencesData["arms"][number];
  ground: number; // [px] from the top
  bars: number; // [px] height of the tallest bar of all arms
}

interface Bar {
  from: number;
  to: number;
  height: number; // [px]
  isLess: boolean;
}

function barsOf(edges: number[], counts: number[], tallest: number, size: number): Bar[] {
  return counts.flatMap((count, index) => {
    const from = edges[index];
    const to = edges[index + 1];
    if (from === undefined || to === undefined || count === 0) {
      return [];
    }
    return [{ from, to, height: (size * count) / tallest, isLess: (from + to) / 2 < 0 }];
  });
}

function numbersOf({ arm }: Row, unit: string): string {
  const interval = formatInterval(arm.mean, formatChange);
  return `mean ${withUnit(formatChange(arm.mean.value), unit)} (95 % interval of the mean ${interval})`;
}

// What stands above the bars; on a phone there is room for the numbers only.
function headOf(row: Row, unit: string, isNarrow: boolean): string {
  const { counts, mean } = row.arm;
  if (isNarrow) {
    return `mean ${withUnit(formatChange(mean.value), unit)} (${formatInterval(mean, formatChange)})`;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  const share = total > 0 ? formatShare(Math.max(...counts) / total) : "–";
  return `${numbersOf(row, unit)}; tallest bar ${share} of runs`;
}

function intervalMarks(row: Row): Plot.Markish[] {
  const { mean, middle90 } = row.arm;
  const whisker = whiskerOf(mean);
  const below = row.ground + 10;
  return [
    Plot.ruleY(middle90 === null ? [] : [middle90], {
      x1: "0",
      x2: "1",
      y: below,
      stroke: row.style.color,
      strokeOpacity: 0.45,
      strokeWidth: 3,
    }),
    Plot.ruleY(whisker === null ? [] : [whisker], {
      x1: "lower",
      x2: "upper",
      y: below,
      stroke: "var(--ink)",
      strokeWidth: 2,
    }),
    Plot.dot(isKnown(mean.value) ? [mean.value] : [], {
      x: (x: number) => x,
      y: below,
      r: 4,
      fill: "var(--ground)",
      stroke: "var(--ink)",
      strokeWidth: 1.5,
      symbol: "diamond2",
    }),
  ];
}

function barMark(bars: Bar[], ground: number, style: PolicyStyle, fillOpacity: number): Plot.Markish {
  const top = (bar: Bar): number => ground - bar.height;
  return Plot.rect(bars, {
    x1: "from",
    x2: "to",
    y1: top,
    y2: ground,
    fill: style.color,
    fillOpacity,
    insetLeft: 0.5,
    insetRight: 0.5,
  });
}

function rowMarks(row: Row, data: DifferencesData, tallest: number, head: string): Plot.Markish[] {
  const { arm, ground, style } = row;
  const bars = barsOf(data.edges, arm.counts, tallest, row.bars);
  const text = (dy: number, content: string, weight: number, color: string): Plot.Markish =>
    Plot.text([content], {
      frameAnchor: "left",
      y: () => ground - row.bars + dy,
      textAnchor: "start",
      fontWeight: weight,
      fill: color,
    });
  return [
    Plot.ruleY([ground], { stroke: "var(--rule)" }),
    barMark(
      bars.filter((bar) => bar.isLess),
      ground,
      style,
      0.85,
    ),
    barMark(
      bars.filter((bar) => !bar.isLess),
      ground,
      style,
      0.4,
    ),
    text(-28, style.label, 600, style.color),
    text(-13, head, 400, "var(--soft-ink)"),
    ...intervalMarks(row),
  ];
}

// Each side is named where there is room for the word.
function sideLabels([least, most]: [number, number], width: number, height: number): Plot.Markish[] {
  const room = (share: number): number => MARGIN + (width - 2 * MARGIN) * share - 6;
  const [before, after] = [room(-least / (most - least)), room(most / (most - least))];
  const label = (text: string, dx: number, textAnchor: "start" | "end"): Plot.Markish =>
    Plot.text([text], {
      x: () => 0,
      y: () => height + 1,
      dx,
      dy: -6,
      textAnchor,
      fill: "var(--soft-ink)",
      fontStyle: "italic",
      stroke: "var(--ground)",
      strokeWidth: 3,
    });
  return [
    Plot.ruleX([0], { stroke: "var(--ink)", strokeWidth: 1 }),
    ...(before > textWidth("← cheaper") ? [label("← cheaper", -6, "end")] : []),
    ...(after > textWidth("dearer →") ? [label("dearer →", 6, "start")] : []),
  ];
}

/** One row by policy. Below the bars: a diamond at the mean with its interval, on the middle 90 % of runs. */
export function differencesChart(data: DifferencesData, options: ChartOptions): DrawnChart {
  const count = Math.max(1, data.arms.length);
  const room = options.height === undefined ? BARS : (options.height - BOTTOM - SIDES) / count - HEAD - FOOT;
  const size = Math.min(BARS, Math.max(BARS_LEAST, room));
  const step = HEAD + size + FOOT;
  const rows = data.arms.map((arm, index) => ({
    arm,
    style: options.styles.of(arm.policy),
    ground: step * index + HEAD + size,
    bars: size,
  }));
  const height = step * count + SIDES;
  const tallest = Math.max(1, ...data.arms.flatMap((arm) => arm.counts));
  const parts = rows.map((row) => `${row.style.label}: ${numbersOf(row, data.unit)}`);
  const edges = data.edges.length > 1 ? data.edges : [-1, 1];
  const domain: [number, number] = [Math.min(0, edges[0] ?? 0), Math.max(0, edges.at(-1) ?? 0)];
  const label = labelBelow(`${data.label} [${data.unit}] →`, options.width, MARGIN, MARGIN);
  return drawChart(
    {
      width: options.width,
      height: height + BOTTOM + label.extra,
      marginLeft: MARGIN,
      marginRight: MARGIN,
      marginTop: 0,
      marginBottom: BOTTOM + label.extra,
      x: { domain, axis: null },
      y: { type: "linear", domain: [height, 0], range: [height, 0], axis: null },
      marks: [
        Plot.axisX({
          label: label.text,
          labelAnchor: "center",
          tickFormat: formatTick,
          color: "var(--soft-ink)",
          tickSize: 3,
          ticks: Math.floor(options.width / 90),
        }),
        ...rows.flatMap((row) => rowMarks(row, data, tallest, headOf(row, data.unit, options.width < NARROW))),
        ...sideLabels(domain, options.width, height),
      ],
    },
    options.name ?? `${data.label}, run by run: ${parts.join("; ") || "no policy shown"}`,
  );
}
