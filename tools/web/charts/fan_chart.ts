import * as Plot from "@observablehq/plot";
import type { Band, FanArm, FanData, Point } from "./data.ts";
import { formatNumber, formatTick, inUnit } from "./format.ts";
import { drawChart, panelTitle, type DrawnChart } from "./frame.ts";
import type { FanOptions } from "./options.ts";
import type { PolicyStyle } from "./policy_styles.ts";
import { timeAxis, writeAt } from "./time_axis.ts";

// Bands stand at moments, and each holds halfway to the next; lines by month hold until the next month.
type Curve = "linear" | "step" | "step-after";

function bandMarks(bands: Band[], style: PolicyStyle, curve: Curve): Plot.Markish[] {
  const area = (low: (band: Band) => number, high: (band: Band) => number, fillOpacity: number): Plot.Markish =>
    Plot.areaY(bands, { x: "at", y1: low, y2: high, curve, fill: style.color, fillOpacity });
  const edge = (of: (band: Band) => number): Plot.Markish =>
    Plot.line(bands, {
      x: "at",
      y: of,
      curve,
      stroke: style.color,
      strokeWidth: 0.8,
      strokeOpacity: 0.8,
      strokeDasharray: style.dash,
    });
  return [
    area(
      (band) => band.outer[0],
      (band) => band.outer[1],
      0.1,
    ),
    area(
      (band) => band.inner[0],
      (band) => band.inner[1],
      0.25,
    ),
    edge((band) => band.outer[0]),
    edge((band) => band.outer[1]),
  ];
}

function lineMark(
  points: Point[],
  style: PolicyStyle,
  strokeWidth: number,
  strokeOpacity: number,
  curve: Curve,
): Plot.Markish {
  return Plot.line(points, { x: "at", y: "value", curve, stroke: style.color, strokeWidth, strokeOpacity });
}

function centreMarks(arm: FanArm, style: PolicyStyle, showMean: boolean, stepped: Curve): Plot.Markish[] {
  const median = arm.bands.map((band) => ({ at: band.at, value: band.median }));
  const line = showMean || median.length === 0 ? arm.mean : median;
  const curve = line === median ? stepped : "linear";
  const end = line.at(-1);
  return [
    Plot.line(line, { x: "at", y: "value", curve, stroke: style.color, strokeWidth: 2, strokeDasharray: style.dash }),
    Plot.dot(end === undefined ? [] : [end], { x: "at", y: "value", r: 3.5, fill: style.color, symbol: style.symbol }),
  ];
}

function describe(data: FanData, options: FanOptions): string {
  const parts = data.arms.map((arm) => {
    const band = arm.bands.at(-1);
    const end = arm.mean.at(-1);
    const label = options.styles.of(arm.policy).label;
    if (band === undefined) {
      return end === undefined ? `${label}: no values` : `${label}: mean ${formatNumber(end.value)}`;
    }
    const [low, high] = band.outer;
    return (
      `${label}: median ${formatNumber(band.median)}, middle 90 % of runs ${formatNumber(low)} to ` +
      `${formatNumber(high)}`
    );
  });
  const values = parts.length === 0 ? "no policy shown" : parts.join("; ");
  return `${data.title}, ${data.label}${inUnit(data.unit)} at ${writeAt(options, data.last)}: ${values}`;
}

/** Bands of runs by position. All arms lie over each other: bands are light, and lines are told apart by dash. */
export function fanChart(data: FanData, options: FanOptions): DrawnChart {
  const arms = data.arms.map((arm) => ({ arm, style: options.styles.of(arm.policy) }));
  const showSingles = options.showSingles ?? true;
  const [bandCurve, runCurve]: [Curve, Curve] =
    options.isStepped === true ? ["step", "step-after"] : ["linear", "linear"];
  const height = options.height ?? 190;
  return drawChart(
    {
      width: options.width,
      height,
      marginLeft: 40,
      marginRight: 14,
      marginTop: 26,
      marginBottom: 24,
      x: { domain: [0, data.last], label: null, axis: null },
      y: { domain: [data.lowest, data.highest], axis: null, label: null },
      marks: [
        Plot.gridY({ ticks: 4, stroke: "var(--faint)", strokeOpacity: 1 }),
        ...timeAxis(options, data.last),
        Plot.axisY({ ticks: 4, tickSize: 0, label: null, color: "var(--soft-ink)", tickFormat: formatTick }),
        ...arms.flatMap(({ arm, style }) => bandMarks(arm.bands, style, bandCurve)),
        ...(showSingles
          ? arms.flatMap(({ arm, style }) => arm.singles.map((run) => lineMark(run, style, 0.7, 0.75, runCurve)))
          : []),
        ...arms.flatMap(({ arm, style }) => centreMarks(arm, style, options.showMean ?? false, bandCurve)),
        panelTitle(data.title, -36, -24),
      ],
    },
    options.name ?? describe(data, options),
  );
}
