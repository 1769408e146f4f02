import * as Plot from "@observablehq/plot";
import type { ComponentsData, Interval } from "./data.ts";
import { formatInterval, formatMoney, formatTick } from "./format.ts";
import { drawChart, isKnown, rowLabel, textWidth, whiskerOf, wrapLabel, type DrawnChart } from "./frame.ts";
import type { ChartOptions } from "./options.ts";
import type { PolicyStyle } from "./policy_styles.ts";

const LANE = 15; // [px] by policy within a row
const GAP = 0.75; // between rows, in lanes
const BOTTOM = 40;
const TOP = 6;

interface Mark {
  style: PolicyStyle;
  amount: Interval;
  y: number; // [px]
}

interface Row {
  label: string;
  middle: number; // [px]
  marks: Mark[];
}

function rowsOf(data: ComponentsData, options: ChartOptions, letters: number): { rows: Row[]; height: number } {
  const lanes = Math.max(2, data.arms.length);
  const room = options.height === undefined ? Infinity : options.height - TOP - BOTTOM;
  const lane = Math.min(LANE, room / Math.max(1, data.components.length * (lanes + GAP)));
  const size = lane * lanes;
  const step = lane * (lanes + GAP);
  const rows = data.components.map((component, index) => {
    const top = TOP + index * step;
    const marks = data.arms.flatMap((arm, place) => {
      const amount = arm.amounts[index];
      return amount === undefined
        ? []
        : [{ style: options.styles.of(arm.policy), amount, y: top + lane * (place + 0.5) }];
    });
    return { label: wrapLabel(component.label, letters), middle: top + size / 2, marks };
  });
  return { rows, height: Math.max(40, TOP + rows.length * step) };
}

// Small amounts cannot be read off an axis that has to hold large ones: each mark has its numbers beside it.
function numbersOf(amount: Interval, withInterval: boolean): string {
  return withInterval
    ? `${formatMoney(amount.value)} (${formatInterval(amount, formatMoney)})`
    : formatMoney(amount.value);
}

function markOf({ style, amount, y }: Mark, withInterval: boolean): Plot.Markish[] {
  const { value } = amount;
  if (!isKnown(value)) {
    return [];
  }
  const whisker = whiskerOf(amount);
  const end = Math.max(0, value, whisker?.upper ?? value);
  const at = (x: number): number => x;
  return [
    Plot.ruleY([value], {
      x1: 0,
      x2: at,
      y,
      stroke: style.color,
      strokeWidth: 1,
      strokeOpacity: 0.5,
      strokeDasharray: style.dash,
    }),
    Plot.ruleY(whisker === null ? [] : [whisker], {
      x1: "lower",
      x2: "upper",
      y,
      stroke: style.color,
      strokeWidth: 2.5,
    }),
    Plot.dot([value], { x: at, y, r: 4, fill: style.color, symbol: style.symbol }),
    Plot.text([end], {
      x: at,
      y,
      dx: 9,
      textAnchor: "start",
      text: () => numbersOf(amount, withInterval),
      fontSize: 11,
      fill: style.color,
      fontVariant: "tabular-nums",
    }),
  ];
}

function describe(data: ComponentsData, rows: Row[]): string {
  const parts = rows
    .slice(0, 3)
    .flatMap((row) =>
      row.marks.map(
        ({ style, amount }) =>
          `${row.label.replaceAll("\n", " ")}, ${style.label}: ${formatMoney(amount.value)} ` +
          `(95 % interval ${formatInterval(amount, formatMoney)})`,
      ),
    );
  return `${data.label} by component [${data.unit}]: ${parts.join("; ") || "no policy shown"}`;
}

/** Mean amounts side by side, with intervals. Never stacked: amounts may be below zero. */
export function componentsChart(data: ComponentsData, options: ChartOptions): DrawnChart {
  const isNarrow = options.width < 560;
  const { rows, height } = rowsOf(data, options, isNarrow ? 14 : 30);
  const marginLeft =
    16 + Math.max(isNarrow ? 40 : 136, ...rows.flatMap((row) => row.label.split("\n").map((line) => textWidth(line))));
  return drawChart(
    {
      width: options.width,
      height: height + BOTTOM,
      marginLeft,
      marginRight: isNarrow ? 52 : 150,
      marginTop: 0,
      marginBottom: BOTTOM,
      x: { axis: null, nice: true, zero: true },
      y: { type: "linear", domain: [height, 0], range: [height, 0], axis: null },
      marks: [
        Plot.gridX({ stroke: "var(--faint)", strokeOpacity: 1, ticks: isNarrow ? 3 : 5 }),
        Plot.axisX({
          label: `${data.label} [${data.unit}] →`,
          labelAnchor: "center",
          tickFormat: formatTick,
          color: "var(--soft-ink)",
          tickSize: 3,
          ticks: isNarrow ? 3 : 5,
        }),
        Plot.ruleX([0], { stroke: "var(--ink)" }),
        ...rows.map((row) => rowLabel(row.label, row.middle)),
        ...rows.flatMap((row) => row.marks.flatMap((mark) => markOf(mark, !isNarrow))),
      ],
    },
    options.name ?? describe(data, rows),
  );
}
