import * as Plot from "@observablehq/plot";
import type { EvidenceStatus, Interval, SensitivityData } from "./data.ts";
import { formatInterval, formatNumber, formatTick, inUnit } from "./format.ts";
import { drawChart, isKnown, labelBelow, rowLabel, textWidth, whiskerOf, wrapLabel, type DrawnChart } from "./frame.ts";
import type { ChartOptions } from "./options.ts";
import type { MarkerSymbol } from "./symbols.ts";

export interface EvidenceStyle {
  label: string;
  color: string;
  symbol: MarkerSymbol;
}

/** Colour and symbol of what a number rests on; the symbol alone tells them apart. */
export function evidenceStyle(status: EvidenceStatus): EvidenceStyle {
  switch (status) {
    case "data":
      return { label: "data", color: "var(--evidence-data)", symbol: "circle" };
    case "literature":
      return { label: "literature", color: "var(--evidence-literature)", symbol: "square" };
    case "judgement":
      return { label: "judgement", color: "var(--evidence-judgement)", symbol: "triangle" };
    default:
      return { label: "status not recorded", color: "var(--soft-ink)", symbol: "cross" };
  }
}

const BOTTOM = 40;
const LINE = 15; // [px]

interface Row {
  label: string;
  y: number; // [px]
  style: EvidenceStyle;
  value: Interval;
  part: Interval | null;
}

function rowMarks({ y, style, value, part }: Row): Plot.Markish[] {
  const whisker = whiskerOf(value);
  const known = isKnown(value.value) ? [value.value] : [];
  const hollow = part !== null && isKnown(part.value) ? [part.value] : [];
  const at = (x: number): number => x;
  return [
    Plot.ruleY(known, { x1: 0, x2: at, y, stroke: style.color, strokeOpacity: 0.35, strokeWidth: 5 }),
    Plot.ruleY(whisker === null ? [] : [whisker], {
      x1: "lower",
      x2: "upper",
      y,
      stroke: "var(--ink)",
      strokeWidth: 1.2,
      marker: "tick",
    }),
    Plot.dot(hollow, {
      x: at,
      y,
      r: 3.5,
      fill: "var(--ground)",
      stroke: style.color,
      strokeWidth: 1.5,
      symbol: style.symbol,
    }),
    Plot.dot(known, {
      x: at,
      y,
      r: 5,
      fill: style.color,
      stroke: "var(--ground)",
      strokeWidth: 0.7,
      symbol: style.symbol,
    }),
  ];
}

function rowsOf(data: SensitivityData, letters: number): { rows: Row[]; height: number } {
  let top = 8;
  const rows = data.rows.map(({ label, status, value, part }) => {
    const wrapped = wrapLabel(label, letters);
    const size = Math.max(26, wrapped.split("\n").length * LINE + 8);
    const row = { label: wrapped, y: top + size / 2, style: evidenceStyle(status), value, part };
    top += size;
    return row;
  });
  return { rows, height: Math.max(40, top) };
}

/** Largest effects first, as given. Filled mark with interval: the whole effect; hollow mark: the effect alone. */
export function sensitivityChart(data: SensitivityData, options: ChartOptions): DrawnChart {
  const format = options.formatValue ?? formatNumber;
  const letters = options.width < 500 ? 24 : 46;
  const { rows, height } = rowsOf(data, letters);
  const widest = Math.max(40, ...rows.flatMap((row) => row.label.split("\n").map((line) => textWidth(line))));
  const parts = rows.slice(0, 3).map((row) => {
    const label = row.label.replaceAll("\n", " ");
    return (
      `${label} ${format(row.value.value)} (95 % interval ${formatInterval(row.value, format)}, ` +
      `${row.style.label})`
    );
  });
  const sides = { marginLeft: widest + 18, marginRight: 18 };
  const label = labelBelow(`${data.label}${inUnit(data.unit)} →`, options.width, sides.marginLeft, sides.marginRight);
  return drawChart(
    {
      width: options.width,
      height: height + BOTTOM + label.extra,
      ...sides,
      marginTop: 0,
      marginBottom: BOTTOM + label.extra,
      x: { axis: null, nice: true, zero: true },
      y: { type: "linear", domain: [height, 0], range: [height, 0], axis: null },
      marks: [
        Plot.gridX({ stroke: "var(--faint)", strokeOpacity: 1, ticks: 5 }),
        Plot.axisX({
          label: label.text,
          labelAnchor: "center",
          tickFormat: options.formatValue ?? formatTick,
          color: "var(--soft-ink)",
          tickSize: 3,
          ticks: options.width < 500 ? 3 : 5,
        }),
        Plot.ruleX([0], { stroke: "var(--ink)" }),
        ...rows.map((row) => rowLabel(row.label, row.y)),
        ...rows.flatMap(rowMarks),
      ],
    },
    options.name ?? `${data.label}, largest first: ${parts.join("; ") || "no numbers"}`,
  );
}
