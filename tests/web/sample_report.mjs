// Complete, made-up data of a report (schema detente/report@1): the input of the page's tests. The same arguments give the
// same data on every machine. `node sample_report.mjs [KIND]` prints it: rich, hostile, indistinguishable, absent,
// one_policy or twelve_policies.
import { fileURLToPath } from "node:url";
import { drawOutcomes } from "./sample_world.mjs";
import { meanInterval } from "./statistics.mjs";
import { changeOf, costs, dots, effectOnCost, exceedance, fans, keyNumbers, pairedDifferences } from "./sample_figures.mjs";
import { claims, frontier, regionMap, sensitivity, story } from "./sample_more_figures.mjs";

export const hostileNames = ["</script><img src=x onerror=alert(1)>", "a\"b'c&amp;<b>bold</b>", "${alert(1)}`\\u2028\u2028 <!-- <script>"];

const threePolicies = ["status_quo", "align_and_comply", "conditional_credible"];
const twelvePolicies = Array.from({ length: 12 }, (_, i) => `policy_number_${i + 1}_with_a_rather_long_name`);

/** Arguments of sampleReport() for every kind. */
export const kinds = {
  rich: {},
  hostile: { policies: hostileNames, title: `quickstart: ${hostileNames[0]}` },
  indistinguishable: { step: 0 },
  absent: { absent: ["fans", "map", "sensitivity", "story", "claims"] },
  one_policy: { policies: ["status_quo"] },
  twelve_policies: { policies: twelvePolicies },
};

export function sampleReport({ policies = threePolicies, months = 60, runs = 200, step = 150, absent = [], title = "sample: Western Balkans, 2026-01 to 2031-01" } = {}) {
  const world = makeWorld({ policies, months, runs, step });
  const figures = [keyNumbers, fans, exceedance, dots, pairedDifferences, costs, regionMap, sensitivity, story, frontier, claims].map((make) => make(world));
  return rounded({
    schema: "detente/report@1",
    title,
    lead: leadOf(world),
    notices: ["Model results, not forecasts. The ranges leave out what the model leaves out."],
    facts: factsOf(world),
    name: "sample", region: "Western Balkans", start: "2026-01", months,
    scenario: "baseline", scenarios: world.scenarios, baseline: policies[0], policies, runs, confidence: 0.95,
    footnotes: ["* This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and the ICJ Opinion on the Kosovo declaration of independence."],
    figures: figures.map((figure) => (absent.includes(figure.id) ? withoutData(figure) : figure)),
    methods: ["Every run of every policy has the same luck; differences are taken run by run, before means.", "Intervals are Student's of the mean, Wilson's of a share."],
    commands: ["detente run configs/western_balkans/experiments/quickstart.yaml --runs 200 --out outputs/sample", "detente report outputs/sample"],
  });
}

/** Seven digits of every number, as the command writes them: all that a page can show. */
function rounded(data) {
  return JSON.parse(JSON.stringify(data, (_, value) => (typeof value === "number" ? Number(value.toPrecision(7)) : value)));
}

function makeWorld({ policies, months, runs, step }) {
  return {
    policies, months, runs,
    scenarios: ["baseline", "us_withdraws"],
    historyRuns: 24,
    yearEnds: Array.from({ length: months / 12 + 1 }, (_, year) => 12 * year),
    quantiles: [0.05, 0.25, 0.5, 0.75, 0.95],
    arms: drawOutcomes({ policies, runs, step }),
  };
}

/** The lowest mean cost against the baseline, with its interval and the tail that remains. */
function leadOf(world) {
  const means = world.arms.map((arm) => meanInterval(arm.cost).value);
  const best = means.indexOf(Math.min(...means));
  const share = world.arms[best].cost.filter((x) => x >= 3000).length / world.runs;
  const tail = `${(100 * share).toFixed(1)} % of its runs cost MEUR 3,000 or more.`;
  if (best === 0) return `No policy has a lower mean cost than ${world.policies[0]}; ${tail}`;
  return `${effectOnCost(world.policies[best], changeOf(world, best))}; ${tail}`;
}

function factsOf(world) {
  return [
    { label: "Runs", text: `${world.runs} of each policy and scenario, in the same luck` },
    { label: "Seed", text: "20261122" },
    { label: "Precision", text: "double" },
    { label: "Revision", text: "0123456789abcdef" },
  ];
}

function withoutData(figure) {
  return { ...figure, findings: [], table: null, data: null, absent: { sentence: `${figure.topic}: this has not been analysed yet.`, command: `detente analyze OUT --${figure.id}` } };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(JSON.stringify(sampleReport(kinds[process.argv[2] ?? "rich"])) + "\n");
}
