// The table behind "Show the numbers": rows of the shown policies, numbers as people write them.
import { formatMoney, formatNumber, formatShare } from "../charts/index.ts";
import type { Cell, Column, Table } from "./report_data.ts";
import { make } from "./dom.ts";

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

function readColumns(table: Table): ReadColumn[] {
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

function isNumeric(table: Table, index: number): boolean {
  return table.rows.some((row) => typeof row[index] === "number");
}

export function rowsShown(table: Table, shown: string[]): Cell[][] {
  const column = table.policy_column;
  return column === null ? table.rows : table.rows.filter((row) => shown.includes(String(row[column])));
}

export function numbersTable(table: Table, shown: string[], name: string): HTMLElement {
  const columns = readColumns(table).map((one) => ({ ...one, kind: isNumeric(table, one.index) ? "number" : null }));
  const head = columns.map(({ column: { label, unit }, kind }) =>
    make("th", { scope: "col", class: kind }, ["", "1", "share"].includes(unit) ? label : `${label} [${unit}]`),
  );
  const body = rowsShown(table, shown).map((row) =>
    make("tr", {}, ...columns.map((column) => make("td", { class: column.kind }, readText(row, column)))),
  );
  const whole = make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body));
  return scrollable(whole, name);
}

/** Wide tables scroll within themselves, also by keyboard; the page never does. */
export function scrollable(content: HTMLElement, name: string): HTMLElement {
  return make("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": name }, content);
}
