// Makes region.json, the map of the page: world-atlas 10m (Natural Earth, public domain), cropped and simplified.
//
// usage: node tools/web/map/crop_map.mjs     (after tools/install_dependencies --tests; the result is committed)
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, "../../../build/web/package.json"));
const { feature, mergeArcs, quantize } = require("topojson-client");
const { topology } = require("topojson-server");
const { filter, filterAttachedWeight, presimplify, simplify } = require("topojson-simplify");

// Europe, its neighbourhood, the Caucasus and the Middle East. A region beyond has a map without land.
const box = { west: -25, east: 64, south: 12, north: 72 };
const least_area = 0.0012; // [square degrees at the equator]: a corner that cuts off less goes
const step = 0.0025; // [degrees] of the grid: 0.3 km
const whole_share = 0.95; // of a country's largest part: with less in the box its shape would be taken for the whole
const smallest_island = 0.01; // [square degrees at the equator], about 120 km2

// The source has numbers of ISO 3166, regions have its letters: those of all countries that lie in the box.
const letters = new Map(
  `008ALB 012DZA 020AND 031AZE 040AUT 048BHR 051ARM 056BEL 070BIH 100BGR 112BLR 132CPV 191HRV 196CYP 203CZE 208DNK
   232ERI 233EST 234FRO 246FIN 248ALA 250FRA 268GEO 270GMB 275PSE 276DEU 292GIB 300GRC 336VAT 348HUN 352ISL 364IRN
   368IRQ 372IRL 376ISR 380ITA 400JOR 414KWT 422LBN 428LVA 434LBY 438LIE 440LTU 442LUX 466MLI 470MLT 478MRT 492MCO
   498MDA 499MNE 504MAR 512OMN 528NLD 562NER 578NOR 616POL 620PRT 634QAT 642ROU 674SMR 682SAU 686SEN 688SRB 703SVK
   705SVN 724ESP 732ESH 752SWE 756CHE 760SYR 784ARE 788TUN 792TUR 804UKR 807MKD 818EGY 826GBR 832JEY 833IMN 887YEM`
    .split(/\s+/)
    .map((one) => [one.slice(0, 3), one.slice(3)]),
);

// Kosovo has no number in the source; the names of these are short or old there.
const corrections = new Map([
  ["Kosovo", { id: "XKX", name: "Kosovo*" }],
  ["Macedonia", { name: "North Macedonia" }],
  ["Bosnia and Herz.", { name: "Bosnia and Herzegovina" }],
  ["Turkey", { name: "Türkiye" }],
]);

// The source draws who holds it; by resolution 68/262 of the General Assembly it is Ukraine's.
const crimea = { west: 32, east: 36.7, south: 44.3, north: 46.3 };

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

function isIn({ west, east, south, north }, polygon) {
  return polygon[0].every(([x, y]) => x > west && x < east && y > south && y < north);
}

function largestOf(polygons) {
  const areas = polygons.map(
    ([ring]) => ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0) / 2,
  );
  return Math.max(0, ...areas.map(Math.abs));
}

// An island on the antimeridian has points at both ends of the world: cut, it would be a band across the box.
function isAcross([ring]) {
  const across = ring.map(([x]) => x);
  return Math.max(...across) - Math.min(...across) > 300;
}

function polygonsOf({ type, coordinates }) {
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  return polygons.filter((polygon) => !isAcross(polygon));
}

function cropCountry({ id, geometry, properties }, source) {
  const whole = polygonsOf(geometry);
  const own = properties.name === "Russia" ? whole.filter((polygon) => !isIn(crimea, polygon)) : whole;
  const others = properties.name === "Ukraine" ? polygonsOf(source.get("Russia")) : [];
  const added = others.filter((polygon) => isIn(crimea, polygon));
  const cropped = [...own, ...added].map(cropPolygon).filter((polygon) => polygon.length > 0);
  const correction = corrections.get(properties.name) ?? {};
  const isWhole = largestOf(cropped) >= whole_share * largestOf(whole);
  const code = isWhole ? (correction.id ?? letters.get(id)) : undefined;
  return {
    type: "Feature",
    ...(code === undefined ? {} : { id: code }),
    properties: { name: correction.name ?? properties.name },
    geometry: { type: "MultiPolygon", coordinates: cropped },
  };
}

// A degree of longitude is shorter in the north: without this Norway's fjords would take half of the file.
function areaOf([[ax, ay], [bx, by], [cx, cy]]) {
  return (Math.abs((ax - cx) * (by - ay) - (ax - bx) * (cy - ay)) / 2) * Math.cos((by * Math.PI) / 180);
}

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

// A whole number in digits of 5 bits, lowest first; the sixth bit says that another follows. The sign is the lowest
// bit.
function packNumber(number) {
  let rest = number < 0 ? -2 * number - 1 : 2 * number;
  let text = "";
  for (; rest > 31; rest = Math.floor(rest / 32)) {
    text += digits[32 + (rest % 32)];
  }
  return text + digits[rest];
}

const world = require("world-atlas/countries-10m.json");
const all = feature(world, world.objects.countries).features;
const source = new Map(all.map(({ properties, geometry }) => [properties.name, geometry]));
const countries = all
  .map((country) => cropCountry(country, source))
  .filter((country) => country.geometry.coordinates.length > 0);
const whole = presimplify(topology({ countries: { type: "FeatureCollection", features: countries } }), areaOf);
// Small islands go; what is attached to a neighbour stays.
const simple = filter(simplify(whole, least_area), filterAttachedWeight(whole, smallest_island));
const { transform, objects, arcs } = quantize(simple, Math.round((box.east - box.west) / step));
// Crimea and the land behind it become one.
const { geometries } = objects.countries;
const ukraine = geometries.find(({ id }) => id === "UKR");
ukraine.arcs = mergeArcs(simple, [ukraine]).arcs;
const lost = [...letters.values(), "XKX"].filter((code) => !geometries.some(({ id }) => id === code));
if (lost.length > 0) {
  throw new Error(`crop_map: ${lost.join(" ")} not in the map (has a number or a name changed?)`);
}
// TopoJSON, but for its arcs: they are packed, a third of the size. atlas.ts and map_shapes.py unpack them.
const packed = arcs.map((arc) => arc.flat().map(packNumber).join(""));
const text = `${JSON.stringify({ type: "Topology", transform, objects, arcs: packed })}\n`;
writeFileSync(join(here, "region.json"), text);
const points = arcs.reduce((sum, arc) => sum + arc.length, 0);
console.log(`region.json: ${geometries.length} countries, ${points} points, ${text.length} bytes`);
