// Means and quantiles of /summary over time, as stored, with single runs of /history over them.
import { type DrawnChart, type FanArm, fanChart, type FanData, formatNumber, inUnit } from "../../charts/index.ts";
import { readoutLine } from "../../page/readout.ts";
import { safeFileName } from "../../page/save.ts";
import type { Cell, Numbers } from "../../page/table.ts";
import type { Entity, Variable } from "../layout.ts";
import {
  chosenEntities,
  lastMonth,
  legendOf,
  policyIndex,
  scenarioIndex,
  stylesOf,
  timeOptionsOf,
  type Drawing,
  type ViewContext,
} from "./context.ts";
import * as words from "./words.ts";

const MOST_PANELS = 24;
const WIDEST_PANEL = 300; // [px], from which another column is made
const WIDEST_WHOLE_BIN = 0.1;
const ROUNDING = 1e-6; // below this share of the range a deviation is rounding: docs/result-format.md, Summary

/** All that is known of one entity under one policy. */
interface Cellful {
  entity: Entity;
  policy: string;
  mean: Float64Array; // by month, empty without summary
  bands: { at: number; quantiles: number[] }[]; // five quantiles
  singles: { run: number; values: Float64Array }[];
}

interface Loaded {
  variable: Variable;
  entities: Entity[];
  cells: Cellful[];
  runs: number[]; // by policy: how many the summary is over
  areWhole: boolean; // quantiles were rounded to whole numbers
  startsEqual: boolean;
}

export async function drawFans(context: ViewContext): Promise<Drawing> {
  const { variable } = context;
  if (variable === null) {
    return { figure: null, notes: [words.missingRecord("summary"), words.missingRecord("history")] };
  }
  const chosen = chosenEntities(context);
  const loaded = await load(context, variable, chosen.slice(0, MOST_PANELS));
  const notes: string[] = [];
  if (chosen.length > MOST_PANELS) {
    notes.push(
      `${words.count(chosen.length)} entities are too many for panels; the first ${MOST_PANELS} are shown. Choose ` +
        `one to see it.`,
    );
  }
  if (variable.summary === null) {
    notes.push(
      `${variable.name} is not in /summary, so there are no means and quantiles of it: only single runs are drawn. ` +
        `Name it under record: {summary: [...]} to have them.`,
    );
  }
  if (context.state.policies.length === 0) notes.push("No policy is chosen: choose one to see something.");
  return { figure: figureOf(context, loaded), notes };
}

async function load(context: ViewContext, variable: Variable, entities: Entity[]): Promise<Loaded> {
  const scenario = scenarioIndex(context);
  const byPolicy = await Promise.all(
    context.state.policies.map((policy) => loadPolicy(context, variable, entities, policy, scenario)),
  );
  const runs = context.result.has("summary")
    ? await Promise.all(
        context.state.policies.map((policy) => context.result.summaryRuns(policyIndex(context, policy), scenario)),
      )
    : [];
  const cells = byPolicy.flatMap((policy) => policy.cells);
  const areWhole = roundWholeQuantiles(variable, cells);
  return { variable, entities, cells, runs, areWhole, startsEqual: byPolicy.some((policy) => policy.startsEqual) };
}

