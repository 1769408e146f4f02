// How numbers are written, the same in charts, tables and sentences. A true minus sign, a comma between thousands.
import type { Interval } from "./data.ts";

const MISSING = "–";

// Made once: making a formatter takes a hundred times as long as using it, and a table has thousands of numbers.
const FORMATTERS = Array.from(
  { length: 7 },
  (_, decimals) => new Intl.NumberFormat("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
);
const TICK_FORMATTER = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 });

function grouped(value: number, decimals: number): string {
  const text = FORMATTERS[decimals]?.format(Math.abs(value)) ?? String(Math.abs(value));
  const isZero = Number(text.replaceAll(",", "")) === 0;
  return value < 0 && !isZero ? `−${text}` : text;
}

/** About three significant digits: 0.0123, 1.23, 12.3, 123, 12,345. */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return MISSING;
  }
  const size = Math.abs(value);
  if (size >= 99.95 || Number.isInteger(value)) {
    return grouped(value, 0);
  }
  if (size >= 9.995) {
    return grouped(value, 1);
  }
  if (size >= 0.9995) {
    return grouped(value, 2);
  }
  return size === 0 ? "0" : grouped(value, Math.min(6, 2 - Math.floor(Math.log10(size))));
}

/** Million euro: whole ones, or with a decimal where that is all there is. */
export function formatMoney(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return MISSING;
  }
  return grouped(value, Math.abs(value) < 9.95 && value !== 0 ? 1 : 0);
}

/** The same with its sign: for differences. */
export function formatChange(value: number | null | undefined): string {
  return value !== null && value !== undefined && value > 0 ? `+${formatMoney(value)}` : formatMoney(value);
}

/** Ticks are round numbers: nothing is added to them. */
export function formatTick(value: number): string {
  const text = TICK_FORMATTER.format(Math.abs(Number(value.toPrecision(6))));
  return value < 0 ? `−${text}` : text;
}

/** 0.002 -> "0.2 %" */
export function formatShareTick(share: number): string {
  return `${formatTick(Number((100 * share).toPrecision(3)))} %`;
}

/** Share of runs, 0 to 1, as per cent with one decimal; below 1 % with two significant digits. */
export function formatShare(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return MISSING;
  }
  const percent = 100 * value;
  const isRare = percent > 0 && percent < 0.995;
  return isRare ? `${formatTick(Number(percent.toPrecision(2)))} %` : `${grouped(percent, 1)} %`;
}

/** "9.1 to 9.8": the interval alone. */
export function formatInterval(estimate: Interval, format: (value: number | null) => string): string {
  if (!Number.isFinite(estimate.lower ?? NaN) || !Number.isFinite(estimate.upper ?? NaN)) {
    return MISSING;
  }
  // The sign for per cent stands once, at the end.
  return `${format(estimate.lower).replace(/ %$/, "")} to ${format(estimate.upper)}`;
}

/** A pure number has no unit: "" or, in a file, "1". */
function isPure(unit: string): boolean {
  return unit === "" || unit === "1";
}

/** "9.4 MEUR": no unit leaves no space behind. */
export function withUnit(text: string, unit: string): string {
  return isPure(unit) ? text : `${text} ${unit}`;
}

/** " [MEUR]", behind the name of a quantity. */
export function inUnit(unit: string): string {
  return isPure(unit) ? "" : ` [${unit}]`;
}
