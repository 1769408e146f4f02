// Where names and marks stand: at a place of the region file where it has one, else where they cover least.
import { shapeOf } from "./atlas.ts";
import { cost, Ground, type Rectangle } from "./ground.ts";
import { mainRings, nodesOf, type Geography, type Place, type Point, type View } from "./view.ts";

export interface CountryName {
  country: string;
  lines: string;
  point: Point;
}

export interface DisputeMark {
  index: number; // of the dispute
  point: Point;
  ends: Point[]; // of lines to the parties: of a dispute between countries, or one that stands outside its own
}

export interface Disc {
  country: string; // one without a shape
  point: Point;
}

export interface Placed {
  ground: Ground; // with all of these on it
  names: CountryName[];
  marks: DisputeMark[];
  discs: Disc[];
}

export interface Dispute {
  parties: string[];
  lon?: number;
  lat?: number;
}

export interface Sizes {
  wide(line: string): number; // [px] of a line of a name
  line: number; // [px] height of a line
  wrap(name: string): string; // a name in lines
}

export const MARK = 9; // [px] radius of a dispute's mark
const MARK_ROOM = 2 * MARK + 5;
const APART = 46; // [px] wanted between the ends of a dispute's line: the mark stands between them
const END_ROOM = 8; // [px] from the border

type Spots = { point: Point; room: number }[];

interface Area {
  index: number;
  centre: Point; // where it has most room
  spots: Spots;
}

const distance = ([x, y]: Point, [toX, toY]: Point): number => Math.hypot(x - toX, y - toY);
const square = ([x, y]: Point, side: number) => ({ x, y, width: side, height: side });

function meanOf(points: Point[]): Point {
  const mean = (axis: 0 | 1): number => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return [mean(0), mean(1)];
}

function least<T>(choices: T[], costOf: (choice: T) => number): T | undefined {
  let best: { choice: T; cost: number } | undefined;
  for (const choice of choices) {
    const own = costOf(choice);
    if (best === undefined || own < best.cost) {
      best = { choice, cost: own };
    }
  }
  return best?.choice;
}

export function discRadius(width: number): number {
  return Math.max(14, Math.min(28, 0.045 * width));
}

function circle([x, y]: Point, radius: number): Point[] {
  return Array.from({ length: 24 }, (_, i): Point => {
    const turn = (i * Math.PI) / 12;
    return [x + radius * Math.cos(turn), y + radius * Math.sin(turn)];
  });
}

/** Claims the land of all countries; those without a shape get a disc amid their nodes. */
function claimLand(region: Geography, view: View, ground: Ground): Disc[] {
  const discs: Disc[] = [];
  region.countries.forEach((country, index) => {
    const shape = shapeOf(country);
    if (shape !== undefined) {
      ground.claim(
        mainRings(shape).map((ring) => ring.map(view.toPoint)),
        index,
      );
      return;
    }
    const nodes = nodesOf(country.id, region).map(view.toPoint);
    if (nodes.length > 0) {
      const radius = discRadius(view.width);
      // Two countries with the same nodes would hide each other.
      const isFree = (point: Point): boolean => discs.every((other) => distance(point, other.point) > 2 * radius + 6);
      const middle = meanOf(nodes);
      const toMiddle = (other: Point): number => distance(other, middle);
      const tries = [middle, ...ground.spotsEverywhere(radius / 2).sort((a, b) => toMiddle(a) - toMiddle(b))];
      const point = tries.find(isFree) ?? middle;
      discs.push({ country: country.id, point });
      ground.claim([circle(point, radius)], index);
    }
  });
  ground.measure();
  return discs;
}

function drawRoads(region: Geography & { segments: { corridors: string[] }[] }, view: View, ground: Ground): void {
  const points = new Map(region.nodes.map((node) => [node.id, view.toPoint([node.lon, node.lat])]));
  for (const { from, to, corridors } of region.segments) {
    const [start, end] = [points.get(from), points.get(to)];
    if (start !== undefined && end !== undefined) {
      ground.occupyLine(start, end, corridors.length > 0 ? cost.road : cost.link);
    }
  }
}

function givenPoint({ lon, lat }: { lon?: number; lat?: number }, view: View): Point | null {
  return lon === undefined || lat === undefined ? null : view.toPoint([lon, lat] satisfies Place);
}

/** A name costs what it covers, and what of it leaves its country: more where it enters another of the region. */
function placeName({ width, height }: Rectangle, area: Area, ground: Ground): Point {
  const box = { width, height };
  const ofLand = (owner: number): number => (owner === area.index ? 0 : owner < 0 ? 1.2 : 2);
  const costAt = (point: Point): number =>
    ground.costOf({ x: point[0], y: point[1], ...box }, ofLand) + 0.003 * distance(point, area.centre);
  const near = area.spots.map(({ point }) => point);
  const around = ground.spotsEverywhere(7).filter((point) => distance(point, area.centre) < 70);
  const point = least([...near, ...around], costAt) ?? area.centre;
  ground.occupy({ x: point[0], y: point[1], ...box });
  return point;
}

const MARK_LAND = 1.5; // what a mark's square outside its country costs

/** Where there is no room within, the mark stands outside, with a line to the country. */
function placeWithin(area: Area, ground: Ground): { point: Point; ends: Point[] } {
  const ofLand = (owner: number): number => (owner === area.index ? 0 : owner < 0 ? MARK_LAND : 2 * MARK_LAND);
  const costAt = (point: Point): number =>
    ground.costOf(square(point, MARK_ROOM), ofLand) + 0.004 * distance(point, area.centre);
  const around = ground.spotsEverywhere(6).filter((point) => distance(point, area.centre) < 60);
  const choices = [...area.spots.map(({ point }) => point), ...around];
  const point = least(choices, costAt) ?? area.centre;
  return { point, ends: ground.ownerAt(point) === area.index ? [] : endsAround(point, [area]) };
}

