// Two single runs against each other, and their difference.
import {
  type DrawnChart,
  formatNumber,
  type PolicyStyles,
  policyStyles,
  runLinesChart,
  type RunLinesData,
  textWidth,
  inUnit,
} from "../../charts/index.ts";
import { readoutLine } from "../../page/readout.ts";
import { safeFileName } from "../../page/save.ts";
import type { Cell, Column } from "../../page/table.ts";
import type { Figure } from "../figure.ts";
import type { Entity, Variable } from "../layout.ts";
import { MOST_PAIRS } from "../state_resolution.ts";
import {
  chosenEntities,
  lastMonth,
  policyIndex,
  scenarioIndex,
  timeOptionsOf,
  type Drawing,
  type ViewContext,
} from "./context.ts";
import * as words from "./words.ts";

const SMALLEST = 1e-9; // of the largest value: differences below it are rounding

interface Pair {
  entity: Entity;
  a: Float64Array; // by month
  b: Float64Array;
}

interface Sides {
  a: string;
  b: string;
}

export async function drawRuns(context: ViewContext): Promise<Drawing> {
  const { variable, result } = context;
  if (variable === null || result.facts.historyRuns === 0) {
    return { figure: null, notes: [words.missingRecord("history")] };
  }
  const chosen = chosenEntities(context);
  const entities = chosen.slice(0, MOST_PAIRS);
  const a = await historyOf(context, variable, context.state.policy, context.state.run, entities);
  const b = await historyOf(context, variable, context.state.otherPolicy, context.state.otherRun, entities);
  const pairs = entities.map(
    (entity, index): Pair => ({ entity, a: a[index] ?? new Float64Array(0), b: b[index] ?? new Float64Array(0) }),
  );
  const notes =
    chosen.length > MOST_PAIRS
      ? [`${words.count(chosen.length)} entities are too many for one page; the first ${MOST_PAIRS} are shown.`]
      : [];
  if (sidesOf(context).a === sidesOf(context).b) notes.push("Both sides are the same run, so there is no difference.");
  return { figure: figureOf(context, variable, pairs), notes };
}

function historyOf(
  context: ViewContext,
  variable: Variable,
  policy: string,
  run: number,
  entities: Entity[],
): Promise<Float64Array[]> {
  return context.result.history(
    variable,
    policyIndex(context, policy),
    scenarioIndex(context),
    [run, run + 1],
    entities,
  );
}

function sidesOf({ state }: ViewContext): Sides {
  const samePolicy = state.policy === state.otherPolicy;
  const sameRun = state.run === state.otherRun;
  const side = (policy: string, run: number): string =>
    samePolicy && !sameRun ? `run ${run}` : sameRun ? policy : `${policy} run ${run}`;
  return { a: side(state.policy, state.run), b: side(state.otherPolicy, state.otherRun) };
}

/** What the names of the sides leave out, for both have it. */
function inCommon({ state }: ViewContext): string {
  if (state.run === state.otherRun) return `, run ${state.run}`;
  return state.policy === state.otherPolicy ? ` under ${state.policy}` : "";
}

/** Side A looks like a baseline, B like a policy, also where both are runs of one policy. */
function sideStyles(): PolicyStyles {
  const styles = policyStyles(["a", "b", "difference"], "a");
  return { of: (side) => (side === "difference" ? { ...styles.of(side), dash: "none" } : styles.of(side)) };
}

function partingMonth({ a, b }: Pair): number | null {
  const largest = Math.max(...a.map((value, month) => Math.max(Math.abs(value) || 0, Math.abs(b[month] ?? 0) || 0)));
  const month = a.findIndex((value, at) => Math.abs(value - (b[at] ?? value)) > SMALLEST * largest);
  return month < 0 ? null : month;
}

function pointsOf(values: Float64Array): { at: number; value: number }[] {
  return Array.from(values, (value, at) => ({ at, value })).filter((point) => !Number.isNaN(point.value));
}

/** A little more than the values, so that no line runs along the edge. */
function rangeOf({ a, b }: Pair): { lowest: number; highest: number } {
  const values = [...a, ...b].filter((value) => !Number.isNaN(value));
  const least = Math.min(...values);
  const most = Math.max(...values);
  if (values.length === 0 || least === most) {
    return { lowest: (values[0] ?? 0) - 0.5, highest: (values[0] ?? 0) + 0.5 };
  }
  const room = 0.06 * (most - least);
  return { lowest: least >= 0 && least < room ? 0 : least - room, highest: most + room };
}

function isStepped(pairs: Pair[]): boolean {
  return pairs.every(({ a, b }) =>
    [a, b].every((values) => values.every((value) => Number.isNaN(value) || Number.isInteger(value))),
  );
}

function figureOf(context: ViewContext, variable: Variable, pairs: Pair[]): Figure {
  const sides = sidesOf(context);
  const label = words.shortMeaning(variable.meaning, variable.name);
  const charts = pairs.flatMap((pair) => pairCharts(context, variable, pair, isStepped(pairs)));
  const describe = (at: number): string => describeMonth(context, pairs, sides, at);
  return {
    fileName: safeFileName([context.result.facts.title, "runs", variable.name, sides.a, sides.b]),
    title: `${words.capital(label)}${inUnit(variable.unit)}: ${sides.a} against ${sides.b}${inCommon(context)}`,
    statement: statementOf(context, pairs, sides),
    caption: captionOf(context, variable, pairs),
    legend: null,
    charts,
    columns: 1,
    beside: [readoutLine(charts, lastMonth(context), describe)],
    numbers: numbersOf(context, variable, pairs),
  };
}

