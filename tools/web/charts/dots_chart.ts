import * as Plot from "@observablehq/plot";
import type { DotsData } from "./data.ts";
import { formatInterval, formatMoney, formatTick, inUnit, withUnit } from "./format.ts";
import { centreMarks, drawChart, type DrawnChart } from "./frame.ts";
import { fittingLogTicks, logScale } from "./log_ticks.ts";
import type { AxisOptions } from "./options.ts";
import type { PolicyStyle } from "./policy_styles.ts";

const LEFT = 14;
const RIGHT = 16;
const BOTTOM = 40;
const HEAD = 38; // [px] above the dots of an arm: its name and its numbers
const FOOT = 20; // [px] below the dots: median and mean
const SMALLEST = 4.4; // [px] radius of a dot
const LARGEST = 9;
const NARROW = 480; // [px]
const LOG_FROM = 30; // largest by smallest value from which "automatic" is logarithmic

interface Across {
  dot: number; // [px] radius
  type: "linear" | "log";
  domain: [number, number];
  toPixel: (value: number) => number;
  fromPixel: (pixel: number) => number;
  ticks: number[] | null;
}

interface Stacked {
  value: number; // centre of its bin
  level: number; // from 0, upwards
}

function acrossOf(values: number[], options: AxisOptions): Across {
  const least = Math.min(...values);
  const most = Math.max(...values, least + 1e-9);
  const wanted = options.scale ?? "automatic";
  const isLog = least > 0 && (wanted === "log" || (wanted === "automatic" && most / least > LOG_FROM));
  const right = options.width - RIGHT;
  // Wide enough that dots stand on each other: a shape is read more easily than a row.
  const dot = Math.min(LARGEST, Math.max(SMALLEST, options.width / 125));
  if (isLog) {
    const domain: [number, number] = [least / 1.15, most * 1.15];
    const ticks = fittingLogTicks(domain[0], domain[1], Math.floor(options.width / 70));
    return { dot, type: "log", domain, ticks, ...logScale(domain[0], domain[1], LEFT, right) };
  }
  const room = (most - least) * 0.03;
  const domain: [number, number] = [least >= 0 && options.fromZero !== false ? 0 : least - room, most + room];
  const perPixel = (domain[1] - domain[0]) / (right - LEFT);
  return {
    dot,
    type: "linear",
    domain,
    ticks: null,
    toPixel: (value) => LEFT + (value - domain[0]) / perPixel,
    fromPixel: (pixel) => domain[0] + (pixel - LEFT) * perPixel,
  };
}

// Dots of one bin, as wide as a dot, stand on each other; so nothing is hidden and nothing is jittered.
function stack(dots: number[], across: Across): Stacked[] {
  const counts = new Map<number, number>();
  return [...dots]
    .sort((a, b) => a - b)
    .map((value) => {
      const bin = Math.floor((across.toPixel(value) - LEFT) / (2 * across.dot));
      const level = counts.get(bin) ?? 0;
      counts.set(bin, level + 1);
      return { value: across.fromPixel(LEFT + (bin + 0.5) * 2 * across.dot), level };
    });
}

interface Row {
  style: PolicyStyle;
  arm: DotsData["arms"][number];
  dots: Stacked[];
  dot: number; // [px] radius
  tallest: number; // [px]
  ground: number; // [px] from the top: where the lowest dots stand
}

function rowsOf(data: DotsData, across: Across, options: AxisOptions): { rows: Row[]; height: number } {
  let top = 0;
  const rows = data.arms.map((arm) => {
    const dots = stack(arm.dots, across);
    const tallest = Math.max(4, ...dots.map((dot) => dot.level + 1)) * 2 * across.dot;
    const row = {
      dot: across.dot,
      tallest,
      style: options.styles.of(arm.policy),
      arm,
      dots,
      ground: top + HEAD + tallest,
    };
    top = row.ground + FOOT;
    return row;
  });
  return { rows, height: Math.max(top, 60) };
}

function numbersOf(row: Row, unit: string, options: AxisOptions): string {
  const format = options.formatValue ?? formatMoney;
  const mean = withUnit(format(row.arm.mean.value), unit);
  const interval = formatInterval(row.arm.mean, format);
  // On a phone the caption alone says which interval it is.
  const which = options.width < NARROW ? "" : "95 % interval of the mean ";
  return `median ${format(row.arm.median)}, mean ${mean} (${which}${interval})`;
}

function rowMarks(row: Row, unit: string, options: AxisOptions): Plot.Markish[] {
  const { style, ground } = row;
  const top = ground - row.tallest;
  const line = (dy: number, text: string, weight: number, color: string): Plot.Markish =>
    Plot.text([text], { frameAnchor: "left", y: () => top + dy, textAnchor: "start", fontWeight: weight, fill: color });
  return [
    Plot.ruleY([ground], { stroke: "var(--rule)" }),
    Plot.dot(row.dots, {
      x: "value",
      y: (dot: Stacked) => ground - row.dot * (2 * dot.level + 1),
      r: row.dot - 0.8,
      fill: style.color,
      symbol: style.symbol === "square" || style.symbol === "circle" ? style.symbol : "circle",
    }),
    line(-26, style.label, 600, style.color),
    line(-11, numbersOf(row, unit, options), 400, "var(--soft-ink)"),
    ...centreMarks(row.arm, row.ground + 3, row.ground + 9),
  ];
}

/** One row by policy. Below the dots: a bar at the median, a diamond with its interval at the mean. */
export function dotsChart(data: DotsData, options: AxisOptions): DrawnChart {
  const values = data.arms.flatMap((arm) => arm.dots);
  const across = acrossOf(values.length > 0 ? values : [0, 1], options);
  const { rows, height } = rowsOf(data, across, options);
  const label = `${data.label}${inUnit(data.unit)}${across.type === "log" ? ", log scale" : ""} →`;
  const ticks = across.ticks ?? undefined;
  const axis =
    ticks === undefined
      ? Plot.axisX({
          label,
          labelAnchor: "center",
          tickFormat: options.formatValue ?? formatTick,
          color: "var(--soft-ink)",
          tickSize: 3,
          ticks: Math.floor(options.width / 90),
        })
      : Plot.axisX(ticks, {
          text: ticks.map(options.formatValue ?? formatTick),
          label,
          labelAnchor: "center",
          color: "var(--soft-ink)",
          tickSize: 3,
        });
  const parts = rows.map((row) => `${row.style.label}: ${numbersOf(row, data.unit, options)}`);
  return drawChart(
    {
      width: options.width,
      height: height + BOTTOM,
      marginLeft: LEFT,
      marginRight: RIGHT,
      marginTop: 0,
      marginBottom: BOTTOM,
      x: { type: across.type, domain: across.domain, axis: null },
      y: { type: "linear", domain: [height, 0], range: [height, 0], axis: null },
      marks: [axis, ...rows.flatMap((row) => rowMarks(row, data.unit, options))],
    },
    options.name ?? `${data.label}, 50 dots by policy, each 2 % of runs: ${parts.join("; ") || "no policy shown"}`,
  );
}
