// Columns of /outcomes for the chosen policies, and what is said of them in every view that uses them.
import { formatNumber } from "../charts_used.ts";
import { runsPerObservation, type Entity, type Outcome } from "../layout.ts";
import { known } from "../statistics.ts";
import * as words from "./context.ts";
import type { ViewContext } from "./context.ts";

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

export async function loadOutcome(context: ViewContext, outcome: Outcome, entity: Entity): Promise<OutcomeColumns> {
  const scenario = words.scenarioIndex(context);
  const arms = await Promise.all(
    context.state.policies.map(async (policy): Promise<OutcomeArm> => {
      const runs = await context.result.outcome(outcome, words.policyIndex(context, policy), scenario, entity);
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

export function outcomeEntity(context: ViewContext): Entity {
  return words.chosenEntities(context)[0] ?? { key: "", label: "", position: [] };
}

/** Said above the figure: who overlooks it compares runs that are not the same ones. */
export function outcomeNotes(context: ViewContext, { arms }: OutcomeColumns): string[] {
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
    `Not every run has a value: of ${total} runs ${parts.join(", ")}. In the others there was nothing to measure, or they came to no result. The figure is of runs with a value alone, which need not be the same ones under each policy.`,
  ];
}

/** "6,726 MEUR", but "month 88", for that is a place in time. */
export function valueWords(columns: OutcomeColumns, value: number): string {
  const { unit } = columns.outcome;
  const text = columns.format(value);
  return unit === "month" ? `month ${text}` : unit === "" ? text : `${text} ${unit}`;
}

export function runsWords(context: ViewContext): string {
  return `${words.plural(context.result.facts.runs, "run")} for each policy. ${words.observationWords(context)}`;
}
