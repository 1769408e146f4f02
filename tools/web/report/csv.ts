// CSV as RFC 4180 has it: full precision, commas, a point for decimals; an unknown number is an empty field.
import type { Cell, Table } from "./report_data.ts";
import { make } from "./dom.ts";

function field(cell: Cell): string {
  const text = cell === null ? "" : String(cell);
  // A spreadsheet would take a text that begins like this for a formula.
  const safe = typeof cell === "string" && /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvText(rows: Cell[][]): string {
  return rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

export function rowsOfTable(table: Table): Cell[][] {
  const head = table.columns.map(({ key, unit }) => (unit === "" ? key : `${key} [${unit}]`));
  return [head, ...table.rows];
}

/** A button that builds the file when it is pressed. */
export function csvButton(fileName: string, rows: () => Cell[][]): HTMLButtonElement {
  const button = make("button", { type: "button", class: "csv", "aria-label": `CSV of ${fileName}` }, "CSV");
  button.addEventListener("click", () => {
    const address = URL.createObjectURL(new Blob([csvText(rows())], { type: "text/csv;charset=utf-8" }));
    const link = make("a", { href: address, download: `${fileName}.csv` });
    document.body.append(link);
    link.click();
    link.remove();
    // The browser reads the address after this task.
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  });
  return button;
}
