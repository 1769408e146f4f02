// The numbers of a figure, and the table behind "Show the numbers", in which they stand as people write them.
import { formatMoney, formatNumber, formatShare, inUnit } from "../charts/index.ts";
import { make } from "./dom.ts";

export interface Column {
  key: string; // for CSV: snake_case
  label: string; // for people
  unit: string; // "" for text and pure numbers
}

export type Cell = string | number | null;

// A value with an interval takes three columns, `k`, `k_lower` and `k_upper`: shown as one, "6,726 (6,673 to 6,779)".
export interface Numbers {
  columns: Column[];
  rows: Cell[][];
}

function cellText(cell: Cell, column: Column): string {
  if (typeof cell !== "number") {
    return cell ?? "–";
  }
  // Years and numbers of runs are names, not amounts.
  if (column.unit === "" && Number.isInteger(cell)) {
    return String(cell);
  }
  if (column.unit === "share") {
    return formatShare(cell);
  }
  return column.unit === "MEUR" ? formatMoney(cell) : formatNumber(cell);
}

/** Columns as people read them: a value and the ends of its interval are one. */
interface ReadColumn {
  column: Column;
  index: number;
  hasInterval: boolean;
}

function readColumns(table: Numbers): ReadColumn[] {
  const keys = new Set(table.columns.map(({ key }) => key));
  const isEnd = (key: string): boolean => /_(lower|upper)$/.test(key) && keys.has(key.replace(/_(lower|upper)$/, ""));
  return table.columns
    .map((column, index) => ({ column, index, hasInterval: keys.has(`${column.key}_lower`) }))
    .filter(({ column }) => !isEnd(column.key));
}

function readText(row: Cell[], { column, index, hasInterval }: ReadColumn): string {
  const value = cellText(row[index] ?? null, column);
  const lower = row[index + 1] ?? null;
  const upper = row[index + 2] ?? null;
  if (!hasInterval || lower === null || upper === null) {
    return value;
  }
  return `${value} (${cellText(lower, column).replace(/ %$/, "")} to ${cellText(upper, column)})`;
}

function isNumeric(table: Numbers, index: number): boolean {
  return table.rows.some((row) => typeof row[index] === "number");
}

/** The first `most` rows; a sentence tells of more. */
export function numbersTable(table: Numbers, name: string, most = Infinity): HTMLElement {
  const columns = readColumns(table).map((one) => ({ ...one, kind: isNumeric(table, one.index) ? "number" : null }));
  const head = columns.map(({ column: { label, unit }, kind }) =>
    make("th", { scope: "col", class: kind }, unit === "share" ? label : label + inUnit(unit)),
  );
  const body = table.rows
    .slice(0, most)
    .map((row) =>
      make("tr", {}, ...columns.map((column) => make("td", { class: column.kind }, readText(row, column)))),
    );
  const whole = make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body));
  const scroller = scrollable(whole, name);
  if (table.rows.length > most) {
    const count = table.rows.length.toLocaleString("en-US");
    scroller.append(make("p", {}, `The first ${most} of ${count} rows; the CSV has all.`));
  }
  return scroller;
}

/** Wide tables scroll within themselves, also by keyboard; the page never does. */
export function scrollable(content: HTMLElement, name: string): HTMLElement {
  return make("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": name }, content);
}
