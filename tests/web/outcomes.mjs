// Raw outcomes by policy: of a real result by way of `detente export`, of made-up data from their world.
import { csvRecords } from "./csv.mjs";
import { detente } from "./detente.mjs";
import { drawOutcomes } from "./sample_world.mjs";

const columns = { cost: "crisis_cost", policyCost: "policy_cost", netPosition: "net_position", openConflict: "open_conflict" };

export function exportedOutcomes(folder, scenario = "baseline") {
  const text = detente("export", folder, "--table", "outcomes", "--variables", Object.values(columns).join(","), "--scenario", scenario);
  const outcomes = {};
  for (const record of csvRecords(text)) {
    const own = (outcomes[record.policy] ??= Object.fromEntries(Object.keys(columns).map((key) => [key, []])));
    for (const [key, column] of Object.entries(columns)) own[key].push(record[column] === "" ? NaN : Number(record[column]));
  }
  return outcomes;
}

export function sampleOutcomes({ policies, runs = 200, step = 150 }) {
  const arms = drawOutcomes({ policies, runs, step });
  return Object.fromEntries(arms.map(({ policy, ...outcomes }) => [policy, outcomes]));
}
