import * as Plot from "@observablehq/plot";
import type { MapData } from "./data.ts";
import { formatInterval, formatShare } from "./format.ts";
import { drawChart, fitLabel, isKnown, textWidth, type DrawnChart } from "./frame.ts";
import * as layers from "./map_layers.ts";
import { drawMapLegend } from "./map_legend.ts";
import type { MapOptions } from "./options.ts";
import { riskScale } from "./risk_scale.ts";
import { bordersNear, landNear, shapeOf, type Shape } from "../map/atlas.ts";
import type { Ground } from "../map/ground.ts";
import { placeAll, type Placed } from "../map/places.ts";
import { viewOf, type View } from "../map/view.ts";

/** Highest risk among the disputes that a country is party to; null where no dispute of it is known. */
export function riskOfCountry(data: MapData, country: string): number | null {
  const risks = data.disputes
    .filter((dispute) => dispute.parties.includes(country))
    .map((dispute) => dispute.risk.value)
    .filter(isKnown);
  return risks.length === 0 ? null : Math.max(...risks);
}

const NARROW = 520; // [px]

interface Layout extends Placed {
  view: View;
  shapes: { country: string; shape: Shape }[]; // of the region
  around: Shape[];
  borders: GeoJSON.MultiLineString;
}

// A slider draws the same region again and again: what stands where does not change.
const layouts = new WeakMap<MapData["nodes"], Map<number, Layout | null>>();

function layoutOf(data: MapData, width: number): Layout | null {
  const known = layouts.get(data.nodes) ?? new Map<number, Layout | null>();
  layouts.set(data.nodes, known);
  const found = known.get(width);
  const layout = found === undefined ? makeLayout(data, width) : found;
  known.set(width, layout);
  return layout;
}

const nameSize = (width: number): number => (width < NARROW ? 10 : 12);

function makeLayout(data: MapData, width: number): Layout | null {
  const view = viewOf(data, width);
  if (view === null) {
    return null;
  }
  const size = nameSize(width);
  const sizes = {
    wide: (line: string) => textWidth(line, size * 1.08) + 4, // bold, with its edge
    line: 1.1 * size + 2,
    wrap: (name: string) => fitLabel(name, 85),
  };
  const shapes = data.countries.flatMap((country) => {
    const shape = shapeOf(country);
    return shape === undefined ? [] : [{ country: country.id, shape }];
  });
  const own = new Set(shapes.map(({ shape }) => shape));
  const around = landNear(view.isNear).filter((shape) => !own.has(shape));
  return {
    ...placeAll(data, data.disputes, view, sizes),
    view,
    shapes,
    around,
    borders: bordersNear(view.isNear),
  };
}

/** Land where the atlas has a shape of the region; else plain ground: an empty coast says where it is not. */
function groundMarks({ shapes, around, borders }: Layout, fill: (country: string) => string): Plot.Markish[] {
  if (shapes.length === 0) {
    return [Plot.frame({ fill: "var(--land)", stroke: "none" })];
  }
  return [
    Plot.frame({ fill: "var(--sea)", stroke: "none" }),
    Plot.geo(around, { fill: "var(--land)", clip: true }),
    ...shapes.map(({ country, shape }) =>
      Plot.geo(shape, { className: layers.classOf(country), fill: fill(country), clip: true }),
    ),
    Plot.geo(borders, { stroke: "var(--border)", strokeWidth: 0.9, clip: true }),
    // Two lines, pale and dark: seen between two countries of one shade, be it light or dark.
    ...shapes.map(({ shape }) => Plot.geo(shape, { stroke: "var(--ground)", strokeWidth: 3, clip: true })),
    ...shapes.map(({ shape }) => Plot.geo(shape, { stroke: "var(--ink)", strokeWidth: 0.8, clip: true })),
  ];
}

// Hatching for a country that is party to no dispute: not the same as a risk of 0.
function addHatching(image: SVGSVGElement): void {
  const definitions = document.createElementNS("http://www.w3.org/2000/svg", "defs");
  const pattern = document.createElementNS("http://www.w3.org/2000/svg", "pattern");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({
    id: "no-dispute",
    width: "6",
    height: "6",
    patternUnits: "userSpaceOnUse",
  })) {
    pattern.setAttribute(key, value);
  }
  for (const [key, value] of Object.entries({
    d: "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2",
    stroke: "var(--border)",
    "stroke-width": "1",
  })) {
    line.setAttribute(key, value);
  }
  pattern.append(line);
  definitions.append(pattern);
  image.prepend(definitions);
}

function describe(data: MapData, policy: string): string {
  const sorted = [...data.disputes].sort((a, b) => (b.risk.value ?? 0) - (a.risk.value ?? 0));
  const parts = sorted
    .slice(0, 3)
    .map(
      (dispute) =>
        `${dispute.name} ${formatShare(dispute.risk.value)} (95 % interval ` +
        `${formatInterval(dispute.risk, formatShare)})`,
    );
  return `Map, ${policy}: share of runs with ${data.riskLabel}, highest first: ${parts.join("; ") || "no disputes"}`;
}

