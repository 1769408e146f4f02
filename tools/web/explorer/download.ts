// Files made in the page. Nothing is sent: the browser saves what it already has.
import { element } from "./dom.ts";
import type { Cell, Numbers } from "./figure.ts";

/** Missing numbers are empty; all digits are kept. RFC 4180, in UTF-8. */
export function toCsv(numbers: Numbers): string {
  const lines = [numbers.columns.map((column) => column.key), ...numbers.rows].map((row) => row.map(field).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function field(cell: Cell): string {
  if (cell === null || (typeof cell === "number" && Number.isNaN(cell))) {
    return "";
  }
  // A spreadsheet would take a text that begins like this for a formula.
  const isFormula = typeof cell === "string" && /^[=+@\t\r]|^-(?![\d.])/.test(cell);
  const text = isFormula ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = element("a", { href: address, download: name });
  link.click();
  // Freed later: some browsers begin to save only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A name that every file system takes. */
export function safeFileName(parts: string[]): string {
  return parts.filter((part) => part !== "").map((part) => part.replace(/[^\w.-]+/g, "_")).join("-").slice(0, 120);
}
