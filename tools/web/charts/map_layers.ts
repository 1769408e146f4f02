// The parts of the map above the ground: corridors, disputes and names.
import * as Plot from "@observablehq/plot";
import type { MapData } from "./data.ts";
import { isKnown, textWidth } from "./frame.ts";
import type { RiskScale } from "./risk_scale.ts";
import type { Ground } from "../map/ground.ts";
import { discRadius, MARK, type CountryName, type Disc, type DisputeMark } from "../map/places.ts";
import type { Point, View } from "../map/view.ts";

const WIDEST = 8; // [px]
const THIN = 0.9;

interface Road {
  from: Point;
  to: Point;
  width: number;
  corridor: string | null;
}

export interface Corridors {
  roads: Road[];
  widthOf(loss: number): number;
  greatest: number; // loss that has the widest line
}

export function corridorsOf(data: MapData, view: View): Corridors {
  const places = new Map(data.nodes.map((node): [string, Point] => [node.id, view.toPoint([node.lon, node.lat])]));
  const losses = new Map(data.losses.map(({ corridor, loss }) => [corridor, loss.value]));
  const greatest = Math.max(0, ...[...losses.values()].filter(isKnown));
  const widthOf = (loss: number): number =>
    greatest > 0 ? THIN + ((WIDEST - THIN) * Math.max(0, loss)) / greatest : THIN;
  const roads = data.segments.flatMap((segment) => {
    const [from, to] = [places.get(segment.from), places.get(segment.to)];
    if (from === undefined || to === undefined) {
      return [];
    }
    const main = segment.corridors
      .map((corridor) => ({ corridor, loss: losses.get(corridor) ?? 0 }))
      .sort((a, b) => b.loss - a.loss)[0];
    return [{ from, to, width: main === undefined ? THIN : widthOf(main.loss), corridor: main?.corridor ?? null }];
  });
  return { roads, widthOf, greatest };
}

/** Marks are placed in pixels; Plot takes places on the globe. */
function unproject(view: View, axis: 0 | 1): (point: Point) => number {
  return (point) => view.projection.invert?.(point)?.[axis] ?? Number.NaN;
}

function lineEnds<Line>(view: View, from: (line: Line) => Point, to: (line: Line) => Point) {
  const [lon, lat] = [unproject(view, 0), unproject(view, 1)];
  return {
    x1: (line: Line) => lon(from(line)),
    y1: (line: Line) => lat(from(line)),
    x2: (line: Line) => lon(to(line)),
    y2: (line: Line) => lat(to(line)),
  };
}

export function corridorMarks({ roads }: Corridors, view: View): Plot.Markish[] {
  const ends = lineEnds<Road>(
    view,
    (road) => road.from,
    (road) => road.to,
  );
  const byWidth = new Map<number, Road[]>();
  for (const road of roads.filter(({ corridor }) => corridor !== null)) {
    byWidth.set(road.width, [...(byWidth.get(road.width) ?? []), road]);
  }
  const line = (some: Road[], strokeWidth: number, dash: string, strokeOpacity: number): Plot.Markish =>
    Plot.link(some, {
      ...ends,
      stroke: "var(--corridor)",
      strokeWidth,
      strokeOpacity,
      strokeDasharray: dash,
      strokeLinecap: "round",
      clip: true,
    });
  const links = roads.filter(({ corridor }) => corridor === null);
  // A pale edge keeps lines apart from the darkest shades.
  const casing = (some: Road[], width: number): Plot.Markish =>
    Plot.link(some, {
      ...ends,
      stroke: "var(--ground)",
      strokeWidth: width + 2.4,
      strokeOpacity: 0.85,
      strokeLinecap: "round",
      clip: true,
    });
  const sorted = [...byWidth].sort(([a], [b]) => a - b);
  return [
    line(links, THIN, "2 2.5", 0.8),
    ...sorted.map(([width, some]) => casing(some, width)),
    ...sorted.map(([width, some]) => line(some, width, "none", 1)),
  ];
}

const ALONG = [0.5, 0.3, 0.7, 0.15, 0.85]; // parts of a road at which a name may stand
const NAME_SIZE = 11; // [px]
const MOST_COVERED = 4; // [cost by square] of a name: one that would cover more is left out

interface PlacedText {
  text: string;
  point: Point;
}

/** Each corridor is named once: on its road where it covers least. */
export function placeCorridorNames(corridors: Corridors, ground: Ground): PlacedText[] {
  const names = new Set(corridors.roads.map((road) => road.corridor).filter((corridor) => corridor !== null));
  return [...names].flatMap((text): PlacedText[] => {
    const box = { width: textWidth(text, NAME_SIZE) + 8, height: NAME_SIZE + 5 };
    const places = corridors.roads
      .filter((road) => road.corridor === text)
      .flatMap(({ from, to }) =>
        ALONG.map((part): Point => [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])]),
      )
      .map(([x, y]) => ({ x, y, ...box }))
      .map((place) => ({ place, cost: ground.costOf(place, () => 0) }));
    const best = places.sort((a, b) => a.cost - b.cost)[0];
    if (best === undefined || best.cost > MOST_COVERED) {
      return [];
    }
    ground.occupy(best.place);
    return [{ text, point: [best.place.x, best.place.y] }];
  });
}

