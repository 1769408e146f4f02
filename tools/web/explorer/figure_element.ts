// A figure on the page: statement, legend, charts, caption, and its numbers as table, CSV and SVG.
import { element, svgElement } from "./dom.ts";
import { saveFile, toCsv } from "./download.ts";
import type { Cell, Figure, LegendEntry, Numbers } from "./figure.ts";
import { standaloneSvg } from "./standalone_svg.ts";

const mostRowsShown = 400;

export function figureElement(figure: Figure): HTMLElement {
  const title = element("h2", {}, [figure.title]);
  const grid = element("div", { class: figure.columns > 1 ? "panels" : "panel" }, figure.charts);
  grid.style.setProperty("--columns", String(figure.columns));
  const parts: HTMLElement[] = [title];
  if (figure.statement !== "") parts.push(element("p", { class: "statement" }, [figure.statement]));
  if (figure.legend.length > 0) parts.push(legendElement(figure.legend));
  if (figure.charts.length > 0) parts.push(grid);
  parts.push(...figure.beside, captionElement(figure.caption), ...numberElements(figure));
  return element("section", { class: "figure" }, parts);
}

function legendElement(legend: LegendEntry[]): HTMLElement {
  const items = legend.map(({ style, label }) => {
    const swatch = svgElement("svg", { width: 34, height: 12, "aria-hidden": "true" });
    swatch.append(
      svgElement("rect", { x: 0, y: 1, width: 34, height: 10, fill: style.color, "fill-opacity": 0.2 }),
      svgElement("line", { x1: 0, x2: 34, y1: 6, y2: 6, stroke: style.color, "stroke-width": 2.5, "stroke-dasharray": style.dash }),
    );
    return element("li", {}, [swatch, label]);
  });
  return element("ul", { class: "legend" }, items);
}

function captionElement(sentences: string[]): HTMLElement {
  return element("p", { class: "caption" }, [sentences.filter((sentence) => sentence !== "").join(" ")]);
}

function numberElements(figure: Figure): HTMLElement[] {
  const { numbers } = figure;
  const csv = element("button", { type: "button" }, ["CSV"]);
  csv.setAttribute("aria-label", `Save the numbers of "${figure.title}" as CSV`);
  csv.addEventListener("click", () => saveFile(`${figure.fileName}.csv`, "text/csv", toCsv(numbers)));
  const buttons = [csv];
  if (figure.charts.length > 0) {
    const svg = element("button", { type: "button" }, ["SVG"]);
    svg.setAttribute("aria-label", `Save the picture of "${figure.title}" as SVG`);
    svg.addEventListener("click", () => saveFile(`${figure.fileName}.svg`, "image/svg+xml", standaloneSvg(figure)));
    buttons.push(svg);
  }
  return [element("div", { class: "buttons" }, buttons), numbersElement(numbers)];
}

/** The table is made when it is opened: most readers never do. */
function numbersElement(numbers: Numbers): HTMLElement {
  const details = element("details", {}, [element("summary", {}, ["Show the numbers"])]);
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) {
      details.append(tableElement(numbers, "The numbers drawn"));
    }
  });
  return details;
}

export function tableElement(numbers: Numbers, label: string): HTMLElement {
  const head = element("tr", {}, numbers.columns.map((column) => element("th", { scope: "col" }, [column.label])));
  const body = numbers.rows.slice(0, mostRowsShown).map((row) => element("tr", {}, row.map(cellElement)));
  const table = element("table", {}, [element("thead", {}, [head]), element("tbody", {}, body)]);
  const scroller = element("div", { class: "scroller", tabindex: "0", role: "group", "aria-label": label }, [table]);
  if (numbers.rows.length > mostRowsShown) {
    const count = numbers.rows.length.toLocaleString("en-US");
    scroller.append(element("p", {}, [`The first ${mostRowsShown} of ${count} rows; the CSV has all.`]));
  }
  return scroller;
}

function cellElement(cell: Cell): HTMLElement {
  if (typeof cell !== "number") {
    return element("td", {}, [cell ?? "–"]);
  }
  // As many digits as a reader can use; the CSV has all.
  const text = Number.isNaN(cell) ? "–" : String(Number(cell.toPrecision(6))).replace("-", "−");
  return element("td", { class: "number" }, [text]);
}