interface Corner {
  x: number;
  y: number;
}

const EDGE = 8; // [px] between the legend and the frame
const MOST_HIDDEN = 1.1; // [cost by square] of what a legend in the picture may cover

/** The corner in which the legend covers least; null where it would hide too much, or most of a small map. */
function cornerFor(legend: { width: number; height: number }, view: View, ground: Ground): Corner | null {
  if (view.width < NARROW || legend.height + 2 * EDGE > view.height) {
    return null;
  }
  const [left, right] = [EDGE, view.width - legend.width - EDGE];
  const [top, bottom] = [EDGE, view.height - legend.height - EDGE];
  const corners: Corner[] = [
    { x: left, y: bottom },
    { x: right, y: bottom },
    { x: left, y: top },
    { x: right, y: top },
  ];
  const costOf = ({ x, y }: Corner): number =>
    ground.costOf({ x: x + legend.width / 2, y: y + legend.height / 2, ...legend }, (owner) => (owner < 0 ? 0 : 6));
  const best = corners.map((corner) => ({ corner, cost: costOf(corner) })).sort((a, b) => a.cost - b.cost)[0];
  return best === undefined || best.cost > MOST_HIDDEN ? null : best.corner;
}

/** Of the places of a map those that a picture of this policy needs: corridors and legend are not the same for all. */
function placesFor(
  data: MapData,
  layout: Layout,
  legendSize: { width: number; height: number },
  corridors: layers.Corridors,
) {
  const ground = layout.ground.copy();
  const nodeNames = layout.shapes.length === 0 ? layers.placeNodeNames(data, layout.view, ground) : [];
  const corner = cornerFor(legendSize, layout.view, ground);
  if (corner !== null) {
    const { width, height } = legendSize;
    ground.occupy({ x: corner.x + width / 2, y: corner.y + height / 2, width, height });
  }
  return { corner, nodeNames, corridorNames: layers.placeCorridorNames(corridors, ground) };
}

/** Whether the map has the shape of a country. */
export function isOnMap(country: { id: string; name: string }): boolean {
  return shapeOf(country) !== undefined;
}

/** Height over width; null where nothing says where the region lies: then there is no map. */
export function mapAspect(data: MapData): number | null {
  const view = viewOf(data, 1000);
  return view === null ? null : view.height / view.width;
}

/** Countries shaded by risk, corridors as wide as the throughput lost without them, disputes as numbered marks. */
export function regionMap(data: MapData, options: MapOptions): DrawnChart {
  const layout = layoutOf(data, options.width);
  if (layout === null) {
    throw new Error("a map needs a country with a shape or a node with a place");
  }
  const { view } = layout;
  const scale = riskScale(data.highestRisk);
  const corridors = layers.corridorsOf(data, view);
  const colorOf = (country: string, unknown: string): string => {
    const risk = riskOfCountry(data, country);
    return risk === null ? unknown : scale.colorOf(risk);
  };
  const inkOf = (country: string): string => {
    const risk = riskOfCountry(data, country);
    return risk === null ? "var(--ink)" : scale.inkOf(risk);
  };
  const fill = (country: string): string => colorOf(country, "url(#no-dispute)");
  const legend = drawMapLegend(data, scale, corridors);
  const { corner, nodeNames, corridorNames } = placesFor(data, layout, legend, corridors);
  // Where it would cover the map, as on a phone, it stands below.
  const below = corner === null ? legend.height + EDGE : 0;
  const isSchematic = layout.shapes.length === 0;
  const image = drawChart(
    {
      width: view.width,
      height: view.height + below,
      margin: 0,
      marginBottom: below,
      projection: view.projection,
      marks: [
        ...groundMarks(layout, fill),
        ...layers.discMarks(layout.discs, view, fill),
        ...layers.corridorMarks(corridors, view),
        ...(isSchematic ? layers.nodeMarks(data, nodeNames, view) : []),
        ...layers.disputeMarks(layout.marks, data, view, scale),
        ...((options.showLabels ?? true)
          ? layers.countryNames(
              layout.names,
              view,
              inkOf,
              (country) => colorOf(country, "var(--land)"),
              nameSize(view.width),
            )
          : []),
        ...layers.corridorNames(corridorNames, view),
        Plot.frame({ stroke: "var(--border)" }),
      ],
    },
    options.name ?? describe(data, options.policy),
  );
  addHatching(image);
  const at = corner ?? { x: 0, y: view.height + EDGE };
  legend.element.setAttribute("transform", `translate(${at.x},${at.y})`);
  image.append(legend.element);
  return image;
}
