// From an address to a view of this file. What the file does not have is named in a sentence and replaced.
import type { Entity, Outcome, Variable } from "./layout.ts";
import type { ResultFile } from "./result_file.ts";
import {
  listPart,
  textPart,
  THICK_LINES,
  VIEW_NAMES,
  type ThickLine,
  type ViewName,
  type ViewState,
  type WrittenState,
} from "./view_state.ts";

export interface Resolution {
  state: ViewState;
  variable: Variable | null; // null: neither summary nor histories
  outcome: Outcome | null;
  entities: Entity[]; // all there are to choose from in this view
  complaints: string[];
}

export const MOST_SINGLES = 20;
export const MOST_PAIRS = 6; // entities of two runs on one page
const PREFERRED_VARIABLES = ["governance", "level"];
const PREFERRED_OUTCOMES = ["crisis_cost"];
const MOST_POLICIES_AT_FIRST = 3; // more colours at once are hard to read

class Reader {
  readonly complaints: string[] = [];

  constructor(private readonly written: WrittenState) {
    for (const key of written.unknownKeys)
      this.complaints.push(`The address has a part "${key}" that this page does not know; it is passed over.`);
    for (const key of written.unreadable)
      this.complaints.push(`The address has a part "${key}" that cannot be read; it is passed over.`);
  }

  choose(key: string, what: string, options: readonly string[], otherwise: string): string {
    const asked = textPart(this.written, key);
    if (asked === null || options.includes(asked)) {
      return asked ?? otherwise;
    }
    const instead = otherwise === "" ? "" : ` Shown is "${otherwise}".`;
    this.complaints.push(`The address asks for the ${what} "${asked}", which is not here.${instead}`);
    return otherwise;
  }

  chooseSome(key: string, what: string, options: readonly string[], otherwise: string[]): string[] {
    const asked = listPart(this.written, key);
    if (asked === null) {
      return otherwise;
    }
    for (const one of asked.filter((name) => !options.includes(name))) {
      this.complaints.push(`The address asks for the ${what} "${one}", which is not here.`);
    }
    const found = options.filter((name) => asked.includes(name));
    return found.length > 0 || asked.length === 0 ? found : otherwise;
  }

  wholeNumber(key: string, what: string, count: number, otherwise: number): number {
    const asked = textPart(this.written, key);
    if (asked === null) {
      return otherwise;
    }
    const value = Number(asked);
    if (asked.trim() !== "" && Number.isInteger(value) && value >= 0 && value < count) {
      return value;
    }
    const range =
      count > 0
        ? `${what} are the whole numbers from 0 to ${(count - 1).toLocaleString("en-US")}`
        : `there are no ${what}`;
    this.complaints.push(`The address asks for "${asked}", but ${range}. Shown is ${otherwise}.`);
    return otherwise;
  }
}

function preferred<Named extends { name: string }>(options: Named[], names: string[]): Named | undefined {
  return (
    names.map((name) => options.find((option) => option.name === name)).find((one) => one !== undefined) ?? options[0]
  );
}

/** How many runs a view can choose from: those whose histories or events are kept. */
function runsOf(view: ViewName, result: ResultFile): number {
  return view === "events" ? result.facts.eventRuns : result.facts.historyRuns;
}

/** Baseline first: it is what the others are compared with. */
export function orderedPolicies(result: ResultFile): string[] {
  const { policies, baseline } = result.facts;
  return policies.includes(baseline) ? [baseline, ...policies.filter((policy) => policy !== baseline)] : policies;
}

export async function resolveState(written: WrittenState, result: ResultFile): Promise<Resolution> {
  const reader = new Reader(written);
  const view = reader.choose("view", "view", VIEW_NAMES, await firstView(result)) as ViewName;
  const variables = view === "fans" || view === "runs" ? await usable(view, result) : [];
  const outcomes = view === "distribution" || view === "exceedance" ? await result.outcomes() : [];
  const variable = pick(reader, "variable", variables, PREFERRED_VARIABLES);
  const outcome = pick(reader, "outcome", outcomes, PREFERRED_OUTCOMES);
  const entities = await result.entities(variable?.axes ?? outcome?.axes ?? []);
  const keys = entities.map((entity) => entity.key).filter((key) => key !== "");
  const first = keys.slice(0, 1);
  const policies = orderedPolicies(result);
  const runs = runsOf(view, result);
  const other = policies[1] ?? policies[0] ?? "";
  const run = reader.wholeNumber("run", "runs", Math.max(1, runs), 0);
  // The same run has the same luck; of a single policy the next run is the other one.
  const otherRun = policies.length > 1 ? run : Math.min(run + 1, Math.max(0, runs - 1));
  const state: ViewState = {
    view,
    scenario: reader.choose("scenario", "scenario", result.facts.scenarios, result.facts.scenarios[0] ?? ""),
    policies: reader.chooseSome("policies", "policy", policies, policies.slice(0, MOST_POLICIES_AT_FIRST)),
    variable: variable?.name ?? "",
    outcome: outcome?.name ?? "",
    // Fans are small multiples; elsewhere one chart shows one entity unless several are named.
    entities: reader.chooseSome("entity", "entity", keys, view === "fans" ? [] : first),
    singles: reader.wholeNumber("singles", "numbers of single runs", MOST_SINGLES + 1, runs > 0 ? 1 : 0),
    line: reader.choose("line", "line", THICK_LINES, "automatic") as ThickLine,
    run,
    form: reader.choose("form", "form", ["dots", "histogram"], "dots") as "dots" | "histogram",
    policy: reader.choose("policy", "policy", policies, policies[0] ?? ""),
    otherPolicy: reader.choose("policy_b", "policy", policies, other),
    otherRun: reader.wholeNumber("run_b", "runs", Math.max(1, runs), otherRun),
  };
  return { state, variable, outcome, entities, complaints: reader.complaints };
}

/** Fans, if there is a variable to draw: a summary may hold nothing but numbers of runs. */
async function firstView(result: ResultFile): Promise<ViewName> {
  const mayHave = result.has("summary") || result.has("history");
  return mayHave && (await result.variables()).length > 0 ? "fans" : "distribution";
}

export async function usable(view: ViewName, result: ResultFile): Promise<Variable[]> {
  const variables = await result.variables();
  return view === "runs" ? variables.filter((variable) => variable.inHistory) : variables;
}

function pick<Named extends { name: string }>(
  reader: Reader,
  key: string,
  options: Named[],
  names: string[],
): Named | null {
  const otherwise = preferred(options, names);
  if (otherwise === undefined) {
    return null;
  }
  const name = reader.choose(
    key,
    key,
    options.map((option) => option.name),
    otherwise.name,
  );
  return options.find((option) => option.name === name) ?? otherwise;
}
