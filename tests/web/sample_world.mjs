// A small made-up ensemble: what a result would hold, drawn from fixed luck, for sample_report.mjs. No number here is a
// result of the model.

export const countries = [
  { id: "ALB", name: "Albania" },
  { id: "BIH", name: "Bosnia and Herzegovina" },
  { id: "XKX", name: "Kosovo*" },
  { id: "MNE", name: "Montenegro" },
  { id: "MKD", name: "North Macedonia" },
  { id: "SRB", name: "Serbia" },
];

export const variables = [
  { id: "governance", label: "Governance", unit: "1", lowest: 0, highest: 1, start: 0.45 },
  { id: "alignment", label: "Alignment with the Union", unit: "1", lowest: 0, highest: 1, start: 0.6 },
  { id: "total_pressure", label: "Hybrid pressure", unit: "1", lowest: 0, highest: 1, start: 0.3 },
];

export const components = [
  { id: "mission_baseline", label: "Missions as mandated", beside: false, share: 0.8 },
  { id: "mediation", label: "Mediation", beside: false, share: 0.05 },
  { id: "stabilisation", label: "Stabilisation", beside: false, share: 0.13 },
  { id: "leakage", label: "Leakage", beside: false, share: 0.02 },
  { id: "policy", label: "Policy money", beside: true, share: 0 },
];

/** Uniform numbers in [0, 1) of a seed, the same on every machine (mulberry32). */
export function uniformNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function normalNumbers(seed) {
  const uniform = uniformNumbers(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/**
 * Costs by policy and run, with luck in common. Policy k costs `step * k` less in the mean, so with step 0 no difference
 * can be told from 0.
 */
export function drawOutcomes({ policies, runs, step }) {
  const luck = normalNumbers(11);
  const shared = Array.from({ length: runs }, () => 2400 + 250 * Math.exp(0.9 * luck()));
  return policies.map((policy, k) => {
    const own = normalNumbers(100 + k);
    const cost = shared.map((x) => x * (1 + 0.02 * own()) - step * k);
    const policyCost = shared.map(() => 500 + 130 * k + 4 * own());
    return {
      policy,
      cost,
      policyCost,
      netPosition: cost.map((x) => 9000 + 60 * k - x),
      openConflict: cost.map((x) => (x > 3600 - 50 * k ? 1 : 0)),
    };
  });
}

/** Values by run and month of one variable in one country: a random walk that stays within its range. */
export function drawHistory({ variable, country, policy, runs, months }) {
  const start = variable.start + 0.04 * country;
  return Array.from({ length: runs }, (_, run) => {
    const luck = normalNumbers(1e6 * country + 1000 * run + variable.id.length); // the same of all policies
    const path = [start];
    for (let month = 1; month <= months; ++month) {
      const next = path[month - 1] + 0.0005 * (policy + 1) + 0.012 * luck();
      path.push(Math.min(Math.max(next, variable.lowest), variable.highest));
    }
    return path;
  });
}
