// A picture that stands alone: title, legend and charts in one SVG, with light colours, whatever the page shows. Other
// programs know no style sheets of the page and no CSS variables, so every style is written out.
import { chartStyles } from "./charts_used.ts";
import { svgElement } from "./dom.ts";
import type { Figure } from "./figure.ts";

const font = "Helvetica, Arial, sans-serif";
const margin = 16; // [px]
const gap = 14; // [px] between panels
const lineHeight = 19; // [px]

function lightColors(): Map<string, string> {
  // The first block of the style sheet has the light values.
  const block = chartStyles.slice(0, chartStyles.indexOf("}"));
  return new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value.trim()]));
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

function addLegend(picture: SVGSVGElement, figure: Figure, width: number, top: number): number {
  let x = margin;
  let y = top;
  for (const { style, label } of figure.legend) {
    const needed = 44 + label.length * 7 + 16;
    if (x + needed > width && x > margin) {
      x = margin;
      y += lineHeight;
    }
    const line = { x1: x, x2: x + 34, y1: y - 4, y2: y - 4, stroke: style.color, "stroke-width": 2.5 };
    picture.append(svgElement("line", { ...line, "stroke-dasharray": style.dash }), text(label, x + 40, y, 12));
    x += needed;
  }
  return figure.legend.length > 0 ? y + lineHeight : y;
}

/** Copies a chart to a place in the picture, with what the page's style sheet would add. */
function placed(chart: SVGSVGElement, x: number, y: number): SVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  copy.querySelectorAll("style, .readout-line").forEach((one) => one.remove());
  copy.querySelectorAll("text").forEach((one) => {
    if (!one.hasAttribute("fill") && one.closest("[fill]:not(svg)") === null) one.setAttribute("fill", "currentColor");
  });
  copy.querySelectorAll(".halo, .halo text").forEach((one) => {
    for (const [name, value] of Object.entries({ "paint-order": "stroke", stroke: "var(--ground)", "stroke-width": "3" })) one.setAttribute(name, value);
  });
  copy.removeAttribute("style");
  for (const [name, value] of Object.entries({ x, y, overflow: "visible", "font-family": font, "font-size": 12 })) {
    copy.setAttribute(name, String(value));
  }
  return copy;
}

export function standaloneSvg(figure: Figure): string {
  const sizes = figure.charts.map((chart) => ({ width: Number(chart.getAttribute("width")), height: Number(chart.getAttribute("height")) }));
  const panelWidth = Math.max(...sizes.map((size) => size.width));
  const columns = Math.min(figure.columns, figure.charts.length);
  const width = Math.max(320, columns * panelWidth + (columns - 1) * gap + 2 * margin);
  const picture = svgElement("svg", { width, "font-family": font, "font-size": 12, color: "var(--ink)" });
  picture.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  let y = margin + 12;
  const addLines = (sentence: string, size: number, weight: string): void => {
    for (const line of wrap(sentence, width - 2 * margin, size)) {
      picture.append(text(line, margin, y, size, weight));
      y += size + 5;
    }
  };
  addLines(figure.title, 15, "bold");
  if (figure.statement !== "") addLines(figure.statement, 12, "normal");
  y = addLegend(picture, figure, width, y + 6);
  for (let first = 0; first < figure.charts.length; first += columns) {
    const row = figure.charts.slice(first, first + columns);
    row.forEach((chart, index) => picture.append(placed(chart, margin + index * (panelWidth + gap), y)));
    y += Math.max(...sizes.slice(first, first + columns).map((size) => size.height)) + gap;
  }
  y += 8;
  addLines(figure.caption.filter((sentence) => sentence !== "").join(" "), 11, "normal");
  picture.setAttribute("height", String(y));
  picture.setAttribute("viewBox", `0 0 ${width} ${y}`);
  picture.prepend(svgElement("rect", { width, height: y, fill: "var(--ground)" }));
  return resolved(new XMLSerializer().serializeToString(picture));
}

function resolved(svg: string): string {
  const colors = lightColors();
  const ink = colors.get("--ink") ?? "#000";
  return svg.replace(/var\((--[\w-]+)(?:,[^)]*)?\)/g, (_, name: string) => colors.get(name) ?? ink).replaceAll("currentColor", ink);
}