async function loadPolicy(
  context: ViewContext,
  variable: Variable,
  entities: Entity[],
  policy: string,
  scenario: number,
): Promise<{ cells: Cellful[]; startsEqual: boolean }> {
  const { result, state } = context;
  const at = policyIndex(context, policy);
  const { summary } = variable;
  const mean = summary === null ? [] : await result.summary(variable, "mean", at, scenario, entities);
  const deviation = summary === null ? [] : await result.summary(variable, "sd", at, scenario, entities);
  const quantiles = summary?.hasQuantiles === true ? await result.quantiles(variable, at, scenario, entities) : [];
  const last = Math.min(state.run + state.singles, result.facts.historyRuns);
  const wanted: [number, number] = [state.run, Math.max(state.run, last)];
  const history =
    variable.inHistory && wanted[1] > wanted[0] ? await result.history(variable, at, scenario, wanted, entities) : [];
  const months = result.facts.dates.length;
  let startsEqual = false;
  const cells = entities.map((entity, index): Cellful => {
    const means = mean[index] ?? new Float64Array(0);
    const bands = bandsOf(result.facts.yearEnds, result.facts.quantiles.length, quantiles[index]);
    const atStart = means[0] ?? Number.NaN;
    const range = (summary?.highest ?? Number.NaN) - (summary?.lowest ?? Number.NaN);
    // Where all runs begin equal, the bands begin in that point; of a flow there is no value at the start.
    if (bands.length > 0 && !Number.isNaN(atStart) && (deviation[index]?.[0] ?? Infinity) <= ROUNDING * range) {
      bands.unshift({ at: 0, quantiles: new Array<number>(result.facts.quantiles.length).fill(atStart) });
      startsEqual = true;
    }
    const values = history[index] ?? new Float64Array(0);
    const singles = Array.from({ length: values.length / months }, (_, run) => ({
      run: state.run + run,
      values: values.subarray(run * months, (run + 1) * months),
    }));
    return { entity, policy, mean: means, bands, singles };
  });
  return { cells, startsEqual };
}

function bandsOf(yearEnds: number[], width: number, quantiles: Float64Array | undefined): Cellful["bands"] {
  if (quantiles === undefined) {
    return [];
  }
  return yearEnds.flatMap((at, year) => {
    const five = Array.from(quantiles.subarray(year * width, (year + 1) * width));
    return five.some(Number.isNaN) ? [] : [{ at, quantiles: five }];
  });
}

/** Inside a bin quantiles are linear; of what only takes whole values that leaves crumbs, which rounding takes away. */
function roundWholeQuantiles(variable: Variable, cells: Cellful[]): boolean {
  const width = variable.summary?.binWidth ?? Number.NaN;
  const bands = cells.flatMap((cell) => cell.bands.filter((band) => band.at > 0));
  const quantiles = bands.flatMap((band) => band.quantiles);
  // Wide bins make everything look whole, and a single value says nothing.
  const isTelling = width < WIDEST_WHOLE_BIN && new Set(quantiles.map(Math.round)).size > 1;
  const areWhole = isTelling && quantiles.every((value) => Math.abs(value - Math.round(value)) <= width);
  for (const band of areWhole ? bands : []) {
    band.quantiles = band.quantiles.map(Math.round);
  }
  return areWhole;
}

function pointsOf(values: Float64Array): { at: number; value: number }[] {
  return Array.from(values, (value, at) => ({ at, value })).filter((point) => !Number.isNaN(point.value));
}

function armOf(cell: Cellful): FanArm {
  const bands = cell.bands.map(({ at, quantiles: [q05 = 0, q25 = 0, q50 = 0, q75 = 0, q95 = 0] }) => ({
    at,
    outer: [q05, q95] as [number, number],
    inner: [q25, q75] as [number, number],
    median: q50,
  }));
  return {
    policy: cell.policy,
    bands,
    mean: pointsOf(cell.mean),
    singles: cell.singles.map((single) => pointsOf(single.values)),
  };
}

/** One range for all panels: they are there to be compared. */
function rangeOf(cells: Cellful[]): [number, number] {
  let least = Infinity;
  let most = -Infinity;
  const take = (value: number): void => {
    if (value < least) least = value;
    if (value > most) most = value;
  };
  for (const cell of cells) {
    cell.mean.forEach(take);
    cell.bands.forEach((band) => band.quantiles.forEach(take));
    cell.singles.forEach((single) => single.values.forEach(take));
  }
  if (!Number.isFinite(least)) return [0, 1];
  if (least === most) return [Math.min(0, least), Math.max(1, most)];
  const room = 0.04 * (most - least);
  // Nothing that cannot be negative is shown below zero, and a range that nearly begins at zero begins there.
  return [least >= 0 && least < 0.2 * most ? 0 : least >= 0 ? Math.max(0, least - room) : least - room, most + room];
}

