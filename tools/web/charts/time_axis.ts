// The horizontal axis of time, the same in all charts that have one.
import * as Plot from "@observablehq/plot";
import type { ChartOptions } from "./options.ts";

const monthNumber = (at: number): string => `month ${at}`;

export function timeTicks(options: ChartOptions, last: number): number[] {
  return options.ticksAt ?? Array.from({ length: Math.floor(last / 60) + 1 }, (_, index) => 60 * index);
}

export function timeAxis(options: ChartOptions, last: number, grid = true): Plot.Markish[] {
  const ticks = timeTicks(options, last).filter((at) => at <= last);
  const format = options.formatTick ?? monthNumber;
  const lines = grid ? [Plot.gridX(ticks, { stroke: "var(--faint)", strokeOpacity: 1 })] : [];
  return [...lines, Plot.axisX(ticks, { text: ticks.map(format), label: null, tickSize: 3, color: "var(--soft-ink)" })];
}

export function writeAt(options: ChartOptions, at: number): string {
  return (options.formatAt ?? monthNumber)(at);
}
