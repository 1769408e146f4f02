// The legend of the map; region_map.ts finds a corner for it.
import type { MapData } from "./data.ts";
import { formatTick } from "./format.ts";
import { textWidth } from "./frame.ts";
import type { Corridors } from "./map_layers.ts";
import type { RiskScale } from "./risk_scale.ts";

type Attributes = Record<string, string | number>;

function element(name: string, attributes: Attributes, text = ""): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, String(value));
  }
  made.textContent = text;
  return made;
}

const ROW = 15; // [px]

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))}`;
}

function riskRows(scale: RiskScale): { color: string; text: string }[] {
  const { edges } = scale;
  const first = edges[0];
  const last = edges.at(-1);
  if (first === undefined || last === undefined) {
    return [{ color: "var(--risk-0)", text: "all values" }];
  }
  const middle = edges.slice(0, -1).map((edge, index) => ({
    color: scale.colorOf(edge),
    text: `${percent(edge)} to ${percent(edges[index + 1] ?? edge)} %`,
  }));
  return [
    { color: scale.colorOf(0), text: `below ${percent(first)} %` },
    ...middle,
    { color: scale.colorOf(last), text: `${percent(last)} % and more` },
  ];
}

function corridorRows(corridors: Corridors): { width: number; text: string }[] {
  const { greatest, widthOf } = corridors;
  return greatest > 0
    ? [greatest, greatest / 2, 0].map((loss) => ({
        width: widthOf(loss),
        text: formatTick(Number(loss.toPrecision(2))),
      }))
    : [];
}

function riskPart(data: MapData, scale: RiskScale): { parts: SVGElement[]; bottom: number } {
  const parts = [element("text", { x: 8, y: 16, "font-weight": 600 }, "Share of runs with")];
  parts.push(element("text", { x: 8, y: 30, "font-weight": 600 }, data.riskLabel));
  let y = 38;
  for (const { color, text } of riskRows(scale)) {
    parts.push(element("rect", { x: 8, y, width: 18, height: 11, fill: color, stroke: "var(--border)" }));
    parts.push(element("text", { x: 32, y: y + 10 }, text));
    y += ROW;
  }
  parts.push(
    element("circle", { cx: 17, cy: y + 9, r: 7, fill: "var(--ground)", stroke: "var(--ink)", "stroke-width": 1.4 }),
  );
  parts.push(element("text", { x: 32, y: y + 13 }, "dispute, by number"));
  return { parts, bottom: y + 22 };
}

function corridorPart(data: MapData, corridors: Corridors, top: number): { parts: SVGElement[]; bottom: number } {
  const parts: SVGElement[] = [];
  let y = top;
  const rows = corridorRows(corridors);
  if (rows.length > 0) {
    parts.push(element("text", { x: 8, y: y + 10, "font-weight": 600 }, "Throughput lost if the"));
    parts.push(
      element(
        "text",
        { x: 8, y: y + 24, "font-weight": 600 },
        `corridor were closed${data.lossUnit === "" ? "" : ` [${data.lossUnit}]`}`,
      ),
    );
    y += 30;
    for (const { width, text } of rows) {
      parts.push(
        element("line", { x1: 8, x2: 30, y1: y + 6, y2: y + 6, stroke: "var(--corridor)", "stroke-width": width }),
      );
      parts.push(element("text", { x: 38, y: y + 10 }, text));
      y += ROW;
    }
  }
  parts.push(
    element("line", {
      x1: 8,
      x2: 30,
      y1: y + 6,
      y2: y + 6,
      stroke: "var(--corridor)",
      "stroke-width": 0.9,
      "stroke-dasharray": "2 2.5",
    }),
  );
  parts.push(element("text", { x: 38, y: y + 10 }, "bypass or link"));
  return { parts, bottom: y + 20 };
}

export function drawMapLegend(
  data: MapData,
  scale: RiskScale,
  corridors: Corridors,
): { element: SVGElement; width: number; height: number } {
  const risk = riskPart(data, scale);
  const roads = corridorPart(data, corridors, risk.bottom);
  const width =
    26 +
    Math.max(
      ...[...risk.parts, ...roads.parts].map(
        (part) => Number(part.getAttribute("x") ?? 0) + textWidth(part.textContent ?? "", 10.5),
      ),
    );
  const group = element("g", { "font-size": 11, "text-anchor": "start" });
  group.append(
    element("rect", { width, height: roads.bottom, fill: "var(--ground)", "fill-opacity": 0.88, rx: 3 }),
    ...risk.parts,
    ...roads.parts,
  );
  return { element: group, width, height: roads.bottom };
}