function figureOf(context: ViewContext, loaded: Loaded): Drawing["figure"] {
  const { variable, entities } = loaded;
  const columns = Math.max(1, Math.min(entities.length, Math.floor((context.width + 16) / (WIDEST_PANEL + 16)), 3));
  const width = Math.floor((context.width - 16 * (columns - 1)) / columns);
  const [lowest, highest] = rangeOf(loaded.cells);
  const time = timeOptionsOf(context, width);
  const panels = entities.map(
    (entity): FanData => ({
      title: entity.label === "" ? words.capital(words.shortMeaning(variable.meaning, variable.name)) : entity.label,
      label: words.shortMeaning(variable.meaning, variable.name),
      unit: variable.unit,
      lowest,
      highest,
      last: lastMonth(context),
      arms: loaded.cells.filter((cell) => cell.entity === entity).map(armOf),
    }),
  );
  const options = {
    width,
    height: columns === 1 ? Math.min(340, Math.max(210, width * 0.5)) : 200,
    styles: stylesOf(context),
    ...time,
  };
  const charts = panels.map((panel) =>
    fanChart(panel, { ...options, showMean: showsMean(context, loaded), isStepped: loaded.areWhole }),
  );
  return {
    fileName: safeFileName([context.result.facts.title, "fans", variable.name, context.state.scenario]),
    title: titleOf(context, loaded),
    statement: statementOf(context, loaded),
    caption: captionOf(context, loaded),
    legend: legendOf(context),
    charts,
    columns,
    beside: [readoutOf(context, loaded, charts)],
    numbers: numbersOf(context, loaded),
  };
}

/** Of what takes few whole values the median hardly moves, so the mean says more. */
function showsMean(context: ViewContext, loaded: Loaded): boolean {
  return context.state.line === "mean" || (context.state.line === "automatic" && loaded.areWhole);
}

function titleOf(context: ViewContext, { variable, entities }: Loaded): string {
  const what = words.capital(words.shortMeaning(variable.meaning, variable.name)) + inUnit(variable.unit);
  const entity = entities[0];
  const { facts } = context.result;
  const span = `${facts.start} to ${facts.dates.at(-1) ?? ""}`;
  return entities.length === 1 && entity !== undefined && entity.label !== ""
    ? `${what}: ${entity.label}, ${span}`
    : `${what}, ${span}`;
}

/** The mean at the end, of one entity, or of the one that differs most between the first two policies. */
function statementOf(context: ViewContext, { cells, entities, variable }: Loaded): string {
  const { policies } = context.state;
  const end = context.result.facts.dates.at(-1) ?? "the end";
  const endOf = (entity: Entity, policy: string): number =>
    cells.find((cell) => cell.entity === entity && cell.policy === policy)?.mean.at(-1) ?? Number.NaN;
  const gap = (entity: Entity): number => Math.abs(endOf(entity, policies[1] ?? "") - endOf(entity, policies[0] ?? ""));
  const ranked = entities
    .filter((entity) => !Number.isNaN(endOf(entity, policies[0] ?? "")))
    .sort((a, b) => (gap(b) || 0) - (gap(a) || 0));
  const shown = ranked[0];
  if (variable.summary === null || shown === undefined) return "";
  if (policies.length === 1 && ranked.length > 1) {
    const policy = policies[0] ?? "";
    const byEnd = [...ranked].sort((a, b) => endOf(b, policy) - endOf(a, policy));
    const ends = [byEnd[0], byEnd.at(-1)].map((entity) =>
      entity === undefined ? "" : `${entity.label} (${formatNumber(endOf(entity, policy))})`,
    );
    return `At ${end} the mean over runs is highest for ${ends[0]} and lowest for ${ends[1]}.`;
  }
  const values = policies.map((policy) => `${formatNumber(endOf(shown, policy))} under ${policy}`).join(", ");
  const where =
    shown.label === ""
      ? ""
      : entities.length > 1 && policies.length > 1
        ? ` of ${shown.label}, where the first two policies differ most,`
        : ` of ${shown.label}`;
  return `The mean over runs${where} is ${values} at ${end}.`;
}