/** Both runs, and below them, on the same axis of time, the second less the first. */
function pairCharts(context: ViewContext, variable: Variable, pair: Pair, step: boolean): DrawnChart[] {
  const full = sidesOf(context);
  const sides = { a: words.shortName(full.a, context.width), b: words.shortName(full.b, context.width) };
  const label = words.shortMeaning(variable.meaning, variable.name);
  const title = pair.entity.label === "" ? words.capital(label) : pair.entity.label;
  const parting = partingMonth(pair);
  const moment = parting === null || parting === 0 ? [] : [parting];
  const base = { label, unit: variable.unit, last: lastMonth(context) };
  const marginRight = 24 + Math.max(...[sides.a, sides.b, "difference"].map((side) => textWidth(side)));
  const time = timeOptionsOf(context, context.width - marginRight);
  const options = {
    width: context.width,
    height: 230,
    marginRight: Math.min(marginRight, 0.4 * context.width),
    styles: sideStyles(),
    ...time,
  };
  const lines: RunLinesData = {
    ...base,
    title,
    ...rangeOf(pair),
    marks: moment.map((at) => ({ at, label: "here they part" })),
    lines: [
      { policy: "a", label: sides.a, points: pointsOf(pair.a), step },
      { policy: "b", label: sides.b, points: pointsOf(pair.b), step },
    ],
  };
  const gap = pair.b.map((value, month) => value - (pair.a[month] ?? Number.NaN));
  const size = 1.08 * Math.max(...gap.map((value) => Math.abs(value) || 0), 1e-12);
  const difference: RunLinesData = {
    ...base,
    title: `${title}: ${sides.b} less ${sides.a}`,
    lowest: -size,
    highest: size,
    marks: moment.map((at) => ({ at, label: "" })),
    lines: [{ policy: "difference", label: "difference", points: pointsOf(gap), step }],
  };
  return [runLinesChart(lines, options), runLinesChart(difference, { ...options, height: 150 })];
}

function describeMonth(context: ViewContext, pairs: Pair[], sides: Sides, at: number): string {
  const parts = pairs.map(({ entity, a, b }) => {
    const gap = (b[at] ?? Number.NaN) - (a[at] ?? Number.NaN);
    const values =
      `${formatNumber(a[at])} ${sides.a}, ${formatNumber(b[at])} ${sides.b}, difference ` + `${formatNumber(gap)}`;
    return entity.label === "" ? values : `${entity.label}: ${values}`;
  });
  return `${context.result.facts.dates[at] ?? ""}: ${parts.join("; ")}`;
}

function statementOf(context: ViewContext, pairs: Pair[], sides: Sides): string {
  const sentences = pairs.slice(0, 1).map((pair) => {
    const parting = partingMonth(pair);
    const name = pair.entity.label === "" ? "" : `${pair.entity.label}: `;
    if (parting === null) {
      return `${name}the two runs are equal throughout.`;
    }
    const gaps = pair.b.map((value, month) => Math.abs(value - (pair.a[month] ?? Number.NaN)) || 0);
    const largest = gaps.indexOf(Math.max(...gaps));
    const gap = (pair.b[largest] ?? 0) - (pair.a[largest] ?? 0);
    const date = (month: number): string => context.result.facts.dates[month] ?? `month ${month}`;
    const from = parting === 0 ? "they differ from the start" : `they part in ${date(parting)}`;
    return (
      `${name}${from} and are furthest apart in ${date(largest)}, where ${sides.b} is ` +
      `${formatNumber(Math.abs(gap))} ${gap > 0 ? "higher" : "lower"}.`
    );
  });
  return words.capital(sentences.join(" "));
}

function captionOf(context: ViewContext, variable: Variable, pairs: Pair[]): string[] {
  const { state, result } = context;
  const luck =
    state.run === state.otherRun
      ? words.PAIRED_LUCK
      : "These are different runs, with different luck: their difference mixes luck with policy. Choose the same run " +
        "on both sides to see what the policy did.";
  const own = [
    "Where only one line is seen the two are equal.",
    luck,
    "One pair of runs is an example and no evidence: for that see the distribution over all runs.",
    `Histories of runs 0 to ${words.count(result.facts.historyRuns - 1)} of ${words.count(result.facts.runs)} are ` +
      `kept.`,
  ];
  const names = pairs.map((pair) => pair.entity.label);
  return words.captionOf(context, variable, own, names);
}

function numbersOf(context: ViewContext, variable: Variable, pairs: Pair[]): Figure["numbers"] {
  const { state } = context;
  const sides = [`${state.policy} run ${state.run}`, `${state.otherPolicy} run ${state.otherRun}`];
  const columns: Column[] = [
    ...words.columnsOf(["entity", "month", "date"]),
    ...sides.map((side) => ({ key: side, label: side, unit: variable.unit })),
    { key: "difference", label: "second less first", unit: variable.unit },
  ];
  const rows = pairs.flatMap(({ entity, a, b }) =>
    context.result.facts.dates.map((date, month): Cell[] => [
      entity.label,
      month,
      date,
      a[month] ?? null,
      b[month] ?? null,
      (b[month] ?? Number.NaN) - (a[month] ?? Number.NaN),
    ]),
  );
  return { columns, rows };
}
