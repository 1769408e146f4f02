import * as Plot from "@observablehq/plot";
import type { RunLinesData } from "./data.ts";
import { formatNumber, formatTick, inUnit } from "./format.ts";
import { drawChart, namedRules, panelTitle, shorten, spreadLabels, textWidth, type DrawnChart } from "./frame.ts";
import type { ChartOptions } from "./options.ts";
import { timeAxis, writeAt } from "./time_axis.ts";

const TOP = 26;
const BOTTOM = 24;

function rangeOf(data: RunLinesData): [number, number] {
  const values = data.lines.flatMap((line) => line.points.map((point) => point.value));
  const least = data.lowest ?? Math.min(...values);
  const most = data.highest ?? Math.max(...values);
  return most > least
    ? [least, most]
    : [Number.isFinite(least) ? least - 0.5 : 0, Number.isFinite(most) ? most + 0.5 : 1];
}

function lineMark(line: RunLinesData["lines"][number], options: ChartOptions): Plot.Markish {
  const style = options.styles.of(line.policy);
  const curve = line.step ? "step-after" : "linear";
  return Plot.line(line.points, {
    x: "at",
    y: "value",
    curve,
    stroke: style.color,
    strokeWidth: 1.8,
    strokeDasharray: style.dash,
  });
}

/** Lines of single runs against each other, named where they end; vertical rules mark moments. */
export function runLinesChart(data: RunLinesData, options: ChartOptions): DrawnChart {
  const height = options.height ?? 220;
  const [least, most] = rangeOf(data);
  const toPixel = (value: number): number => TOP + ((height - TOP - BOTTOM) * (most - value)) / (most - least);
  const toValue = (pixel: number): number => most - ((pixel - TOP) * (most - least)) / (height - TOP - BOTTOM);
  const ends = data.lines.flatMap((line) => {
    const end = line.points.at(-1);
    return end === undefined
      ? []
      : [{ text: line.label, color: options.styles.of(line.policy).color, position: toPixel(end.value), end }];
  });
  const labels = spreadLabels(ends, 14, TOP, height - BOTTOM);
  const parts = ends.map(({ text, end }) => `${text} ${formatNumber(end.value)} at ${writeAt(options, end.at)}`);
  const widest = Math.max(20, ...data.lines.map((line) => textWidth(line.label)));
  const marginRight = options.marginRight ?? 16 + Math.min(options.width * 0.35, widest);
  return drawChart(
    {
      width: options.width,
      height,
      marginLeft: 44,
      marginRight,
      marginTop: TOP,
      marginBottom: BOTTOM,
      x: { domain: [0, data.last], axis: null },
      y: { domain: [least, most], axis: null },
      marks: [
        Plot.gridY({ ticks: 4, stroke: "var(--faint)", strokeOpacity: 1 }),
        ...timeAxis(options, data.last),
        Plot.axisY({ ticks: 4, tickSize: 0, label: null, color: "var(--soft-ink)", tickFormat: formatTick }),
        ...namedRules(data.marks),
        ...data.lines.map((line) => lineMark(line, options)),
        ...labels.map((label) =>
          Plot.text([label], {
            frameAnchor: "right",
            textAnchor: "start",
            dx: 6,
            y: () => toValue(label.position),
            text: () => shorten(label.text, marginRight - 6),
            fill: label.color,
            fontWeight: 600,
          }),
        ),
        panelTitle(shorten(data.title, (options.width * 12) / 13), -40, -24),
      ],
    },
    options.name ?? `${data.title}, ${data.label}${inUnit(data.unit)}: ${parts.join("; ") || "no runs shown"}`,
  );
}
