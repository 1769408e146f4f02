import * as Plot from "@observablehq/plot";
import type { TimelineData } from "./data.ts";
import { drawChart, panelTitle, textWidth, wrapLabel, type DrawnChart } from "./frame.ts";
import type { ChartOptions } from "./options.ts";
import type { PolicyStyle } from "./policy_styles.ts";
import { timeAxis, writeAt } from "./time_axis.ts";

const ROW = 30; // [px]
const TOP = 30;
const BOTTOM = 24;

interface PlacedEvent {
  at: number;
  y: number; // [px]
  label: string;
  strong: boolean;
  style: PolicyStyle;
}

function eventMarks(events: PlacedEvent[]): Plot.Markish[] {
  const dots = events.map((event) =>
    Plot.dot([event], {
      x: "at",
      y: "y",
      r: event.strong ? 6 : 3.5,
      fill: event.style.color,
      symbol: event.style.symbol,
      stroke: "var(--ground)",
      strokeWidth: 0.7,
      title: (one: PlacedEvent) => one.label,
    }),
  );
  const strong = events.filter((event) => event.strong);
  const halo = { fill: "currentColor", stroke: "var(--ground)", strokeWidth: 3 };
  return [...dots, Plot.text(strong, { x: "at", y: "y", dy: -11, text: "label", fontSize: 10, ...halo })];
}

/** One mark by event, by row; strong ones are larger and have their label beside them. */
export function timelineChart(data: TimelineData, options: ChartOptions): DrawnChart {
  const labels = data.rows.map((row) => wrapLabel(row.label, 26));
  const left = 16 + Math.max(40, ...labels.flatMap((label) => label.split("\n").map((line) => textWidth(line))));
  const height = Math.max(1, data.rows.length) * ROW;
  const places = new Map(data.rows.map((row, index) => [row.id, (index + 0.5) * ROW]));
  const events = data.events.flatMap((event) => {
    const y = places.get(event.row);
    return y === undefined ? [] : [{ ...event, y, style: options.styles.of(event.policy) }];
  });
  const first = events[0];
  const example = first === undefined ? "none" : `the first is ${first.label} at ${writeAt(options, first.at)}`;
  return drawChart(
    {
      width: options.width,
      height: TOP + height + BOTTOM,
      marginLeft: left,
      marginRight: 20,
      marginTop: TOP,
      marginBottom: BOTTOM,
      x: { domain: [0, Math.max(1, data.last)], axis: null },
      y: { type: "linear", domain: [height, 0], axis: null },
      marks: [
        ...timeAxis(options, data.last),
        Plot.ruleY(data.rows, { y: (row: { id: string }) => places.get(row.id) ?? 0, stroke: "var(--faint)" }),
        ...labels.map((label, index) =>
          Plot.text([label], {
            frameAnchor: "left",
            dx: -8,
            textAnchor: "end",
            y: () => (index + 0.5) * ROW,
            lineAnchor: "middle",
          }),
        ),
        ...eventMarks(events),
        panelTitle(data.title, 8 - left, -26),
      ],
    },
    options.name ?? `${data.title}: ${events.length} events; ${example}`,
  );
}
