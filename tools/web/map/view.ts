// What part of the world a map shows: the countries of the region, and the nodes of its network as far as they lie
// near.
import { geoBounds, geoConicConformal, type GeoProjection } from "d3";
import { pairOf, shapeOf, type Shape } from "./atlas.ts";

export type Place = [number, number]; // longitude, latitude [degrees]
export type Point = [number, number]; // [px], from the upper left corner

/** What is needed of a region to draw its map. */
export interface Geography {
  countries: { id: string; name: string; lon?: number; lat?: number }[];
  nodes: { id: string; name: string; lon: number; lat: number }[];
  segments: { from: string; to: string; country?: string }[];
}

export interface View {
  width: number; // [px]
  height: number;
  projection: GeoProjection;
  toPoint(place: Place): Point;
  isNear(place: Place): boolean; // in the view or a little outside
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const REACH = 0.12; // of the larger side of the countries' box: how far the view follows nodes outside
const MARGIN = 0.035; // of the larger side
const WIDE_MARGIN = 0.08; // where discs stand for countries: discs and names of nodes reach beyond their places
const FLATTEST = 0.5; // height over width
const TALLEST = 1.1;
const SMALL_PART = 0.03; // of a country's largest part: smaller islands do not widen the view

/** The outer rings of a country that are more than far islands. */
export function mainRings(shape: Shape): Place[][] {
  const rings = shape.geometry.coordinates.map(([ring = []]) => ring.map(pairOf));
  const largest = Math.max(...rings.map(areaOf));
  return rings.filter((ring) => areaOf(ring) >= SMALL_PART * largest);
}

/** Of a ring in a plane. */
export function areaOf(ring: Point[]): number {
  const parts = ring.map(([x, y], i) => {
    const [beforeX, beforeY] = ring.at(i - 1) ?? [x, y];
    return beforeX * y - x * beforeY;
  });
  return Math.abs(parts.reduce((sum, part) => sum + part, 0)) / 2;
}

/** Ends of the segments that lie in a country: they stand for a country without a shape. */
export function nodesOf(country: string, { nodes, segments }: Geography): Place[] {
  const ends = new Set(segments.filter((one) => one.country === country).flatMap(({ from, to }) => [from, to]));
  return nodes.filter(({ id }) => ends.has(id)).map(({ lon, lat }): Place => [lon, lat]);
}

function boxOf(points: Point[]): Box {
  const [across, down] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { left: Math.min(...across), top: Math.min(...down), right: Math.max(...across), bottom: Math.max(...down) };
}

const sidesOf = ({ left, top, right, bottom }: Box): [number, number] => [right - left, bottom - top];

function grown({ left, top, right, bottom }: Box, across: number, down: number): Box {
  return { left: left - across, top: top - down, right: right + across, bottom: bottom + down };
}

function clamped([x, y]: Point, { left, top, right, bottom }: Box): Point {
  return [Math.min(right, Math.max(left, x)), Math.min(bottom, Math.max(top, y))];
}

// Lambert's conformal conic projection: shapes keep their angles; its parallels divide the region's latitudes.
function projectionFor(places: Place[]): GeoProjection {
  const [[west, south], [east, north]] = geoBounds({ type: "MultiPoint", coordinates: places });
  const middle = (west + east + (east < west ? 360 : 0)) / 2;
  const sixth = Math.max(0.1, (north - south) / 6);
  return geoConicConformal()
    .parallels([south + sixth, north - sixth])
    .rotate([-middle, 0])
    .scale(1000)
    .translate([0, 0]);
}

/** The frame: all countries of the region; of the nodes beyond, those that are near. */
function frameOf(land: Point[], marks: Point[], beyond: Point[]): Box {
  const region = boxOf(land.length + marks.length > 0 ? [...land, ...marks] : beyond);
  const reach = REACH * Math.max(...sidesOf(region));
  const whole = boxOf([...corners(region), ...beyond.map((point) => clamped(point, grown(region, reach, reach)))]);
  const share = land.length > 0 && marks.length === 0 ? MARGIN : WIDE_MARGIN;
  const margin = Math.max(share * Math.max(...sidesOf(whole)), 1); // never nothing, for a single place
  const box = grown(whole, margin, margin);
  const [wide, high] = sidesOf(box);
  const width = Math.max(wide, high / TALLEST);
  const height = Math.max(high, wide * FLATTEST);
  return grown(box, (width - wide) / 2, (height - high) / 2);
}

const corners = ({ left, top, right, bottom }: Box): Point[] => [
  [left, top],
  [right, bottom],
];

/** The view of a region in a picture of that width; null for a region that says nothing of where it lies. */
export function viewOf(region: Geography, width: number): View | null {
  const shapes = region.countries.map((country) => ({ country, shape: shapeOf(country) }));
  const land = shapes.flatMap(({ shape }) => (shape === undefined ? [] : mainRings(shape).flat()));
  const marks = shapes.flatMap(({ country, shape }) => (shape === undefined ? nodesOf(country.id, region) : []));
  const nodes = region.nodes.map(({ lon, lat }): Place => [lon, lat]);
  const places = [...land, ...marks, ...(land.length + marks.length > 0 ? [] : nodes)];
  if (places.length === 0) {
    return null;
  }
  const projection = projectionFor(places);
  const toPoint = (place: Place): Point => projection(place) ?? [0, 0];
  const box = frameOf(land.map(toPoint), marks.map(toPoint), nodes.map(toPoint));
  const [wide, high] = sidesOf(box);
  const scale = width / wide;
  const height = Math.round(high * scale);
  projection
    .scale(1000 * scale)
    .translate([-box.left * scale, -box.top * scale])
    .clipExtent([
      [0, 0],
      [width, height],
    ]);
  const near = 0.1 * width;
  const isNear = (place: Place): boolean => {
    const [x, y] = toPoint(place);
    return x > -near && x < width + near && y > -near && y < height + near;
  };
  return { width, height, projection, toPoint, isNear };
}
