// The figures of a made-up report, each a function of the world that sample_report.mjs draws. Titles obey the rule of the
// command: no "lowers" or "raises" where the interval holds 0.
import { differences, mean, meanInterval, quantile, tailMean, wilsonInterval } from "./statistics.mjs";
import { components, countries, drawHistory, variables } from "./sample_world.mjs";

const cost = "Crisis-management cost";
const threshold = 3000;
const round = (x) => Math.round(x).toLocaleString("en-GB");
const span = (estimate) => `95 % interval ${round(estimate.lower)} to ${round(estimate.upper)}`;

export function holdsZero(estimate) {
  return !(estimate.lower > 0 || estimate.upper < 0);
}

/** What a policy does to the mean cost, in words that the interval allows. */
export function effectOnCost(policy, change) {
  if (holdsZero(change)) return `${policy}: no difference in mean cost can be told from luck (MEUR ${round(change.value)}; ${span(change)})`;
  const verb = change.value < 0 ? "lowers" : "raises";
  return `${policy} ${verb} the mean cost by MEUR ${round(Math.abs(change.value))} (difference MEUR ${round(change.value)}; ${span(change)})`;
}

function figure(id, number, topic, rest) {
  return { id, number, topic, findings: [], caption: `${topic}. Bands and intervals are 95 % unless said; n = 200 runs.`, absent: null, table: null, data: null, ...rest };
}

const interval = (key, label, unit) => [
  { key, label, unit },
  { key: `${key}_lower`, label: `${label}, lower`, unit },
  { key: `${key}_upper`, label: `${label}, upper`, unit },
];
const cells = (estimate) => (estimate ? [estimate.value, estimate.lower, estimate.upper] : [null, null, null]);

export function changeOf(world, k) {
  return meanInterval(differences(world.arms[k].cost, world.arms[0].cost));
}

export function keyNumbers(world) {
  const rows = world.scenarios.flatMap((scenario) =>
    world.arms.map((arm, k) => ({
      scenario,
      policy: arm.policy,
      cost: meanInterval(arm.cost),
      middle90: [quantile(arm.cost, 0.05), quantile(arm.cost, 0.95)],
      change: k === 0 ? null : changeOf(world, k),
      tail: { value: tailMean(arm.cost), lower: null, upper: null, n: arm.cost.length },
      policy_cost: meanInterval(arm.policyCost),
      net_position: meanInterval(arm.netPosition),
      open_conflict: wilsonInterval(arm.openConflict.reduce((a, b) => a + b), arm.openConflict.length),
    })),
  );
  return figure("key_numbers", "T1", "Key numbers", {
    findings: world.arms.slice(1).map((arm, k) => ({ about: arm.policy, text: effectOnCost(arm.policy, changeOf(world, k + 1)) })),
    table: {
      columns: [{ key: "scenario", label: "Scenario", unit: "" }, { key: "policy", label: "Policy", unit: "" }, ...interval("cost", "Mean cost", "MEUR"), ...interval("change", "Change", "MEUR")],
      rows: rows.map((row) => [row.scenario, row.policy, ...cells(row.cost), ...cells(row.change)]),
      policy_column: 1,
    },
    data: { rows },
  });
}

function fanSeries(world, variable, v, country, c, k) {
  const runs = drawHistory({ variable, country: c, policy: k, runs: world.historyRuns, months: world.months });
  return {
    variable: variable.id,
    country: country.id,
    policy: world.policies[k],
    mean: Array.from({ length: world.months + 1 }, (_, month) => mean(runs.map((run) => run[month]))),
    quantile: world.yearEnds.map((month) => world.quantiles.map((p) => quantile(runs.map((run) => run[month]), p))),
    single: [0, 1].map((run) => runs[run]),
  };
}

export function fans(world) {
  const series = variables.flatMap((variable, v) =>
    countries.flatMap((country, c) => world.policies.map((_, k) => fanSeries(world, variable, v, country, c, k))),
  );
  const last = world.quantiles.indexOf(0.5);
  return figure("fans", "F1", "Six countries through time", {
    findings: world.policies.map((policy) => ({ about: policy, text: `${policy}: the median of governance ends between 0.4 and 0.7 in all six countries` })),
    table: {
      columns: [
        { key: "variable", label: "Variable", unit: "" }, { key: "country", label: "Country", unit: "" }, { key: "policy", label: "Policy", unit: "" },
        { key: "month", label: "Month", unit: "months" }, { key: "median", label: "Median", unit: "1" },
      ],
      rows: series.flatMap((one) => world.yearEnds.map((month, y) => [one.variable, one.country, one.policy, month, one.quantile[y][last]])),
      policy_column: 2,
    },
    data: {
      months: world.months, year_ends: world.yearEnds, quantiles: world.quantiles, countries,
      variables: variables.map(({ start, ...shown }) => shown), single_runs: [0, 1], series,
    },
  });
}

const shareAtLeast = (values, x) => wilsonInterval(values.filter((value) => value >= x).length, values.length);

