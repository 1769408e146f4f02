// The shapes of the committed map, and where the names of the countries of the region stand on it.
import type { Feature, FeatureCollection, MultiPolygon } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import source from "./region.json";

export type Country = Feature<MultiPolygon, { name: string }>;

type RegionTopology = Topology<{ countries: GeometryCollection<{ name: string }> }>;

// A JSON module has the type of its letters, in which "type" is any text.
const topology = source as unknown as RegionTopology;

/** What the picture shows; the shapes reach much further, so that no cut edge looks like a coast. */
export const view = { west: 15, east: 24.6, south: 39.4, north: 46.6 };

const MARGIN = 1.5; // [degrees] around the view

function isNearView([lon = 0, lat = 0]: number[]): boolean {
  return lon > view.west - MARGIN && lon < view.east + MARGIN && lat > view.south - MARGIN && lat < view.north + MARGIN;
}

const collection: FeatureCollection = feature(topology, topology.objects.countries);
// Most of the map lies outside the view; to project it at every move of a slider would take most of the time.
const nearShapes = (collection.features as Country[]).filter((shape) =>
  shape.geometry.coordinates.some((polygon) => polygon.some((ring) => ring.some(isNearView))),
);
const borders = mesh(topology, topology.objects.countries, (a, b) => a !== b);
const nearBorders: GeoJSON.MultiLineString = {
  type: "MultiLineString",
  coordinates: borders.coordinates.filter((line) => line.some(isNearView)),
};

export function countryShapes(): Country[] {
  return nearShapes;
}

export function innerBorders(): GeoJSON.MultiLineString {
  return nearBorders;
}

// Centroids would put names under the marks of disputes or over a border.
const namePlaces: Record<string, [number, number]> = {
  ALB: [20.05, 40.5],
  BIH: [17.3, 44.55],
  XKX: [20.98, 42.75],
  MNE: [19.15, 42.95],
  MKD: [21.5, 41.37],
  SRB: [19.95, 44.32],
};

export function namePlace(country: string): [number, number] | undefined {
  return namePlaces[country];
}

// Where a dispute within one country is marked.
const disputePlaces: Record<string, [number, number]> = {
  ALB: [19.95, 40.85],
  BIH: [17.4, 44.1],
  XKX: [21.05, 42.45],
  MNE: [18.95, 42.6],
  MKD: [21.35, 41.72],
  SRB: [20.95, 43.55],
};

// Where the line of a dispute between two countries ends: not where those within one are marked.
const endPlaces: Record<string, [number, number]> = {
  ALB: [19.9, 41.7],
  BIH: [18.0, 44.05],
  XKX: [20.6, 42.62],
  MNE: [19.45, 42.8],
  MKD: [21.75, 41.95],
  SRB: [20.3, 43.75],
};

export function endPlace(country: string): [number, number] | undefined {
  return endPlaces[country];
}

export function disputePlace(country: string): [number, number] | undefined {
  return disputePlaces[country];
}
