// What a view draws, and its figure on the page.
import { make } from "../page/dom.ts";
import { figureShell } from "../page/figure_shell.ts";
import type { Numbers } from "../page/table.ts";

export interface Figure {
  fileName: string; // of CSV and SVG, without extension
  title: string;
  statement: string; // what it shows, with numbers
  caption: string[]; // sentences: units, bands, number of runs
  legend: HTMLElement | null;
  charts: SVGSVGElement[];
  columns: number; // charts beside each other
  beside: HTMLElement[]; // lists and read-outs under the charts
  numbers: Numbers;
}

export const MOST_ROWS = 400; // of a table

export function figureElement(figure: Figure): HTMLElement {
  const { title, statement, legend, charts, columns, beside, numbers } = figure;
  const grid = make("div", { class: columns > 1 ? "panels" : "panel" }, ...charts);
  grid.style.setProperty("--columns", String(columns));
  const shell = figureShell({
    id: "view",
    name: `"${title}"`,
    fileName: figure.fileName,
    caption: [figure.caption.filter((sentence) => sentence !== "").join(" ")],
    numbers: () => numbers,
    mostRows: MOST_ROWS,
  });
  const words = statement === "" ? null : make("p", { class: "statement" }, statement);
  shell.show([title], [words, legend, charts.length > 0 ? grid : null, ...beside]);
  return shell.element;
}
