// F6 to F10 of the made-up report: map, sensitivity, one run told, frontier, claims.
import { mean, meanInterval, wilsonInterval } from "./statistics.mjs";
import { countries } from "./sample_world.mjs";

function figure(id, number, topic, rest) {
  return { id, number, topic, findings: [], caption: `${topic}. Intervals are 95 %; n = 200 runs.`, absent: null, table: null, data: null, ...rest };
}

const column = (key, label, unit = "") => ({ key, label, unit });
const interval = (key, label, unit) => [column(key, label, unit), column(`${key}_lower`, `${label}, lower`, unit), column(`${key}_upper`, `${label}, upper`, unit)];
const cells = (estimate) => [estimate.value, estimate.lower, estimate.upper];

const nodes = [
  { id: "DURRES", name: "Durrës", lon: 19.45, lat: 41.32 }, { id: "TIRANA", name: "Tirana", lon: 19.82, lat: 41.33 },
  { id: "PRISTINA", name: "Pristina", lon: 21.17, lat: 42.66 }, { id: "SKOPJE", name: "Skopje", lon: 21.43, lat: 42.0 },
  { id: "BELGRADE", name: "Belgrade", lon: 20.46, lat: 44.82 }, { id: "SARAJEVO", name: "Sarajevo", lon: 18.41, lat: 43.86 },
  { id: "BAR", name: "Bar", lon: 19.1, lat: 42.09 }, { id: "NIS", name: "Niš", lon: 21.9, lat: 43.32 },
];
const segment = (from, to, country, ...corridors) => ({ id: `${from}_${to}`, from, to, corridors, country, km: 180 });
const segments = [
  segment("DURRES", "TIRANA", "ALB", "VIII"), segment("TIRANA", "PRISTINA", "XKX", "R7"), segment("PRISTINA", "NIS", "SRB", "R7"),
  segment("SKOPJE", "NIS", "MKD", "X"), segment("NIS", "BELGRADE", "SRB", "X", "R7"), segment("BELGRADE", "SARAJEVO", "BIH", "R3"), segment("BAR", "BELGRADE", "MNE", "R4"),
];
const disputes = [
  { id: "BEL_PRI", name: "Belgrade – Pristina", parties: ["SRB", "XKX"] },
  { id: "RS", name: "Republika Srpska", parties: ["BIH"] },
  { id: "SRB_MNE", name: "Serbia – Montenegro", parties: ["SRB", "MNE"] },
];
const dateOf = (month) => `${2026 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;

export function regionMap(world) {
  const months = world.yearEnds.slice(1);
  const corridors = ["VIII", "R7", "X", "R3", "R4"].map((id) => ({ id }));
  const arms = world.policies.map((policy, k) => ({
    policy,
    risk: disputes.map((_, d) => months.map((_, m) => wilsonInterval(Math.max(0, 4 + 3 * m - 2 * d - k), world.runs))),
    mean_level: k === 2 ? null : disputes.map((_, d) => months.map((_, m) => 1.2 - 0.3 * d + 0.02 * m)),
    throughput: meanInterval(world.arms[k].cost.map((x) => 6 + k / 10 + x / 1e5)),
    loss: corridors.map((_, i) => meanInterval(world.arms[k].cost.map((x) => 0.4 * i + x / 1e5))),
  }));
  return figure("map", "F6", "Where a lethal clash may come", {
    findings: arms.map((arm) => ({ about: arm.policy, text: `${arm.policy}: Belgrade – Pristina reaches a lethal clash in ${(100 * arm.risk[0].at(-1).value).toFixed(1)} % of runs` })),
    table: {
      columns: [column("policy", "Policy"), column("dispute", "Dispute"), column("month", "Month", "months"), ...interval("risk", "Share of runs", "1")],
      rows: arms.flatMap((arm) => disputes.flatMap((dispute, d) => months.map((month, m) => [arm.policy, dispute.name, month, ...cells(arm.risk[d][m])]))),
      policy_column: 0,
    },
    data: { countries, nodes, segments, corridors, disputes, level: 4, level_name: "lethal clash", months, dates: months.map(dateOf), throughput_unit: "class units", arms },
  });
}

function sensitivityRow(i) {
  const size = 0.5 * 0.72 ** i;
  const around = (value, half) => ({ value, lower: Math.max(0, value - half), upper: value + half, n: 128 });
  return {
    number: `escalation.b_${i}`,
    label: `Effect of driver ${i} on escalation`,
    status: ["data", "literature", "judgement", ""][i % 4],
    main: around(size * 0.7, 0.05),
    total: around(size, 0.07),
    mean: null, // of indices
  };
}

export function sensitivity(world) {
  const rows = Array.from({ length: 14 }, (_, i) => sensitivityRow(i));
  const table = (policy, less) => ({ policy, less, luck: { value: 0.31, lower: 0.25, upper: 0.37, n: 128 }, rows });
  const tables = [table(world.policies[0], null), ...world.policies.slice(1).map((policy) => table(policy, world.policies[0]))];
  return figure("sensitivity", "F7", "What matters", {
    findings: world.policies.map((policy) => ({ about: policy, text: `${policy}: ${rows[0].label} matters most, 50 % of the variance` })),
    table: {
      columns: [column("policy", "Policy"), column("number", "Number"), ...interval("total", "Total index", "1")],
      rows: tables.flatMap((one) => one.rows.map((row) => [one.policy, row.number, ...cells(row.total)])),
      policy_column: 0,
    },
    data: { outcome: "Crisis-management cost", unit: "MEUR", measure: "sobol", tables },
  });
}

const levelNames = ["routine", "political crisis", "coercion", "armed stand-off", "lethal clash", "open conflict"];
const moves = [[4, 0, 1], [9, 1, 2], [15, 2, 3], [17, 3, 4], [22, 4, 3], [30, 3, 1], [41, 1, 0]];

function levelsOf(months) {
  return Array.from({ length: months + 1 }, (_, month) => moves.reduce((level, [at, , to]) => (month >= at ? to : level), 0));
}

function eventOf([month, from, to], i) {
  return {
    number: i + 1, month, date: dateOf(month - 1), dispute: "BEL_PRI", from, to,
    text: `Belgrade – Pristina: ${from} ${levelNames[from]} → ${to} ${levelNames[to]}`,
    rate: i === 5 ? null : 0.8 + i, reference_rate: i === 5 ? null : 0.4,
    drivers: [{ driver: "tension", label: "tension of the dispute", factor: 2.4 }, { driver: "presence", label: "missions on the ground", factor: 0.7 }],
    before: ["tension rose from 0.31 to 0.58 in the year before", "the United States became transactional in 2026-03"],
  };
}

export function story(world) {
  const events = moves.filter(([month]) => month <= world.months).map(eventOf);
  const policy = world.policies.at(-1);
  const own = world.arms.at(-1).cost;
  return figure("story", "F8", "One run told", {
    findings: [{ about: policy, text: `${policy}, run 17: Belgrade – Pristina came to a lethal clash in 2027-05 and was calm again two years later` }],
    table: {
      columns: [column("number", "No."), column("date", "Date"), column("event", "Event"), column("rate", "Rate", "1/year")],
      rows: events.map((event) => [event.number, event.date, event.text, event.rate]),
      policy_column: null,
    },
    data: {
      policy, run: 17, why: "the run whose cost is nearest to the mean of the worst 5 %",
      dates: Array.from({ length: world.months + 1 }, (_, month) => dateOf(month)),
      disputes: [{ id: "BEL_PRI", name: "Belgrade – Pristina", level: levelsOf(world.months) }, { id: "RS", name: "Republika Srpska", level: levelsOf(world.months).map((level) => Math.min(level, 1)) }],
      level_names: levelNames, events,
      cost: { value: own[17], share_below: own.filter((x) => x < own[17]).length / own.length, median: mean(own) },
    },
  });
}

export function frontier(world) {
  const standings = ["efficient", "undecided", "dominated"];
  const points = world.arms.map((arm, k) => ({ policy: arm.policy, policy_cost: meanInterval(arm.policyCost), crisis_cost: meanInterval(arm.cost), standing: standings[k % 3] }));
  return figure("frontier", "F9", "Policy money against crisis money", {
    findings: points.map((point) => ({ about: point.policy, text: `${point.policy} is ${point.standing}: MEUR ${Math.round(point.policy_cost.value)} of policy money` })),
    table: {
      columns: [column("policy", "Policy"), ...interval("policy_cost", "Policy money", "MEUR"), ...interval("crisis_cost", "Crisis cost", "MEUR"), column("standing", "Standing")],
      rows: points.map((point) => [point.policy, ...cells(point.policy_cost), ...cells(point.crisis_cost), point.standing]),
      policy_column: 0,
    },
    data: { unit: "MEUR", points },
  });
}

export function claims() {
  const listed = [
    { id: "C01", says: "Conditional access buys stability.", section: "1", verdict: "holds", detail: "In all three scenarios." },
    { id: "C02", says: "Speed without conditions is cheaper.", section: "2", verdict: "fails", detail: "The cost is MEUR 320 higher." },
    { id: "C03", says: "Mobility deters.", section: "3", verdict: "depends", detail: "Only where the United States stays engaged." },
  ];
  return figure("claims", "F10", "Claims of the brief", {
    table: {
      columns: [column("claim", "Claim"), column("says", "What it says"), column("verdict", "Verdict"), column("detail", "Where")],
      rows: listed.map((claim) => [claim.id, claim.says, claim.verdict, claim.detail]),
      policy_column: null,
    },
    data: { claims: listed, source: "docs/evidence/claims.json" },
  });
}