function endSpots({ spots }: Area): Point[] {
  const most = Math.max(...spots.map(({ room }) => room));
  return spots.filter(({ room }) => room >= Math.min(END_ROOM, 0.6 * most)).map(({ point }) => point);
}

const anyLand = (): number => 0;

function lineCost(from: Point, to: Point, ground: Ground): number {
  const parts = [0.1, 0.3, 0.7, 0.9].map(
    (part): Point => [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])],
  );
  return parts.reduce((sum, point) => sum + ground.costOf(square(point, 4), anyLand), 0) / parts.length;
}

/** Near the border of two countries: a point in each, the mark between them. */
function placeBetween(first: Area, second: Area, ground: Ground): { point: Point; ends: Point[] } {
  const [own, other] = [endSpots(first), endSpots(second)];
  const nearest = Math.min(...own.map((a) => Math.min(...other.map((b) => distance(a, b)))));
  const wanted = Math.max(APART, nearest);
  const pairs = own.flatMap((a) =>
    other.filter((b) => Math.abs(distance(a, b) - wanted) < 20).map((b): [Point, Point] => [a, b]),
  );
  const costOf = ([a, b]: [Point, Point]): number =>
    0.05 * Math.abs(distance(a, b) - wanted) +
    2 * ground.costOf(square(meanOf([a, b]), MARK_ROOM), anyLand) +
    ground.costOf(square(a, 8), anyLand) +
    ground.costOf(square(b, 8), anyLand) +
    lineCost(a, b, ground) +
    0.006 * (distance(a, first.centre) + distance(b, second.centre));
  const ends = least(pairs, costOf) ?? [first.centre, second.centre];
  const middle = meanOf(ends);
  const markCost = (point: Point): number =>
    ground.costOf(square(point, MARK_ROOM), anyLand) + 0.05 * distance(point, middle);
  const near = ground.spotsEverywhere(6).filter((point) => distance(point, middle) < 60);
  return { point: least([middle, ...near], markCost) ?? middle, ends };
}

/** With a given place, or between more than two: the ends are the near ones, and not under the mark. */
function endsAround(point: Point, areas: Area[]): Point[] {
  return areas.map((area) => {
    const spots = endSpots(area);
    const clear = spots.filter((spot) => distance(spot, point) > 2 * MARK);
    return least(clear, (spot) => distance(spot, point)) ?? area.centre;
  });
}

function placeDispute(dispute: Dispute, areas: Area[], view: View, ground: Ground): { point: Point; ends: Point[] } {
  const given = givenPoint(dispute, view);
  const [first, second, third] = areas;
  if (given !== null || third !== undefined) {
    const point = given ?? meanOf(areas.map(({ centre }) => centre));
    const isWithin = areas.length === 1 && ground.ownerAt(point) === first?.index;
    return { point, ends: isWithin ? [] : endsAround(point, areas) };
  }
  return first !== undefined && second !== undefined
    ? placeBetween(first, second, ground)
    : first === undefined
      ? { point: [0, 0], ends: [] }
      : placeWithin(first, ground);
}

/** Names first, since they need most room; then disputes between countries, then those within one. */
export function placeAll(
  region: Geography & { segments: { corridors: string[] }[] },
  disputes: Dispute[],
  view: View,
  sizes: Sizes,
): Placed {
  const ground = new Ground(view.width, view.height);
  const discs = claimLand(region, view, ground);
  drawRoads(region, view, ground);
  const areas = new Map<string, Area>();
  region.countries.forEach(({ id }, index) => {
    const spots = ground.spotsOf(index, 250);
    const centre = least(spots, ({ room }) => -room)?.point;
    if (centre !== undefined) {
      areas.set(id, { index, centre, spots });
    }
  });
  const places = disputes.map((dispute, index) => {
    const parties = dispute.parties.map((party) => areas.get(party)).filter((area) => area !== undefined);
    return { dispute, index, parties, isGiven: givenPoint(dispute, view) !== null };
  });
  const marks: DisputeMark[] = [];
  const mark = ({ dispute, index, parties, isGiven }: (typeof places)[number]): void => {
    if (parties.length === 0 && !isGiven) {
      return;
    }
    const placed = placeDispute(dispute, parties, view, ground);
    placed.ends.forEach((end) => {
      ground.occupyLine(placed.point, end, cost.line);
      ground.occupy(square(end, 6), cost.taken);
    });
    ground.occupy(square(placed.point, MARK_ROOM - 2));
    marks.push({ index, ...placed });
  };
  places.filter(({ isGiven }) => isGiven).forEach(mark);
  const boxOf = (lines: string, [x, y]: Point) => {
    const texts = lines.split("\n");
    return { x, y, width: Math.max(...texts.map(sizes.wide)), height: sizes.line * texts.length };
  };
  for (const country of region.countries) {
    const given = givenPoint(country, view);
    if (given !== null) {
      ground.occupy(boxOf(sizes.wrap(country.name), given));
    }
  }
  const names = region.countries.flatMap((country): CountryName[] => {
    const area = areas.get(country.id);
    const given = givenPoint(country, view);
    const lines = sizes.wrap(country.name);
    const point = given ?? (area === undefined ? null : placeName(boxOf(lines, area.centre), area, ground));
    return point === null ? [] : [{ country: country.id, lines, point }];
  });
  places.filter(({ isGiven, parties }) => !isGiven && parties.length > 1).forEach(mark);
  places.filter(({ isGiven, parties }) => !isGiven && parties.length === 1).forEach(mark);
  return { ground, names, marks: marks.sort((a, b) => a.index - b.index), discs };
}