export function exceedance(world) {
  const thresholds = Array.from({ length: 30 }, (_, i) => 2300 * 1.025 ** i);
  const arms = world.arms.map((arm) => ({
    policy: arm.policy,
    share: thresholds.map((x) => shareAtLeast(arm.cost, x)),
    at_marked: shareAtLeast(arm.cost, threshold),
  }));
  return figure("exceedance", "F2", "How often the cost passes a threshold", {
    findings: arms.map((arm) => ({ about: arm.policy, text: `${arm.policy}: ${(100 * arm.at_marked.value).toFixed(1)} % of runs cost MEUR ${round(threshold)} or more` })),
    table: {
      columns: [{ key: "policy", label: "Policy", unit: "" }, { key: "threshold", label: "Threshold", unit: "MEUR" }, ...interval("share", "Share of runs", "1")],
      rows: arms.flatMap((arm) => thresholds.map((x, i) => [arm.policy, x, ...cells(arm.share[i])])),
      policy_column: 0,
    },
    data: { label: cost, unit: "MEUR", thresholds, marked: threshold, arms },
  });
}

export function dots(world) {
  const arms = world.arms.map((arm) => ({
    policy: arm.policy,
    dots: Array.from({ length: 50 }, (_, i) => quantile(arm.cost, (i + 0.5) / 50)),
    median: quantile(arm.cost, 0.5),
    mean: meanInterval(arm.cost),
  }));
  return figure("dots", "F3", "Fifty equally likely costs", {
    findings: arms.map((arm) => ({ about: arm.policy, text: `${arm.policy}: half of all runs cost MEUR ${round(arm.median)} or less` })),
    table: {
      columns: [{ key: "policy", label: "Policy", unit: "" }, { key: "dot", label: "Dot", unit: "" }, { key: "cost", label: cost, unit: "MEUR" }],
      rows: arms.flatMap((arm) => arm.dots.map((x, i) => [arm.policy, i + 1, x])),
      policy_column: 0,
    },
    data: { label: cost, unit: "MEUR", arms },
  });
}

export function pairedDifferences(world) {
  const all = world.arms.slice(1).map((arm) => differences(arm.cost, world.arms[0].cost));
  const [least, most] = [Math.floor(Math.min(...all.flat())), Math.ceil(Math.max(...all.flat()) + 1)];
  const edges = Array.from({ length: 21 }, (_, i) => least + ((most - least) * i) / 20);
  const arms = world.arms.slice(1).map((arm, k) => {
    const pairs = all[k];
    return {
      policy: arm.policy,
      mean: meanInterval(pairs),
      p05: quantile(pairs, 0.05),
      p50: quantile(pairs, 0.5),
      p95: quantile(pairs, 0.95),
      cheaper: wilsonInterval(pairs.filter((x) => x < 0).length, pairs.length),
      counts: edges.slice(1).map((upper, bin) => pairs.filter((x) => x >= edges[bin] && x < upper).length),
    };
  });
  return figure("differences", "F4", "Run by run against the baseline", {
    findings: arms.map((arm, k) => ({ about: arm.policy, text: effectOnCost(arm.policy, changeOf(world, k + 1)) })),
    table: {
      columns: [{ key: "policy", label: "Policy", unit: "" }, ...interval("difference", "Mean difference", "MEUR"), ...interval("cheaper", "Cheaper in", "1")],
      rows: arms.map((arm) => [arm.policy, ...cells(arm.mean), ...cells(arm.cheaper)]),
      policy_column: 0,
    },
    data: arms.length > 0 ? { label: cost, unit: "MEUR", edges, arms } : null,
    absent: arms.length > 0 ? null : { sentence: "There is one policy and nothing to compare it with.", command: "detente run EXPERIMENT --policy status_quo,align_and_comply" },
  });
}

export function costs(world) {
  const years = Array.from({ length: world.months / 12 }, (_, i) => 2026 + i);
  const part = (arm, component) => meanInterval(component.beside ? arm.policyCost : arm.cost.map((x) => x * component.share));
  const arms = world.arms.map((arm, k) => ({
    policy: arm.policy,
    by_component: components.map((component) => part(arm, component)),
    by_year: years.map((_, year) => meanInterval(arm.cost.map((x) => (x / years.length) * 0.97 ** year))),
    component_year: k === 1 ? null : components.map((component) => years.map((_, year) => (1.02 ** year * part(arm, component).value) / years.length)),
  }));
  return figure("costs", "F5", "Cost by component and year", {
    findings: arms.map((arm) => ({ about: arm.policy, text: `${arm.policy}: missions as mandated are the largest part, MEUR ${round(arm.by_component[0].value)}` })),
    table: {
      columns: [{ key: "policy", label: "Policy", unit: "" }, { key: "component", label: "Component", unit: "" }, ...interval("cost", "Cost", "MEUR")],
      rows: arms.flatMap((arm) => components.map((component, i) => [arm.policy, component.label, ...cells(arm.by_component[i])])),
      policy_column: 0,
    },
    data: { unit: "MEUR", components: components.map(({ share, ...shown }) => shown), years, arms },
  });
}
