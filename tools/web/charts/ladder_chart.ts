import * as Plot from "@observablehq/plot";
import type { LadderData } from "./data.ts";
import { drawChart, spreadLabels, textWidth, type DrawnChart } from "./frame.ts";
import type { ChartOptions } from "./options.ts";
import { timeTicks, writeAt } from "./time_axis.ts";

const STEP = 16; // [px] by level
const HEAD = 46; // [px] above the steps of a dispute: its name and the numbers of its moves
const BADGE = 8; // [px] radius
const BOTTOM = 24;
const RIGHT = 14;

interface Point {
  at: number;
  y: number; // [px]
}

interface Row {
  name: string;
  top: number; // [px] of the highest level
  ground: number; // [px] of level 0
  line: Point[];
  badges: { number: number; at: number; x: number; y: number }[]; // x: where its number stands [months]
}

interface Layout {
  left: number;
  width: number;
  last: number;
}

function badgesOf(data: LadderData, dispute: string, ground: number, layout: Layout): Row["badges"] {
  const perMonth = (layout.width - layout.left - RIGHT) / layout.last;
  const labels = data.moves
    .filter((move) => move.dispute === dispute)
    .map((move) => ({ text: String(move.number), color: "", position: move.at * perMonth, move }));
  return spreadLabels(labels, 2 * BADGE + 2, BADGE, layout.last * perMonth).map(({ move, position }) => ({
    number: move.number,
    at: move.at,
    x: position / perMonth,
    y: ground - STEP * Math.max(move.from, move.to),
  }));
}

function rowsOf(data: LadderData, layout: Layout): { rows: Row[]; height: number } {
  const levels = data.levelNames.length - 1;
  const size = HEAD + STEP * levels + 14;
  const rows = data.disputes.map((dispute, index) => {
    const ground = size * index + HEAD + STEP * levels;
    const line = dispute.level.map((level, at) => ({ at, y: ground - STEP * level }));
    return {
      name: dispute.name,
      top: ground - STEP * levels,
      ground,
      line,
      badges: badgesOf(data, dispute.id, ground, layout),
    };
  });
  return { rows, height: Math.max(1, rows.length) * size };
}

function groundMarks(row: Row, levelNames: string[], layout: Layout): Plot.Markish[] {
  const levels = levelNames.map((name, level) => ({ text: `${level} ${name}`, y: row.ground - STEP * level }));
  return [
    Plot.ruleY(levels, { y: "y", stroke: "var(--faint)" }),
    Plot.text(levels, {
      frameAnchor: "left",
      y: "y",
      dx: -8,
      textAnchor: "end",
      text: "text",
      fontSize: 11,
      fill: "var(--soft-ink)",
    }),
    Plot.text([row.name], {
      frameAnchor: "left",
      y: () => row.top - 34,
      dx: 8 - layout.left,
      textAnchor: "start",
      fontWeight: 600,
      fontSize: 13,
    }),
  ];
}

function moveMarks(row: Row): Plot.Markish[] {
  const y = row.top - 14;
  return [
    Plot.link(row.badges, { x1: "x", x2: "at", y1: () => y, y2: "y", stroke: "var(--soft-ink)", strokeWidth: 0.8 }),
    Plot.line(row.line, { x: "at", y: "y", curve: "step-after", stroke: "var(--policy-1)", strokeWidth: 2 }),
    Plot.dot(row.badges, { x: "x", y: () => y, r: BADGE, fill: "var(--ground)", stroke: "var(--ink)" }),
    Plot.text(row.badges, {
      x: "x",
      y: () => y,
      text: (badge: { number: number }) => String(badge.number),
      fontSize: 10,
      fontWeight: 600,
    }),
  ];
}

function describe(data: LadderData, options: ChartOptions): string {
  const parts = data.disputes.map((dispute) => {
    const highest = Math.max(0, ...dispute.level);
    const at = dispute.level.indexOf(highest);
    return (
      `${dispute.name} at most level ${highest} ${data.levelNames[highest] ?? ""} ` +
      `(${writeAt(options, Math.max(0, at))})`
    );
  });
  return `${data.title}: ${parts.join("; ") || "no dispute moved"}; ${data.moves.length} numbered moves`;
}

/** One row of steps by dispute; the numbers of its moves stand above. */
export function ladderChart(data: LadderData, options: ChartOptions): DrawnChart {
  const left = 18 + Math.max(...data.levelNames.map((name) => textWidth(`0 ${name}`, 11)));
  const layout = { left, width: options.width, last: Math.max(1, data.last) };
  const { rows, height } = rowsOf(data, layout);
  const ticks = timeTicks(options, data.last).filter((at) => at <= data.last);
  const format = options.formatTick ?? String;
  return drawChart(
    {
      width: options.width,
      height: height + BOTTOM,
      marginLeft: left,
      marginRight: RIGHT,
      marginTop: 0,
      marginBottom: BOTTOM,
      x: { domain: [0, layout.last], axis: null },
      y: { type: "linear", domain: [height, 0], range: [height, 0], axis: null },
      marks: [
        Plot.axisX(ticks, { text: ticks.map((at) => format(at)), label: null, color: "var(--soft-ink)", tickSize: 3 }),
        ...rows.flatMap((row) => groundMarks(row, data.levelNames, layout)),
        ...rows.flatMap(moveMarks),
      ],
    },
    options.name ?? describe(data, options),
  );
}
