// One run, event by event: the ladder of its disputes, other events as marks, and each move with what drove it.
import { ladderChart, type LadderData, timelineChart, type TimelineData } from "../../charts/index.ts";
import { safeFileName } from "../../page/save.ts";
import type { Cell } from "../../page/table.ts";
import type { Figure } from "../figure.ts";
import type { Labels } from "../layout.ts";
import { LEVEL_NAMES, readRunEvents, type RunEvent, type RunPlace } from "../run_events.ts";
import {
  lastMonth,
  policyIndex,
  scenarioIndex,
  stylesOf,
  timeOptionsOf,
  type Drawing,
  type ViewContext,
} from "./context.ts";
import { eventLists } from "./move_list.ts";
import * as words from "./words.ts";

const MOST_LADDERS = 12;
const MOST_NUMBERED = 30; // in all
const MOST_NUMBERED_OF_ONE = 12; // in one dispute: more would hide each other

/** Which moves carry a number in the chart: all, or only those up to a level that leaves room. */
interface Numbering {
  numbers: Map<RunEvent, number>;
  fromLevel: number; // 0: all moves are numbered
}

export async function drawEvents(context: ViewContext): Promise<Drawing> {
  const { result, state } = context;
  if (result.facts.eventRuns === 0 || !result.has("events")) {
    return { figure: null, notes: [words.missingRecord("events")] };
  }
  const place = {
    policy: policyIndex(context, state.policy),
    scenario: scenarioIndex(context),
    run: state.run,
  };
  const events = await readRunEvents(result, place);
  const disputes = await result.labels("dispute");
  const starts = await startingLevels(context, place);
  const moves = events.filter((event) => event.kind === "move");
  const moved = [...new Set(moves.map((move) => move.entity))].sort((a, b) => a - b);
  const notes: string[] = [];
  if (moved.length === 0) notes.push("In this run no dispute moved on the ladder.");
  if (moved.length > MOST_LADDERS)
    notes.push(`${moved.length} disputes moved; the first ${MOST_LADDERS} are drawn, and the list has all.`);
  const numbering = numberMoves(moves);
  const ladder = ladderOf(context, moves, numbering, moved.slice(0, MOST_LADDERS), disputes, starts);
  return { figure: figureOf(context, events, numbering, ladder, disputes), notes };
}

function numberMoves(moves: RunEvent[]): Numbering {
  const upTo = (level: number): RunEvent[] =>
    level === 0 ? moves : moves.filter((move) => move.to > move.from && move.to >= level);
  const fits = (some: RunEvent[]): boolean => {
    const byDispute = new Map<number, number>();
    for (const move of some) byDispute.set(move.entity, (byDispute.get(move.entity) ?? 0) + 1);
    return some.length <= MOST_NUMBERED && Math.max(0, ...byDispute.values()) <= MOST_NUMBERED_OF_ONE;
  };
  const fromLevel = LEVEL_NAMES.findIndex((_, level) => fits(upTo(level)));
  const numbered = fromLevel < 0 ? [] : upTo(fromLevel);
  return { numbers: new Map(numbered.map((move, index) => [move, index + 1])), fromLevel };
}

/** Every run starts alike, so the summary's mean at the start is the level of each. Without it a first move tells. */
async function startingLevels(context: ViewContext, place: RunPlace): Promise<Float64Array> {
  const variable = (await context.result.variables()).find((one) => one.name === "level");
  if (variable === undefined || variable.summary === null) {
    return new Float64Array(0);
  }
  const entities = await context.result.entities(variable.axes);
  const series = await context.result.summary(variable, "mean", place.policy, place.scenario, entities);
  return Float64Array.from(series, (months) => months[0] ?? Number.NaN);
}

function ladderOf(
  context: ViewContext,
  moves: RunEvent[],
  numbering: Numbering,
  moved: number[],
  disputes: Labels,
  starts: Float64Array,
): LadderData {
  const last = lastMonth(context);
  const rows = moved.map((dispute) => {
    const own = moves.filter((move) => move.entity === dispute);
    const start = starts[dispute] ?? Number.NaN;
    let level = Number.isNaN(start) ? (own[0]?.from ?? 0) : Math.round(start);
    const levels = Array.from({ length: last + 1 }, (_, month) => {
      level = own.filter((move) => move.month === month).at(-1)?.to ?? level;
      return level;
    });
    return { id: String(dispute), name: disputes.names[dispute] ?? `dispute ${dispute}`, level: levels };
  });
  const numbered = [...numbering.numbers].map(([move, number]) => ({
    number,
    at: move.month,
    dispute: String(move.entity),
    from: move.from,
    to: move.to,
  }));
  return {
    title: `Run ${context.state.run} under ${context.state.policy}`,
    last,
    levelNames: LEVEL_NAMES,
    disputes: rows,
    moves: numbered,
  };
}

