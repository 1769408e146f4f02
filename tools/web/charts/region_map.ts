import * as Plot from "@observablehq/plot";
import type { MapData } from "./data.ts";
import { formatInterval, formatShare } from "./format.ts";
import { drawChart, isKnown, type DrawnChart } from "./frame.ts";
import { corridorMarks, corridorNames, corridorsOf, countryNames, disputeMarks, takenPlaces } from "./map_layers.ts";
import { drawMapLegend } from "./map_legend.ts";
import type { MapOptions } from "./options.ts";
import { riskScale, type RiskScale } from "./risk_scale.ts";
import { countryShapes, innerBorders, view, type Country } from "../map/region_shapes.ts";

/** Highest risk among the disputes that a country is party to; null where no dispute of it is known. */
export function riskOfCountry(data: MapData, country: string): number | null {
  const risks = data.disputes
    .filter((dispute) => dispute.parties.includes(country))
    .map((dispute) => dispute.risk.value)
    .filter(isKnown);
  return risks.length === 0 ? null : Math.max(...risks);
}

const NARROW = 520; // [px]

const viewFrame: GeoJSON.MultiPoint = {
  type: "MultiPoint",
  coordinates: [
    [view.west, view.south],
    [view.east, view.south],
    [view.west, view.north],
    [view.east, view.north],
  ],
};

function isInView([lon, lat]: [number, number]): boolean {
  return lon > view.west + 0.2 && lon < view.east - 0.2 && lat > view.south + 0.2 && lat < view.north - 0.2;
}

function groundMarks(data: MapData, scale: RiskScale): Plot.Markish[] {
  const shapes = countryShapes();
  const ids = new Set(data.countries.map((country) => country.id));
  const isOfRegion = (shape: Country): boolean => typeof shape.id === "string" && ids.has(shape.id);
  const fill = (shape: Country): string => {
    const risk = riskOfCountry(data, String(shape.id));
    return risk === null ? "url(#no-dispute)" : scale.colorOf(risk);
  };
  return [
    Plot.frame({ fill: "var(--sea)", stroke: "none" }),
    Plot.geo(
      shapes.filter((shape) => !isOfRegion(shape)),
      { fill: "var(--land)", clip: true },
    ),
    ...shapes.filter(isOfRegion).map((shape) => Plot.geo(shape, { fill: fill(shape), clip: true })),
    Plot.geo(innerBorders(), { stroke: "var(--border)", strokeWidth: 0.9, clip: true }),
    // Two lines, pale and dark: seen between two countries of one shade, be it light or dark.
    ...shapes
      .filter(isOfRegion)
      .map((shape) => Plot.geo(shape, { stroke: "var(--ground)", strokeWidth: 3, clip: true })),
    ...shapes
      .filter(isOfRegion)
      .map((shape) => Plot.geo(shape, { stroke: "var(--ink)", strokeWidth: 0.8, clip: true })),
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
        `${dispute.name} ${formatShare(dispute.risk.value)} (95 % interval ${formatInterval(dispute.risk, formatShare)})`,
    );
  return `Map, ${policy}: share of runs with ${data.riskLabel}, highest first: ${parts.join("; ") || "no disputes"}`;
}

/** Countries shaded by risk, corridors as wide as the throughput lost without them, disputes as numbered marks. */
export function regionMap(data: MapData, options: MapOptions): DrawnChart {
  const scale = riskScale(data.highestRisk);
  const corridors = corridorsOf(data);
  const inkOf = (country: string): string => {
    const risk = riskOfCountry(data, country);
    return risk === null ? "var(--ink)" : scale.inkOf(risk);
  };
  const groundOf = (country: string): string => {
    const risk = riskOfCountry(data, country);
    return risk === null ? "var(--land)" : scale.colorOf(risk);
  };
  // On a phone the legend would cover the map: it stands below it.
  const isNarrow = options.width < NARROW;
  const legend = drawMapLegend(data, scale, corridors);
  const below = isNarrow ? legend.height + 8 : 0;
  const height = (options.height ?? Math.round(options.width * 1.02)) + below;
  const image = drawChart(
    {
      width: options.width,
      height,
      margin: 0,
      marginBottom: below,
      projection: { type: "conic-conformal", rotate: [-19.8, 0], parallels: [41, 45], domain: viewFrame },
      marks: [
        ...groundMarks(data, scale),
        ...corridorMarks(corridors),
        ...((options.showLabels ?? true) ? countryNames(data, inkOf, groundOf, isNarrow ? 10 : 12) : []),
        ...corridorNames(corridors, isInView, takenPlaces(data)),
        ...disputeMarks(data.disputes, scale),
        Plot.frame({ stroke: "var(--border)" }),
      ],
    },
    options.name ?? describe(data, options.policy),
  );
  addHatching(image);
  legend.element.setAttribute(
    "transform",
    isNarrow ? `translate(0,${height - legend.height})` : `translate(8,${height - legend.height - 8})`,
  );
  image.append(legend.element);
  return image;
}
