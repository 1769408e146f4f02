// The committed map (region.json, made by crop_map.mjs): land, borders, and the shape of a country.
import type { Feature, FeatureCollection, MultiPolygon } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import source from "./region.json";

export type Shape = Feature<MultiPolygon, { name: string }>;

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/** Whole numbers in digits of 5 bits, lowest first; the sixth bit says that another follows, the lowest is the sign. */
function unpack(text: string): [number, number][] {
  const numbers: number[] = [];
  let number = 0;
  let unit = 1;
  for (const letter of text) {
    const digit = DIGITS.indexOf(letter);
    number += (digit % 32) * unit;
    unit *= 32;
    if (digit < 32) {
      numbers.push(number % 2 === 1 ? -(number + 1) / 2 : number / 2);
      number = 0;
      unit = 1;
    }
  }
  return numbers.flatMap((x, i): [number, number][] => (i % 2 === 0 ? [[x, numbers[i + 1] ?? 0]] : []));
}

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;

// A JSON module has the type of its letters, in which "type" is any text.
const topology = { ...source, arcs: source.arcs.map(unpack) } as unknown as Atlas;
const collection: FeatureCollection = feature(topology, topology.objects.countries);
const allShapes = collection.features as Shape[];
const allBorders = mesh(topology, topology.objects.countries, (a, b) => a !== b);

/**
 * The shape of a country of a region: by its id, where that is its code (ISO 3166 alpha-3, XKX for Kosovo), else by its
 * name. Undefined for what the atlas does not have whole.
 */
export function shapeOf(country: { id: string; name: string }): Shape | undefined {
  const whole = allShapes.filter((shape) => shape.id !== undefined);
  return whole.find(({ id }) => id === country.id) ?? whole.find(({ properties }) => properties.name === country.name);
}

export type IsNear = (place: [number, number]) => boolean;

/** What a view has of the land: to project all of it at every move of a slider would take most of the time. */
export function landNear(isNear: IsNear): Shape[] {
  return allShapes.filter((shape) =>
    shape.geometry.coordinates.some((polygon) => polygon.some((ring) => ring.some((place) => isNear(pairOf(place))))),
  );
}

export function bordersNear(isNear: IsNear): GeoJSON.MultiLineString {
  const coordinates = allBorders.coordinates.filter((line) => line.some((place) => isNear(pairOf(place))));
  return { type: "MultiLineString", coordinates };
}

export function pairOf([lon = 0, lat = 0]: number[]): [number, number] {
  return [lon, lat];
}
