// Words that several views use.
import { inUnit } from "../../charts/index.ts";
import type { Column } from "../../page/table.ts";
import { runsPerObservation } from "../layout.ts";
import type { ViewContext } from "./context.ts";

/** Names inside charts have little room; legends and sentences have them in full. */
export function shortName(name: string, width: number): string {
  const most = width < 480 ? 20 : 28;
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

export function count(value: number): string {
  return value.toLocaleString("en-US");
}

export function plural(value: number, one: string): string {
  return `${count(value)} ${one}${value === 1 ? "" : "s"}`;
}

/** "level of escalation" of "level of escalation: 0 routine, ...", "trust, at the end" of "at the end: trust". */
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

/** Columns that have the same name in table and CSV, there with an underscore between its words. */
export function columnsOf(keys: string[], unit = ""): Column[] {
  return keys.map((key) => ({ key, label: key.replaceAll("_", " "), unit }));
}

const DESIGNATION =
  "* This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and the ICJ " +
  "Opinion on the Kosovo declaration of independence.";

/** The footnote that an asterisk in a name refers to. */
function footnoteOf(names: string[]): string {
  return names.some((name) => name.includes("Kosovo*")) ? DESIGNATION : "";
}

function scenarioWords(context: ViewContext): string {
  return context.result.facts.scenarios.length > 1 ? `Scenario ${context.state.scenario}.` : "";
}

/** What is drawn, the view's own sentences, and what they leave open; `names` are those that the figure shows. */
export function captionOf(
  context: ViewContext,
  drawn: { meaning: string; unit: string } | null,
  own: string[],
  names: string[],
): string[] {
  const what = drawn === null ? [] : [`${capital(drawn.meaning)}${inUnit(drawn.unit)}.`];
  return [...what, ...own, scenarioWords(context), footnoteOf(names)];
}

/** Whom an interval counts as independent, in words. */
export function observationWords(context: ViewContext): string {
  const { facts } = context.result;
  const cluster = runsPerObservation(facts);
  if (cluster === 1) {
    return "Each run is an independent observation.";
  }
  const sets =
    facts.samplesPerObservation > 1 ? `${count(facts.samplesPerObservation)} samples in a row` : "one sample";
  const rolls = facts.replications > 1 ? `${count(facts.replications)} replications` : "one replication";
  return `Runs are not all independent: ${sets} with ${rolls} each, ${count(cluster)} runs, count as one observation.`;
}

export const PAIRED_LUCK =
  "Run r of every policy has the same parameters and the same luck, so a difference in run r is the policy's doing.";

/** What is still possible without histories or events, and what records them. */
export function missingRecord(what: "history" | "events" | "summary"): string {
  const lines = {
    history:
      "This result keeps no histories, so single runs cannot be drawn over time. To keep some, write into the " +
      "experiment: record: {history: {variables: [level, governance], runs: {first: 256}}}",
    events:
      "This result keeps no events, so no run can be told move by move. To keep some, write into the experiment: " +
      "record: {events: {first: 512}}",
    summary:
      "This result keeps no summary, so there are no means and quantiles over time. To keep them, write into the " +
      "experiment: record: {summary: default}",
  };
  return `${lines[what]}. Distributions and exceedance of outcomes are there in every result.`;
}
