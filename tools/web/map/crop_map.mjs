// Makes region.json, the map of the page: world-atlas 10m (Natural Earth, public domain), cropped and simplified.
//
// usage: node tools/web/map/crop_map.mjs     (after tools/install_dependencies --tests; the result is committed)
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, "../../../build/web/package.json"));
const { feature } = require("topojson-client");
const { topology } = require("topojson-server");
const { filter, filterAttachedWeight, presimplify, quantile, simplify } = require("topojson-simplify");
const { quantize } = require("topojson-client");

// Much wider than the view: a cut edge would look like a coast.
const box = { west: 4, east: 40, south: 33, north: 55 };
const kept_share = 0.2; // of the points
const grid = 20000; // steps across the box: 0.1 km
const smallest_island = 0.002; // [square degrees], about 18 km2

// Kosovo has no number in the source; the names of two others are short or old.
const corrections = new Map([
  ["Kosovo", { id: "XKX", name: "Kosovo*" }],
  ["Macedonia", { id: "MKD", name: "North Macedonia" }],
  ["Bosnia and Herz.", { id: "BIH", name: "Bosnia and Herzegovina" }],
  ["Albania", { id: "ALB" }],
  ["Montenegro", { id: "MNE" }],
  ["Serbia", { id: "SRB" }],
]);

const sides = [
  { inside: ([x]) => x >= box.west, cut: (a, b) => cutAtX(a, b, box.west) },
  { inside: ([x]) => x <= box.east, cut: (a, b) => cutAtX(a, b, box.east) },
  { inside: ([, y]) => y >= box.south, cut: (a, b) => cutAtY(a, b, box.south) },
  { inside: ([, y]) => y <= box.north, cut: (a, b) => cutAtY(a, b, box.north) },
];

function cutAtX(a, b, x) {
  return [x, a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0])];
}

function cutAtY(a, b, y) {
  return [a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]), y];
}

// Sutherland and Hodgman: one side of the box after the other.
function cropRing(ring) {
  let points = ring.slice(0, -1);
  for (const side of sides) {
    points = points.flatMap((point, index) => {
      const before = points[(index + points.length - 1) % points.length];
      const crossing = side.inside(before) === side.inside(point) ? [] : [side.cut(before, point)];
      return side.inside(point) ? [...crossing, point] : crossing;
    });
  }
  return points.length < 3 ? null : [...points, points[0]];
}

function cropPolygon(polygon) {
  return polygon.map(cropRing).filter((ring) => ring !== null);
}

function cropCountry(country) {
  const { geometry, properties } = country;
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const cropped = polygons.map(cropPolygon).filter((polygon) => polygon.length > 0);
  const correction = corrections.get(properties.name) ?? {};
  return {
    type: "Feature",
    ...(correction.id === undefined ? {} : { id: correction.id }),
    properties: { name: correction.name ?? properties.name },
    geometry: { type: "MultiPolygon", coordinates: cropped },
  };
}

const world = require("world-atlas/countries-10m.json");
const countries = feature(world, world.objects.countries)
  .features.map(cropCountry)
  .filter((country) => country.geometry.coordinates.length > 0);
const whole = presimplify(topology({ countries: { type: "FeatureCollection", features: countries } }));
const least = quantile(whole, kept_share);
// Small islands go; what is attached to a neighbour stays.
const simple = filter(simplify(whole, least), filterAttachedWeight(whole, smallest_island));
const map = quantize(simple, grid);
delete map.bbox;
const found = new Set(map.objects.countries.geometries.map((country) => country.id));
for (const { id } of corrections.values()) {
  if (!found.has(id)) {
    throw new Error(`crop_map: ${id} is not in the map (has the name of a country changed?)`);
  }
}
const text = `${JSON.stringify(map)}\n`;
writeFileSync(join(here, "region.json"), text);
console.log(`region.json: ${found.size - 1} countries of the region, ${countries.length} in all, ${text.length} bytes`);
