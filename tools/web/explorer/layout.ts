// What a result of detente holds and under which names: docs/result-format.md, as the page needs it.
import type { AttributeValue, DatasetDescription } from "./protocol.ts";

export const SUPPORTED_VERSION = 1;

/** What stands along an axis: ids to compare, names to read. */
export interface Labels {
  ids: string[];
  names: string[];
}

/** One of the things a variable or an outcome is measured for: a dispute, or an adversary in a country. */
export interface Entity {
  key: string; // ids joined by "/": "" where there is nothing to choose
  label: string;
  position: number[]; // along the own axes
}

export interface Variable {
  name: string;
  meaning: string;
  unit: string;
  axes: string[]; // own ones, behind the month
  summary: { hasQuantiles: boolean; binWidth: number; lowest: number; highest: number } | null;
  inHistory: boolean;
}

export interface Outcome {
  name: string;
  meaning: string;
  unit: string;
  axes: string[]; // own ones, behind the run
}

export interface ResultFacts {
  title: string;
  seed: string;
  start: string; // calendar month of state 0
  months: number;
  runs: number;
  samples: number;
  replications: number;
  samplesPerObservation: number;
  droppedRuns: number;
  design: string;
  precision: string;
  baseline: string;
  policies: string[];
  scenarios: string[];
  dates: string[]; // by month, from 0
  yearEnds: number[]; // empty: no year is full
  quantiles: number[];
  historyRuns: number;
  eventRuns: number;
}

/** Consecutive runs that share parameters and together are one independent observation. */
export function runsPerObservation(facts: ResultFacts): number {
  return Math.max(1, facts.samplesPerObservation * facts.replications);
}

/** Tells results apart without reading them: equal for the same experiment with the same luck and size. */
export function fingerprint(facts: ResultFacts): string {
  return `${facts.title}~${facts.seed}~${facts.runs}`;
}

export function textOf(value: AttributeValue | undefined): string {
  return value === undefined ? "" : String(value);
}

export function numberOf(value: AttributeValue | undefined, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

/** The unit as people read it: a pure number has none, and "level" only says again what the name says. */
export function unitOf(dataset: DatasetDescription): string {
  const unit = textOf(dataset.attributes["units"]);
  return unit === "1" || unit === "level" ? "" : unit;
}

const SUMMARY_SUFFIXES = ["_mean", "_sd", "_quantile"] as const;

/** Names of the variables that /summary has a mean of. */
export function summaryVariables(datasets: string[]): string[] {
  return datasets.filter((name) => name.endsWith("_mean")).map((name) => name.slice(0, -"_mean".length));
}

export function summaryPaths(variable: string, datasets: string[]): string[] {
  return SUMMARY_SUFFIXES.map((suffix) => variable + suffix).filter((name) => datasets.includes(name));
}

/** Combinations of the labels of some axes, the last one fastest, as they lie in the file. */
export function entitiesOf(labels: Labels[]): Entity[] {
  let entities: Entity[] = [{ key: "", label: "", position: [] }];
  for (const axis of labels) {
    entities = entities.flatMap((entity) =>
      axis.ids.map((id, index) => ({
        key: entity.key === "" ? encodeURIComponent(id) : `${entity.key}/${encodeURIComponent(id)}`,
        label: entity.label === "" ? (axis.names[index] ?? id) : `${entity.label}, ${axis.names[index] ?? id}`,
        position: [...entity.position, index],
      })),
    );
  }
  return entities;
}

/** The half-open range that holds one index. */
export function only(index: number): [number, number] {
  return [index, index + 1];
}