function timelineOf(context: ViewContext, others: RunEvent[]): TimelineData {
  const rows = [...new Set(others.map((event) => event.kind))].map((kind) => ({
    id: kind,
    label: kind.replaceAll("_", " "),
  }));
  const marks = others.map((event) => ({
    at: event.month,
    row: event.kind,
    label: event.text,
    policy: context.state.policy,
    strong: false,
  }));
  return { title: "Other events", last: lastMonth(context), rows, events: marks };
}

function figureOf(
  context: ViewContext,
  events: RunEvent[],
  numbering: Numbering,
  ladder: LadderData,
  disputes: Labels,
): Figure {
  const { state, result } = context;
  const options = {
    width: context.width,
    styles: stylesOf(context),
    ...timeOptionsOf(context, context.width - 180),
  };
  const moves = events.filter((event) => event.kind === "move");
  const timeline = timelineOf(
    context,
    events.filter((event) => event.kind !== "move"),
  );
  const charts: SVGSVGElement[] = [];
  if (ladder.disputes.length > 0) charts.push(ladderChart(ladder, options));
  if (timeline.events.length > 0) charts.push(timelineChart(timeline, options));
  return {
    fileName: safeFileName([result.facts.title, "events", state.policy, `run_${state.run}`, state.scenario]),
    title: `Run ${words.count(state.run)} under ${state.policy}: ${words.plural(moves.length, "move")} on the ladder`,
    statement: statementOf(context, moves, disputes),
    caption: captionOf(
      context,
      numbering,
      events.map((event) => event.text),
    ),
    legend: null,
    charts,
    columns: 1,
    beside: eventLists(events, numbering.numbers, result.facts.dates),
    numbers: numbersOf(context, events, numbering),
  };
}

function statementOf(context: ViewContext, moves: RunEvent[], disputes: Labels): string {
  const highest = Math.max(...moves.map((move) => move.to));
  const peak = moves.find((move) => move.to === highest);
  if (peak === undefined) {
    return "No dispute moved.";
  }
  const name = disputes.names[peak.entity] ?? `dispute ${peak.entity}`;
  return (
    `The highest level reached is ${highest} (${LEVEL_NAMES[highest] ?? ""}), in ${name}, first in ` +
    `${context.result.facts.dates[peak.month] ?? `month ${peak.month}`}.`
  );
}

function captionOf(context: ViewContext, { fromLevel, numbers }: Numbering, names: string[]): string[] {
  const { facts } = context.result;
  const which =
    fromLevel === 0
      ? "Numbers are those of the list."
      : `There are too many moves to number them all: those up to level ${fromLevel} or higher have a number, the ` +
        `one they have in the list.`;
  const own = [
    `Ladder: level of each dispute that moved. ${numbers.size > 0 ? which : ""}`,
    "An event of month m happens on the way from state m − 1 to state m; its date, in list and chart, is that of the " +
      "tables: the calendar month that begins when state m holds.",
    "Each move has its yearly rate at that moment and the three drivers that changed it most, as factors: above 1 " +
      "they made the move likelier, below 1 less likely. A factor tells what drove the rate, not why chance struck " +
      "in this month.",
    "One run is one possible course, not a forecast.",
    `Events of runs 0 to ${words.count(facts.eventRuns - 1)} of ${words.count(facts.runs)} are kept.`,
    words.PAIRED_LUCK,
  ];
  return words.captionOf(context, null, own, names);
}

function numbersOf(context: ViewContext, events: RunEvent[], { numbers }: Numbering): Figure["numbers"] {
  const drivers = [...new Set(events.flatMap((event) => event.drivers.map((driver) => driver.name)))];
  const fixed = ["number", "kind", "month", "date", "entity", "from", "to", "rate_per_year"];
  const columns = [
    ...words.columnsOf(fixed),
    ...drivers.map((name) => ({ key: `factor_${name}`, label: `factor ${name}`, unit: "" })),
  ];
  const rows = events.map((event): Cell[] => {
    const factors = drivers.map((name) => event.drivers.find((driver) => driver.name === name)?.factor ?? null);
    const date = context.result.facts.dates[event.month] ?? null;
    return [
      numbers.get(event) ?? null,
      event.kind,
      event.month,
      date,
      event.place,
      event.from,
      event.to,
      event.rate,
      ...factors,
    ];
  });
  return { columns, rows };
}
