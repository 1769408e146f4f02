// What every view is given, and what it finds there.
import { calendar, policyLegend, policyStyles, type PolicyStyles } from "../../charts/index.ts";
import { timeOptions } from "../../page/time_options.ts";
import type { Figure } from "../figure.ts";
import type { Entity, Outcome, Variable } from "../layout.ts";
import type { ResultFile } from "../result_file.ts";
import { orderedPolicies } from "../state_resolution.ts";
import type { ViewState } from "../view_state.ts";
import { shortName } from "./words.ts";

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

function fullStyles({ result }: ViewContext): PolicyStyles {
  const { policies, baseline } = result.facts;
  return policyStyles(orderedPolicies(result), policies.includes(baseline) ? baseline : null);
}

export function stylesOf(context: ViewContext): PolicyStyles {
  const styles = fullStyles(context);
  return { of: (policy) => ({ ...styles.of(policy), label: shortName(policy, context.width) }) };
}

export function legendOf(context: ViewContext): HTMLElement {
  const styles = fullStyles(context);
  return policyLegend(context.state.policies.map((policy) => styles.of(policy)));
}

export function timeOptionsOf(context: ViewContext, width: number): ReturnType<typeof timeOptions> {
  return timeOptions(calendar(context.result.facts.start), lastMonth(context), width, 62);
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