export function corridorNames(names: PlacedText[], view: View): Plot.Markish[] {
  return [textMark(names, view, { fontSize: NAME_SIZE, fontWeight: 700, fill: "var(--corridor)", strokeWidth: 4 })];
}

function textMark(texts: PlacedText[], view: View, options: Plot.TextOptions): Plot.Markish {
  const [lon, lat] = [unproject(view, 0), unproject(view, 1)];
  return Plot.text(texts, {
    x: ({ point }: PlacedText) => lon(point),
    y: ({ point }: PlacedText) => lat(point),
    text: "text",
    stroke: "var(--ground)",
    ...options,
  });
}

const NODE_SIZE = 10;

/** Where there is no land, the nodes are what shows where one is: each named where there is room beside it. */
export function placeNodeNames(data: MapData, view: View, ground: Ground): PlacedText[] {
  const points = data.nodes.map((node) => ({ text: node.name, point: view.toPoint([node.lon, node.lat]) }));
  points.forEach(({ point: [x, y] }) => ground.occupy({ x, y, width: 7, height: 7 }));
  return points.flatMap(({ text, point: [x, y] }): PlacedText[] => {
    const width = textWidth(text, NODE_SIZE) + 4;
    const beside: Point[] = [
      [x + width / 2 + 7, y],
      [x - width / 2 - 7, y],
      [x, y - 13],
      [x, y + 13],
    ];
    const box = { width, height: NODE_SIZE + 3 };
    const places = beside
      .map((point) => ({ point, cost: ground.costOf({ x: point[0], y: point[1], ...box }, () => 0) }))
      .sort((a, b) => a.cost - b.cost);
    const best = places[0];
    if (best === undefined || best.cost > MOST_COVERED / 2) {
      return [];
    }
    ground.occupy({ x: best.point[0], y: best.point[1], ...box });
    return [{ text, point: best.point }];
  });
}

export function nodeMarks(data: MapData, names: PlacedText[], view: View): Plot.Markish[] {
  return [
    Plot.dot(data.nodes, { x: "lon", y: "lat", r: 2.6, fill: "var(--ink)", stroke: "var(--ground)", clip: true }),
    textMark(names, view, { fontSize: NODE_SIZE, fill: "var(--ink)", strokeWidth: 3 }),
  ];
}

/** For tests and styles: the class of what shows a country. Ids are identifiers; any other would be no class. */
export function classOf(country: string): string {
  return /^\w+$/.test(country) ? `country-${country}` : "country";
}

/** A country without a shape: a disc amid its nodes. */
export function discMarks(discs: Disc[], view: View, fill: (country: string) => string): Plot.Markish[] {
  const [lon, lat] = [unproject(view, 0), unproject(view, 1)];
  return discs.map((disc) =>
    Plot.dot([disc.point], {
      x: lon,
      y: lat,
      className: classOf(disc.country),
      r: discRadius(view.width),
      fill: fill(disc.country),
      stroke: "var(--ink)",
      strokeWidth: 0.8,
    }),
  );
}

function badge(mark: DisputeMark, data: MapData, view: View, scale: RiskScale): Plot.Markish[] {
  const value = data.disputes[mark.index]?.risk.value;
  const known = isKnown(value);
  const at = { x: unproject(view, 0), y: unproject(view, 1) };
  return [
    Plot.dot([mark.point], {
      ...at,
      className: `mark-${mark.index}`,
      r: MARK,
      fill: known ? scale.colorOf(value) : "var(--ground)",
      stroke: "var(--ink)",
      strokeWidth: 1.4,
    }),
    Plot.text([mark.point], {
      ...at,
      text: () => String(mark.index + 1),
      fontSize: 11,
      fontWeight: 700,
      fill: known ? scale.inkOf(value) : "var(--ink)",
    }),
  ];
}

/** Numbered marks in the colour of their risk; of disputes between countries a line to each. */
export function disputeMarks(marks: DisputeMark[], data: MapData, view: View, scale: RiskScale): Plot.Markish[] {
  const arms = marks.flatMap(({ point, ends }) => ends.map((end): [Point, Point] => [point, end]));
  const line = lineEnds<[Point, Point]>(
    view,
    ([from]) => from,
    ([, to]) => to,
  );
  const stroke = (color: string, strokeWidth: number): Plot.Markish =>
    Plot.link(arms, { ...line, stroke: color, strokeWidth, strokeLinecap: "round" });
  return [
    stroke("var(--ground)", 3.4), // a pale edge: dark lines are seen on dark land
    stroke("var(--ink)", 1.6),
    ...marks.map(({ index, ends }) =>
      Plot.dot(ends, {
        x: unproject(view, 0),
        y: unproject(view, 1),
        className: `ends-${index}`,
        r: 2.5,
        fill: "var(--ink)",
        stroke: "var(--ground)",
        strokeWidth: 0.9,
      }),
    ),
    ...marks.flatMap((mark) => badge(mark, data, view, scale)),
  ];
}

export function countryNames(
  names: CountryName[],
  view: View,
  inkOf: (country: string) => string,
  groundOf: (country: string) => string,
  fontSize: number,
): Plot.Markish[] {
  return names.map(({ country, lines, point }) =>
    textMark([{ text: lines, point }], view, {
      fontSize,
      fontWeight: 600,
      fill: inkOf(country),
      stroke: groundOf(country),
      strokeWidth: 3,
      lineHeight: 1.1,
    }),
  );
}
