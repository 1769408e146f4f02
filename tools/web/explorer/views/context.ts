// What every view is given, and words that several of them use.
import { calendar, policyStyles, type PolicyStyles } from "../charts_used.ts";
import type { Figure, LegendEntry } from "../figure.ts";
import { runsPerObservation, type Entity, type Outcome, type Variable } from "../layout.ts";
import type { ResultFile } from "../result_file.ts";
import type { ViewState } from "../view_state.ts";
import { orderedPolicies } from "../state_resolution.ts";

export interface ViewContext {
  result: ResultFile;
  state: ViewState;
  variable: Variable | null;
  outcome: Outcome | null;
  entities: Entity[]; // all there are
  width: number; // [px] for charts
}

/** A figure, or the sentences that say why there is none. */
export interface Drawing {
  figure: Figure | null;
  notes: string[];
}

export interface TimeOptions {
  formatAt: (at: number) => string;
  ticksAt: number[];
  formatTick: (at: number) => string;
}

export function stylesOf(context: ViewContext): PolicyStyles {
  const { facts } = context.result;
  const styles = policyStyles(orderedPolicies(context.result), facts.policies.includes(facts.baseline) ? facts.baseline : null);
  return { of: (policy) => ({ ...styles.of(policy), label: shortName(policy, context.width) }) };
}

/** Names inside charts have little room; legends and sentences have them in full. */
export function shortName(name: string, width: number): string {
  const most = width < 480 ? 20 : 28;
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

export function legendOf(context: ViewContext): LegendEntry[] {
  const styles = stylesOf(context);
  return context.state.policies.map((policy) => ({ style: styles.of(policy), label: policy }));
}

export function timeOptions(context: ViewContext, width: number): TimeOptions {
  const { facts } = context.result;
  const months = calendar(facts.start);
  return {
    formatAt: (at) => facts.dates[at] ?? months.date(at),
    ticksAt: months.years(lastMonth(context), Math.max(2, Math.floor(width / 62))),
    formatTick: (at) => months.year(at),
  };
}

export function lastMonth(context: ViewContext): number {
  return Math.max(0, context.result.facts.dates.length - 1);
}

export function scenarioIndex(context: ViewContext): number {
  return Math.max(0, context.result.facts.scenarios.indexOf(context.state.scenario));
}

export function policyIndex(context: ViewContext, policy: string): number {
  return context.result.facts.policies.indexOf(policy);
}

export function chosenEntities(context: ViewContext): Entity[] {
  const { entities, state } = context;
  return state.entities.length === 0 ? entities : entities.filter((entity) => state.entities.includes(entity.key));
}

export function count(value: number): string {
  return value.toLocaleString("en-US");
}

export function plural(value: number, one: string): string {
  return `${count(value)} ${one}${value === 1 ? "" : "s"}`;
}

/** "level of escalation" of "level of escalation: 0 routine, 1 ...", "governance, at the end" of "at the end: governance". */
export function shortMeaning(meaning: string, name: string): string {
  const [, when, what] = /^(mean over months|at the end): ([^:;,(]+)/.exec(meaning) ?? [];
  if (when !== undefined && what !== undefined) {
    return `${what.trim()}, ${when}`;
  }
  const short = meaning.split(/[:;,(]/)[0]?.trim() ?? "";
  // Some meanings lean on the row above them in the table of outcomes.
  return short === "" ? name : /^(the same|their)\b/.test(short) ? `${name} (${short})` : short;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function inUnit(unit: string): string {
  return unit === "" ? "" : ` [${unit}]`;
}

/** Header of a column in CSV: "mean [MEUR]". */
export function unitKey(key: string, unit: string): string {
  return key + inUnit(unit);
}

const designation =
  "* This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and the ICJ Opinion on the Kosovo declaration of independence.";

/** The footnote that an asterisk in a name refers to. */
export function footnoteOf(names: string[]): string {
  return names.some((name) => name.includes("Kosovo*")) ? designation : "";
}

export function scenarioWords(context: ViewContext): string {
  return context.result.facts.scenarios.length > 1 ? ` Scenario ${context.state.scenario}.` : "";
}

/** Whom an interval counts as independent, in words. */
export function observationWords(context: ViewContext): string {
  const { facts } = context.result;
  const cluster = runsPerObservation(facts);
  if (cluster === 1) {
    return "Each run is an independent observation.";
  }
  const sets = facts.samplesPerObservation > 1 ? `${count(facts.samplesPerObservation)} samples in a row` : "one sample";
  const rolls = facts.replications > 1 ? `${count(facts.replications)} replications` : "one replication";
  return `Runs are not all independent: ${sets} with ${rolls} each, ${count(cluster)} runs, count as one observation.`;
}

export const pairedLuck = "Run r of every policy has the same parameters and the same luck, so a difference in run r is the policy's doing.";

/** What is still possible without histories or events, and what records them. */
export function missingRecord(what: "history" | "events" | "summary"): string {
  const lines = {
    history: "This result keeps no histories, so single runs cannot be drawn over time. To keep some, write into the experiment: record: {history: {variables: [level, governance], runs: {first: 256}}}",
    events: "This result keeps no events, so no run can be told move by move. To keep some, write into the experiment: record: {events: {first: 512}}",
    summary: "This result keeps no summary, so there are no means and quantiles over time. To keep them, write into the experiment: record: {summary: default}",
  };
  return `${lines[what]}. Distributions and exceedance of outcomes are there in every result.`;
}
