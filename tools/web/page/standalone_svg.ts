// A picture that stands alone: title, legend and charts in one SVG, with light colours, whatever the page shows. Other
// programs know no style sheets of the page and no CSS variables, so every style is written out.
import { chartStyles } from "../charts/index.ts";

const FONT = "Helvetica, Arial, sans-serif";
const MARGIN = 16; // [px]
const GAP = 14; // [px] between panels
const LINE = 19; // [px]

function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | number> = {},
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAll(made, attributes);
  return made;
}

function setAll(one: Element, attributes: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(attributes)) {
    one.setAttribute(name, String(value));
  }
}

function lightColors(): Map<string, string> {
  // The first block of the style sheet has the light values.
  const block = chartStyles.slice(0, chartStyles.indexOf("}"));
  return new Map(
    [...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value.trim()]),
  );
}

function text(content: string, x: number, y: number, size: number, weight = "normal"): SVGTextElement {
  const made = svgElement("text", { x, y, "font-size": size, "font-weight": weight, fill: "currentColor" });
  made.textContent = content;
  return made;
}

function wrap(sentence: string, width: number, size: number): string[] {
  const most = Math.max(20, Math.floor(width / (size * 0.52)));
  const lines: string[] = [];
  for (const word of sentence.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= most) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Copies a chart to a place in the picture, with what the page's style sheet would add. */
function placed(chart: SVGSVGElement, x: number, y: number): SVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  copy.querySelectorAll("style, .readout-line").forEach((one) => one.remove());
  copy.querySelectorAll("text").forEach((one) => {
    if (!one.hasAttribute("fill") && one.closest("[fill]:not(svg)") === null) one.setAttribute("fill", "currentColor");
  });
  const halo = { "paint-order": "stroke", stroke: "var(--ground)", "stroke-width": 3 };
  copy.querySelectorAll(".halo, .halo text").forEach((one) => setAll(one, halo));
  copy.removeAttribute("style");
  setAll(copy, { x, y, overflow: "visible", "font-family": FONT, "font-size": 12 });
  return copy;
}

function sizeOf(chart: SVGSVGElement, side: "width" | "height"): number {
  return Number(chart.getAttribute(side));
}

/** What of a drawn figure goes into the file, in order: its charts, and the words and legends around them. */
export function pictureParts(drawn: HTMLElement): Element[] {
  const words = ["p.statement", "p.legend", "h3", "p.note"];
  const parts = [...drawn.querySelectorAll(["svg[role=img]", ...words].join())];
  return parts.filter((one) => one.closest(".readout") === null); // that belongs to a table, which stays on the page
}

/** Charts that stand beside each other on the page are one row; all else is by itself. */
function rowsOf(parts: Element[]): Element[][] {
  const rows: Element[][] = [];
  const top = (one: Element): number => Math.round(one.getBoundingClientRect().top);
  for (const one of parts) {
    const before = rows.at(-1)?.[0];
    const isBeside = one instanceof SVGSVGElement && before instanceof SVGSVGElement && top(one) === top(before);
    if (isBeside) rows.at(-1)?.push(one);
    else rows.push([one]);
  }
  return rows;
}

/** The sheet, filled from top to bottom. */
class Sheet {
  readonly picture = svgElement("svg", { "font-family": FONT, "font-size": 12, color: "var(--ink)" });
  private y = MARGIN + 12;
  private above: "text" | "legend" | "charts" = "text";

  constructor(private readonly width: number) {
    this.picture.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  }

  addLines(sentence: string, size: number, weight = "normal"): void {
    this.y += this.above === "charts" ? 8 : 0;
    this.above = "text";
    for (const line of wrap(sentence, this.width - 2 * MARGIN, size)) {
      this.picture.append(text(line, MARGIN, this.y, size, weight));
      this.y += size + 5;
    }
  }

  addLegend(legend: Element): void {
    let x = MARGIN;
    this.y += 6;
    for (const part of legend.children) {
      const label = part.lastChild?.textContent ?? ""; // behind the swatch, which holds a style sheet
      const swatch = part.querySelector("svg");
      const needed = 44 + label.length * 7 + 16;
      if (x > MARGIN && (swatch === null || x + needed > this.width)) {
        x = MARGIN;
        this.y += LINE;
      }
      if (swatch === null) {
        this.addLines(label, 12);
      } else {
        this.picture.append(placed(swatch, x, this.y - 12), text(label, x + 40, this.y, 12));
        x += needed;
      }
    }
    if (x > MARGIN) {
      this.y += LINE;
      this.above = "legend";
    }
  }

  addCharts(charts: SVGSVGElement[], panelWidth: number): void {
    this.y += this.above === "text" ? 6 : 0;
    charts.forEach((chart, index) => this.picture.append(placed(chart, MARGIN + index * (panelWidth + GAP), this.y)));
    this.y += Math.max(...charts.map((chart) => sizeOf(chart, "height"))) + GAP;
    this.above = "charts";
  }

  addPart(row: Element[], panelWidth: number): void {
    const [first] = row;
    if (first instanceof SVGSVGElement) this.addCharts(row as SVGSVGElement[], panelWidth);
    else if (first?.matches(".legend") === true) this.addLegend(first);
    else this.addLines(first?.textContent ?? "", 12, first?.tagName === "H3" ? "bold" : "normal");
  }

  finish(): string {
    const { width, y, picture } = this;
    setAll(picture, { width, height: y, viewBox: `0 0 ${width} ${y}` });
    picture.prepend(svgElement("rect", { width, height: y, fill: "var(--ground)" }));
    return resolved(new XMLSerializer().serializeToString(picture));
  }
}

export function standaloneSvg(title: string, drawn: HTMLElement, caption: string): string {
  const rows = rowsOf(pictureParts(drawn));
  const charts = rows.flat().filter((one) => one instanceof SVGSVGElement);
  const panelWidth = Math.max(...charts.map((chart) => sizeOf(chart, "width")));
  const columns = Math.max(...rows.map((row) => row.length));
  const sheet = new Sheet(Math.max(320, columns * panelWidth + (columns - 1) * GAP + 2 * MARGIN));
  sheet.addLines(title, 15, "bold");
  rows.forEach((row) => sheet.addPart(row, panelWidth));
  sheet.addLines(caption, 11);
  return sheet.finish();
}

function resolved(svg: string): string {
  const colors = lightColors();
  const ink = colors.get("--ink") ?? "#000";
  return svg
    .replace(/var\((--[\w-]+)(?:,[^)]*)?\)/g, (_, name: string) => colors.get(name) ?? ink)
    .replaceAll("currentColor", ink);
}
