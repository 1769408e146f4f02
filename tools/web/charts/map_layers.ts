// The parts of the map above the ground: corridors, disputes and names.
import * as Plot from "@observablehq/plot";
import type { MapData, MapDispute } from "./data.ts";
import { isKnown } from "./frame.ts";
import type { RiskScale } from "./risk_scale.ts";
import { disputePlace, endPlace, namePlace } from "../map/region_shapes.ts";

type Place = [number, number];

const WIDEST = 8; // [px]
const THIN = 0.9;
const SIDE = 0.38; // [degrees] between the marks of disputes at the same place

interface Road {
  from: Place;
  to: Place;
  width: number;
  corridor: string | null;
}

export interface Corridors {
  roads: Road[];
  widthOf(loss: number): number;
  greatest: number; // loss that has the widest line
}

export function corridorsOf(data: MapData): Corridors {
  const places = new Map(data.nodes.map((node): [string, Place] => [node.id, [node.lon, node.lat]]));
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

export function corridorMarks({ roads }: Corridors): Plot.Markish[] {
  const ends = {
    x1: (road: Road) => road.from[0],
    y1: (road: Road) => road.from[1],
    x2: (road: Road) => road.to[0],
    y2: (road: Road) => road.to[1],
  };
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

function distance(a: Place, b: Place): number {
  return Math.hypot(a[0] - b[0], 1.35 * (a[1] - b[1])); // a degree of latitude is longer here
}

const FAR = 0.7; // [degrees] from other marks: further away is not better
const ALONG = [0.5, 0.3, 0.7]; // parts of a road at which a name may stand

/** Each corridor is named once: on the road where it has most room. */
export function corridorNames(
  corridors: Corridors,
  isInView: (place: Place) => boolean,
  taken: Place[],
): Plot.Markish[] {
  const names: { name: string; x: number; y: number }[] = [];
  const marks = [...taken];
  for (const name of new Set(corridors.roads.map((road) => road.corridor).filter((corridor) => corridor !== null))) {
    const places = corridors.roads
      .filter((road) => road.corridor === name)
      .flatMap((road) =>
        ALONG.map(
          (part): Place => [
            road.from[0] + part * (road.to[0] - road.from[0]),
            road.from[1] + part * (road.to[1] - road.from[1]),
          ],
        ),
      )
      .filter(isInView)
      .map((place) => ({ place, room: Math.min(FAR, ...marks.map((mark) => distance(mark, place))) }));
    const best = places.sort((a, b) => b.room - a.room)[0]?.place;
    if (best !== undefined) {
      marks.push(best);
      names.push({ name, x: best[0], y: best[1] });
    }
  }
  return [
    Plot.text(names, {
      x: "x",
      y: "y",
      text: "name",
      fontSize: 11,
      fontWeight: 700,
      fill: "var(--corridor)",
      stroke: "var(--ground)",
      strokeWidth: 4,
    }),
  ];
}

/** Places that are taken by names of countries and marks of disputes. */
export function takenPlaces(data: MapData): Place[] {
  const centres = data.countries.map((country) => namePlace(country.id)).filter((place) => place !== undefined);
  // A name is wide.
  const names = centres.flatMap(([lon, lat]): Place[] => [
    [lon - 0.5, lat],
    [lon, lat],
    [lon + 0.5, lat],
  ]);
  const disputes = disputeMarksOf(data.disputes).map((mark): Place => [mark.x, mark.y]);
  return [...names, ...disputes];
}

interface DisputeMark {
  dispute: MapDispute;
  number: number;
  x: number;
  y: number;
  ends: Place[];
}

/** Within a country: at its place; between countries: halfway, with a line to both. Marks at one place stand side by side. */
export function disputeMarksOf(disputes: MapDispute[]): DisputeMark[] {
  const taken = new Map<string, number>();
  return disputes.flatMap((dispute, index) => {
    const placeOf = dispute.parties.length > 1 ? endPlace : disputePlace;
    const places = dispute.parties.map(placeOf).filter((place) => place !== undefined);
    if (places.length === 0) {
      return [];
    }
    const key = [...dispute.parties].sort().join(" ");
    const before = taken.get(key) ?? 0;
    taken.set(key, before + 1);
    const mean = (axis: 0 | 1): number => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
    return [
      { dispute, number: index + 1, x: mean(0) + SIDE * before, y: mean(1), ends: places.length > 1 ? places : [] },
    ];
  });
}

function badge(mark: DisputeMark, scale: RiskScale): Plot.Markish[] {
  const { value } = mark.dispute.risk;
  const known = isKnown(value);
  return [
    Plot.dot([mark], {
      x: "x",
      y: "y",
      r: 9,
      fill: known ? scale.colorOf(value) : "var(--ground)",
      stroke: "var(--ink)",
      strokeWidth: 1.4,
    }),
    Plot.text([mark], {
      x: "x",
      y: "y",
      text: () => String(mark.number),
      fontSize: 11,
      fontWeight: 700,
      fill: known ? scale.inkOf(value) : "var(--ink)",
    }),
  ];
}

export function disputeMarks(disputes: MapDispute[], scale: RiskScale): Plot.Markish[] {
  const marks = disputeMarksOf(disputes);
  const arms = marks.flatMap((mark) => mark.ends.map((end) => ({ x1: mark.x, y1: mark.y, x2: end[0], y2: end[1] })));
  return [
    Plot.link(arms, {
      x1: "x1",
      y1: "y1",
      x2: "x2",
      y2: "y2",
      stroke: "var(--ink)",
      strokeWidth: 1.6,
      strokeLinecap: "round",
    }),
    Plot.dot(arms, { x: "x2", y: "y2", r: 2.5, fill: "var(--ink)" }),
    ...marks.flatMap((mark) => badge(mark, scale)),
  ];
}

export function countryNames(
  data: MapData,
  inkOf: (country: string) => string,
  groundOf: (country: string) => string,
  fontSize: number,
): Plot.Markish[] {
  return data.countries.flatMap((country) => {
    const place = namePlace(country.id);
    return place === undefined
      ? []
      : [
          Plot.text(
            [
              country.name.includes(" and ")
                ? country.name.replace(" and ", "\nand ")
                : country.name.replace(" ", "\n"),
            ],
            {
              x: () => place[0],
              y: () => place[1],
              fontSize,
              fontWeight: 600,
              fill: inkOf(country.id),
              stroke: groundOf(country.id),
              strokeWidth: 3,
              lineHeight: 1.1,
            },
          ),
        ];
  });
}
