// CSV as RFC 4180 has it: full precision, commas, a point for decimals; an unknown number is an empty field.
import { inUnit } from "../charts/index.ts";
import type { Cell, Numbers } from "./table.ts";

function field(cell: Cell): string {
  const text = cell === null || Number.isNaN(cell) ? "" : String(cell);
  // A spreadsheet would take a text that begins like this for a formula.
  const safe = typeof cell === "string" && /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvText(rows: Cell[][]): string {
  return rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

/** The names of the columns with their units, "mean [MEUR]", and the rows. */
export function rowsOfTable({ columns, rows }: Numbers): Cell[][] {
  return [columns.map(({ key, unit }) => key + inUnit(unit)), ...rows];
}
