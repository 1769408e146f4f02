// The events of one run, found by the file's index of runs: no other rows are asked for.
import { formatNumber } from "../charts/index.ts";
import { only, type Labels } from "./layout.ts";
import type { DatasetDescription, Ranges } from "./protocol.ts";
import type { ResultFile } from "./result_file.ts";

export interface Driver {
  name: string;
  factor: number; // of the yearly rate
}

export interface RunEvent {
  kind: string;
  month: number; // 1 is the first
  entity: number;
  place: string; // name of the entity; "" of the world
  from: number;
  to: number;
  text: string;
  drivers: Driver[]; // the strongest first; none where the file has none
  rate: number | null; // [1/year], with all drivers
}

export interface RunPlace {
  policy: number;
  scenario: number;
  run: number;
}

interface Kind {
  name: string;
  entities: Labels;
  hasContributions: boolean;
}

export const LEVEL_NAMES = [
  "routine",
  "political crisis",
  "coercion",
  "armed stand-off",
  "lethal clash",
  "open conflict",
];
const REGIMES = ["engaged", "transactional", "disengaged"];
const STANCES = ["cooperate", "hedge", "defy"];

export async function readRunEvents(result: ResultFile, place: RunPlace): Promise<RunEvent[]> {
  const kinds = await kindsOf(result);
  const drivers = await result.labels("driver");
  const suppliers = await result.labels("supplier");
  const events = await Promise.all(kinds.map((kind) => readKind(result, kind, place, drivers, suppliers)));
  return events.flat().sort((a, b) => a.month - b.month);
}

async function kindsOf(result: ResultFile): Promise<Kind[]> {
  const all = (await result.group("/events"))?.names ?? [];
  const names = all.filter((name) => all.includes(`${name}_first_row`));
  return Promise.all(
    names.map(async (name): Promise<Kind> => {
      const group = await result.group(`/events/${name}`);
      const [entity] = await result.describe([`/events/${name}/entity`]);
      return {
        name,
        entities: await result.labels(axisOf(entity)),
        hasContributions: group?.names.includes("contribution") === true,
      };
    }),
  );
}

/** The coordinate that an entity is a position in; older files name it in words alone. */
function axisOf(entity: DatasetDescription | undefined): string {
  const dimension = entity?.attributes["dimension"];
  if (typeof dimension === "string") {
    return dimension;
  }
  return /position in the coordinate (\w+)/.exec(String(entity?.attributes["long_name"] ?? ""))?.[1] ?? "";
}

async function readKind(
  result: ResultFile,
  kind: Kind,
  place: RunPlace,
  drivers: Labels,
  suppliers: Labels,
): Promise<RunEvent[]> {
  const at: Ranges = [only(place.policy), only(place.scenario), only(place.run)];
  const [first = 0] = await result.read(`/events/${kind.name}_first_row`, at);
  const [rows = 0] = await result.read(`/events/${kind.name}_rows`, at);
  if (rows === 0) {
    return [];
  }
  const range: [number, number] = [first, first + rows];
  const column = (name: string): Promise<Float64Array> => result.read(`/events/${kind.name}/${name}`, [range]);
  const [months, entities, from, to] = await Promise.all([
    column("month_index"),
    column("entity"),
    column("from"),
    column("to"),
  ]);
  const width = drivers.ids.length;
  const contributions =
    kind.hasContributions && width > 0
      ? await result.read(`/events/${kind.name}/contribution`, [range, [0, width]])
      : null;
  return Array.from({ length: rows }, (_, row) => {
    const part = contributions?.subarray(row * width, (row + 1) * width) ?? new Float64Array(0);
    const entity = entities[row] ?? 0;
    const event = {
      kind: kind.name,
      month: months[row] ?? 0,
      entity,
      place: kind.entities.names[entity] ?? "",
      from: from[row] ?? 0,
      to: to[row] ?? 0,
    };
    return {
      ...event,
      text: textOf(event, suppliers),
      drivers: driversOf(part, drivers),
      rate: rateOf(event.kind, part, drivers),
    };
  });
}

function driversOf(contributions: Float64Array, drivers: Labels): Driver[] {
  return Array.from(contributions, (contribution, index) => ({
    name: drivers.ids[index] ?? `driver ${index}`,
    contribution,
  }))
    .filter(({ contribution }) => contribution !== 0 && !Number.isNaN(contribution))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .map(({ name, contribution }) => ({ name, factor: Math.exp(contribution) }));
}

/** A breakdown with `level` alone was made by violence: its number is a level, not part of a rate. */
export function isMadeByViolence(kind: string, drivers: Driver[]): boolean {
  return kind === "breakdown" && drivers.length === 1 && drivers[0]?.name === "level";
}

function rateOf(kind: string, contributions: Float64Array, drivers: Labels): number | null {
  if (contributions.length === 0 || isMadeByViolence(kind, driversOf(contributions, drivers))) {
    return null;
  }
  return Math.exp(contributions.reduce((sum, one) => sum + one, 0));
}

function textOf(event: { kind: string; place: string; from: number; to: number }, suppliers: Labels): string {
  const { kind, place, from, to } = event;
  const arrow = (names: string[]): string => `${names[from] ?? from} → ${names[to] ?? to}`;
  switch (kind) {
    case "move":
      return `${place}: ${from} ${LEVEL_NAMES[from] ?? ""} → ${to} ${LEVEL_NAMES[to] ?? ""}`;
    case "settlement":
      return `${place}: an agreement`;
    case "breakdown":
      return `${place}: the agreement fails`;
    case "regime":
      return `US engagement: ${arrow(REGIMES)}`;
    case "shock":
      return `outside shock: felt ${formatNumber(from)} → ${formatNumber(to)}`;
    case "election":
      return `${place}: ${from === 1 ? "early campaign" : "campaign"} starts`;
    case "contract":
      return `${place}: main supplier ${arrow(suppliers.names)}`;
    case "surge":
      return to === 0
        ? `${place}: reinforcement is over`
        : `${place}: reinforced, ${formatNumber(from)} → ${formatNumber(to)} persons`;
    case "stance":
      return `${place}: ${arrow(STANCES)}`;
    default:
      return `${place === "" ? kind : place}: ${formatNumber(from)} → ${formatNumber(to)}`;
  }
}
