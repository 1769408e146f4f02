// Columns of /outcomes for the chosen policies, and what is said of them in every view that uses them.
import { formatNumber, inUnit, withUnit } from "../../charts/index.ts";
import { safeFileName } from "../../page/save.ts";
import type { Figure } from "../figure.ts";
import { runsPerObservation, type Entity, type Outcome } from "../layout.ts";
import { known } from "../statistics.ts";
import { chosenEntities, policyIndex, scenarioIndex, type Drawing, type ViewContext } from "./context.ts";
import * as words from "./words.ts";

export interface OutcomeArm {
  policy: string;
  runs: Float64Array; // one value each, NaN where there is none
  present: number;
}

export interface OutcomeColumns {
  outcome: Outcome;
  entity: Entity;
  label: string;
  arms: OutcomeArm[];
  cluster: number;
  format: (value: number | null | undefined) => string;
}

/** Loads the chosen outcome and draws it. */
export async function drawOutcome(
  context: ViewContext,
  figureOf: (columns: OutcomeColumns) => Figure,
): Promise<Drawing> {
  const { outcome } = context;
  if (outcome === null) {
    return { figure: null, notes: ["This result has no outcomes."] };
  }
  const entity = chosenEntities(context)[0] ?? { key: "", label: "", position: [] };
  const columns = await loadOutcome(context, outcome, entity);
  return { figure: figureOf(columns), notes: outcomeNotes(context, columns) };
}

async function loadOutcome(context: ViewContext, outcome: Outcome, entity: Entity): Promise<OutcomeColumns> {
  const scenario = scenarioIndex(context);
  const arms = await Promise.all(
    context.state.policies.map(async (policy): Promise<OutcomeArm> => {
      const runs = await context.result.outcome(outcome, policyIndex(context, policy), scenario, entity);
      return { policy, runs, present: known(runs).length };
    }),
  );
  const name = words.capital(words.shortMeaning(outcome.meaning, outcome.name));
  return {
    outcome,
    entity,
    label: entity.label === "" ? name : `${name}, ${entity.label}`,
    arms,
    cluster: runsPerObservation(context.result.facts),
    format: formatNumber,
  };
}

/** Said above the figure: who overlooks it compares runs that are not the same ones. */
function outcomeNotes(context: ViewContext, { arms }: OutcomeColumns): string[] {
  if (arms.length === 0) {
    return ["No policy is chosen: choose one to see something."];
  }
  const total = words.count(context.result.facts.runs);
  const some = arms.filter((arm) => arm.present < context.result.facts.runs);
  if (some.length === 0) {
    return [];
  }
  const parts = some.map((arm) => `${arm.present === 0 ? "none" : words.count(arm.present)} under ${arm.policy}`);
  return [
    `Not every run has a value: of ${total} runs ${parts.join(", ")}. In the others there was nothing to measure, or ` +
      `they came to no result. The figure is of runs with a value alone, which need not be the same ones under each ` +
      `policy.`,
  ];
}

/** "6,726 MEUR", but "month 88", for that is a place in time. */
export function valueWords(columns: OutcomeColumns, value: number): string {
  const { unit } = columns.outcome;
  const text = columns.format(value);
  return unit === "month" ? `month ${text}` : withUnit(text, unit);
}

/** What figures of an outcome share; `kind` goes into the name of the file, `how` into the title, `own` the caption. */
export function outcomeFrame(
  context: ViewContext,
  { outcome, label, entity }: OutcomeColumns,
  kind: string,
  how: string,
  own: string[],
): Pick<Figure, "fileName" | "title" | "caption" | "columns"> {
  const { facts } = context.result;
  const sentences = [
    ...own,
    `${words.plural(facts.runs, "run")} for each policy. ${words.observationWords(context)}`,
    words.PAIRED_LUCK,
    "Computed in this page from the outcomes of all runs.",
  ];
  const drawn = { meaning: outcome.meaning || outcome.name, unit: outcome.unit };
  return {
    fileName: safeFileName([facts.title, kind, outcome.name, entity.key, context.state.scenario]),
    title: `${label}${inUnit(outcome.unit)}: ${how}`,
    caption: words.captionOf(context, drawn, sentences, [entity.label]),
    columns: 1,
  };
}