function captionOf(context: ViewContext, loaded: Loaded): string[] {
  const { variable, cells } = loaded;
  const { result } = context;
  const hasBands = cells.some((cell) => cell.bands.length > 0);
  const range = variable.summary;
  const drawn = cells[0]?.singles.map((single) => single.run) ?? [];
  const line =
    hasBands && !showsMean(context, loaded)
      ? "Thick line: median of runs at the ends of years."
      : "Thick line: mean over runs, month by month.";
  const different = [...new Set(loaded.runs)];
  const runs =
    different.length === 1 ? words.plural(different[0] ?? 0, "run") : `${different.map(words.count).join(" or ")} runs`;
  const own = [
    hasBands
      ? "Light band: middle 90 % of runs; dark band: middle 50 %. They show how far single futures differ, not how " +
        "well the mean is known."
      : "",
    variable.summary === null ? "" : line,
    variable.summary !== null && !hasBands
      ? "There are no quantiles: no year is full, or the variable has no range."
      : "",
    drawn.length > 0
      ? `Thin lines: run${drawn.length > 1 ? "s" : ""} ${drawn.join(", ")} of ` +
        `${words.count(result.facts.historyRuns)} whose histories are kept. ${words.PAIRED_LUCK}`
      : "",
    variable.summary === null ? "" : `Mean and quantiles are over ${runs}, as stored in /summary.`,
    hasBands && range !== null
      ? `Quantiles stand at the ends of years and are right to one bin of ${formatNumber(range.binWidth)} between ` +
        `${formatNumber(range.lowest)} and ${formatNumber(range.highest)}; at an end of this range they mean "here ` +
        `or beyond".`
      : "",
    loaded.areWhole
      ? "Values are whole numbers, so quantiles are rounded to them, and bands hold halfway to the next year end."
      : "",
    loaded.startsEqual ? "All runs begin equal." : "",
  ];
  const names = loaded.entities.map((entity) => entity.label);
  return words.captionOf(context, variable, own, names);
}

function numbersOf(context: ViewContext, loaded: Loaded): Numbers {
  const { facts } = context.result;
  const { unit } = loaded.variable;
  const quantiles = facts.quantiles.map((share) => ({
    key: `quantile_${share}`,
    label: `${100 * share} % quantile`,
    unit,
  }));
  const singles = loaded.cells[0]?.singles.map(({ run }) => `run_${run}`) ?? [];
  const rows = loaded.cells.flatMap((cell) => {
    const bands = new Map(cell.bands.map((band) => [band.at, band.quantiles]));
    return facts.dates.map((date, month): Cell[] => [
      cell.policy,
      cell.entity.label,
      month,
      date,
      cell.mean[month] ?? null,
      ...facts.quantiles.map((_, index) => bands.get(month)?.[index] ?? null),
      ...cell.singles.map((single) => single.values[month] ?? null),
    ]);
  });
  const names = words.columnsOf(["policy", "entity", "month", "date"]);
  const columns = [...names, ...words.columnsOf(["mean"], unit), ...quantiles, ...words.columnsOf(singles, unit)];
  return { columns, rows };
}

function readoutOf(context: ViewContext, loaded: Loaded, charts: DrawnChart[]): HTMLElement {
  const describe = (at: number): string => {
    const parts = loaded.entities.slice(0, 8).map((entity) => {
      const values = loaded.cells
        .filter((cell) => cell.entity === entity)
        .map((cell) => {
          const value = cell.mean[at] ?? cell.singles[0]?.values[at];
          return `${formatNumber(value ?? null)} ${cell.policy}`;
        });
      return `${entity.label === "" ? "" : `${entity.label}: `}${values.join(", ")}`;
    });
    const what = loaded.variable.summary === null ? "first single run" : "mean over runs";
    return `${context.result.facts.dates[at] ?? ""}, ${what}: ${parts.join("; ")}`;
  };
  return readoutLine(charts, lastMonth(context), describe);
}
