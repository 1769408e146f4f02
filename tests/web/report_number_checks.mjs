// Checks 6 and 11 of the report page: what it prints is what the runs give, and it claims no more than that. The subject
// has two things more: `outcomes`, of each policy the raw values by run, { cost, policyCost, netPosition, openConflict };
// and `tailOf(exact, own)`, the numbers of the tail that the lead must state.
import assert from "node:assert/strict";
import { differences, mean, meanInterval, quantile, tailMean, wilsonInterval } from "./statistics.mjs";
import { expectEstimate, expectMentioned, expectNear, expectPrinted } from "./printed_numbers.mjs";
import { figureData, figuresOf, keyNumberRows, withReport } from "./report_page.mjs";

const sum = (values) => values.reduce((total, x) => total + x, 0);
const shareOf = (values, isMet) => wilsonInterval(values.filter(isMet).length, values.length);

/** What T1 must say of a policy. */
export function recomputed(outcomes, policy, baseline) {
  const own = outcomes[policy];
  return {
    cost: meanInterval(own.cost),
    middle90: [quantile(own.cost, 0.05), quantile(own.cost, 0.95)],
    change: policy === baseline ? null : meanInterval(differences(own.cost, outcomes[baseline].cost)),
    tail: tailMean(own.cost),
    policyCost: meanInterval(own.policyCost),
    netPosition: meanInterval(own.netPosition),
    openConflict: wilsonInterval(sum(own.openConflict), own.openConflict.length),
  };
}

export async function checkKeyNumbers(subject) {
  const { data, outcomes } = subject;
  await withReport(subject, async (page) => {
    const rows = (await keyNumberRows(page)).filter((row) => row.scenario === data.scenario);
    assert.deepEqual(rows.map((row) => row.policy), data.policies.slice(0, 3), "T1 must have a row for each policy shown");
    for (const row of rows) expectRow(row, recomputed(outcomes, row.policy, data.baseline));
    expectLead(await page.locator("p.lead").innerText(), subject);
    expectStatedDifferences(await figuresOf(page), data, outcomes);
  });
}

function expectRow({ policy, cells }, exact) {
  const [cost, middle, change, tail, policyCost, netPosition, openConflict] = cells;
  expectEstimateCell(cost, exact.cost, `${policy}, mean cost`);
  expectPrinted(middle.join(" "), exact.middle90, `${policy}, middle 90 %`);
  if (exact.change === null) assert.doesNotMatch(change.join(" "), /\d/, "the baseline has no change to itself");
  else expectEstimateCell(change, exact.change, `${policy}, change`);
  expectPrinted(tail[0], [exact.tail], `${policy}, mean of the worst 5 %`);
  expectEstimateCell(policyCost, exact.policyCost, `${policy}, policy cost`);
  expectEstimateCell(netPosition, exact.netPosition, `${policy}, net position`);
  expectEstimateCell(openConflict, inPercent(exact.openConflict), `${policy}, open conflict`);
}

function expectEstimateCell([value, interval, note = ""], exact, where) {
  expectPrinted(value, [exact.value], where);
  expectPrinted(interval, [exact.lower, exact.upper], `${where}, interval`);
  if (!where.endsWith("change")) return;
  assert.equal(/holds 0/.test(note), exact.lower <= 0 && exact.upper >= 0, `${where}: whether the interval holds 0 must be said and right`);
}

function inPercent({ value, lower, upper }) {
  return { value: 100 * value, lower: 100 * lower, upper: 100 * upper };
}

/** The policy of least mean cost, what it changes with the interval, and the tail that remains. */
export function expectLead(lead, { data, outcomes, tailOf }) {
  const cost = (policy) => mean(outcomes[policy].cost);
  const best = [...data.policies].sort((a, b) => cost(a) - cost(b))[0];
  assert.ok(lead.includes(best), `the lead "${lead}" does not name ${best}, which costs least`);
  if (best === data.baseline) return;
  const exact = recomputed(outcomes, best, data.baseline);
  for (const number of [exact.change.value, exact.change.lower, exact.change.upper, ...tailOf(exact, outcomes[best])]) expectMentioned(lead, number, "lead");
}

/** Titles that state the mean difference of a policy state the recomputed one. */
function expectStatedDifferences(figures, data, outcomes) {
  const title = figures.find((figure) => figure.id === "differences").title;
  const policy = data.policies.slice(1).find((one) => title.includes(one));
  if (policy === undefined) return;
  expectMentioned(title, recomputed(outcomes, policy, data.baseline).change.value, "title of the differences");
}

/** The data behind the figures are what the runs give: exceedance, dots, paired differences. */
export function expectFigureData(data, outcomes) {
  for (const row of figureData(data, "key_numbers").data.rows.filter((one) => one.scenario === data.scenario)) {
    const exact = recomputed(outcomes, row.policy, data.baseline);
    expectEstimate(row.cost, exact.cost, `${row.policy}, cost`);
    if (exact.change !== null) expectEstimate(row.change, exact.change, `${row.policy}, change`);
    expectNear(row.tail.value, exact.tail, `${row.policy}, worst 5 %`);
    expectEstimate(row.open_conflict, exact.openConflict, `${row.policy}, open conflict`, 6e-5);
  }
  const curves = figureData(data, "exceedance").data;
  for (const arm of curves.arms) expectCurve(curves, arm, outcomes[arm.policy].cost);
  for (const arm of figureData(data, "dots").data.arms) {
    arm.dots.forEach((dot, i) => expectNear(dot, quantile(outcomes[arm.policy].cost, (i + 0.5) / arm.dots.length), `${arm.policy}, dot ${i + 1}`));
    expectNear(arm.median, quantile(outcomes[arm.policy].cost, 0.5), `${arm.policy}, median`);
  }
  const paired = figureData(data, "differences").data;
  for (const arm of paired?.arms ?? []) expectPaired(paired, arm, differences(outcomes[arm.policy].cost, outcomes[data.baseline].cost));
}

function expectCurve(curves, arm, cost) {
  const slack = 1e-6; // thresholds are written with fewer digits than costs have: a run may lie on either side of one
  curves.thresholds.forEach((threshold, i) => {
    const [most, least] = [1 - slack, 1 + slack].map((factor) => shareOf(cost, (x) => x >= threshold * factor).value);
    const { value } = arm.share[i];
    assert.ok(value >= least - 6e-5 && value <= most + 6e-5, `${arm.policy}: ${value} of runs at ${threshold} or above, recomputed ${least} to ${most}`);
    expectEstimate(arm.share[i], wilsonInterval(Math.round(value * cost.length), cost.length), `${arm.policy}, exceedance of ${threshold}`, 6e-5);
  });
}

function expectPaired(paired, arm, pairs) {
  expectEstimate(arm.mean, meanInterval(pairs), `${arm.policy}, mean difference`);
  for (const [key, p] of [["p05", 0.05], ["p50", 0.5], ["p95", 0.95]]) expectNear(arm[key], quantile(pairs, p), `${arm.policy}, ${key} of differences`);
  expectEstimate(arm.cheaper, shareOf(pairs, (x) => x < 0), `${arm.policy}, share of cheaper runs`, 6e-5);
  assert.equal(sum(arm.counts), pairs.length, `${arm.policy}: the bins must hold all pairs`);
  assert.equal(arm.counts.length, paired.edges.length - 1, `${arm.policy}: a count for each bin`);
}

const claims = /\b(saves?|saving|lowers?|raises?|reduces?|increases?|cuts?|improves?|worsens?|cheaper|dearer|less|more|fewer|higher|smaller|larger)\b/i;
const denial = /\b(no|not|neither|cannot|nor)\b/i;

/** Clauses that say which way a difference goes, and do not deny it. What stands in brackets is the interval. */
export function claimsIn(text) {
  return text.replace(/\([^()]*\)/g, "").split(/[.;:]\s+/).filter((clause) => claims.test(clause) && !denial.test(clause));
}

export function holdsZero(estimate) {
  return estimate.lower === null || (estimate.lower <= 0 && estimate.upper >= 0);
}

/** Check 11: of a policy whose cost cannot be told from the baseline's nothing is claimed, in no title and not in the lead. */
export async function checkHonesty(subject) {
  const { data } = subject;
  const rows = figureData(data, "key_numbers").data.rows.filter((row) => row.scenario === data.scenario && row.change !== null);
  const unsure = rows.filter((row) => holdsZero(row.change)).map((row) => row.policy);
  assert.ok(unsure.length > 0, "the test needs a policy whose interval holds 0");
  for (const finding of findingsOnCost(data).filter((one) => unsure.includes(one.about))) {
    assert.deepEqual(claimsIn(finding.text), [], `"${finding.text}" claims a difference that cannot be told from 0`);
  }
  await withReport(subject, async (page) => {
    const shown = await figuresOf(page);
    for (const id of ["key_numbers", "differences"]) {
      const { title } = shown.find((figure) => figure.id === id);
      if (unsure.some((policy) => title.includes(policy))) assert.deepEqual(claimsIn(title), [], `the title "${title}" claims a difference that cannot be told from 0`);
    }
    const [answer] = (await page.locator("p.lead").innerText()).split(/\. |; /);
    if (unsure.length === rows.length) assert.deepEqual(claimsIn(answer), [], `the lead "${answer}" claims a difference that cannot be told from 0`);
  });
}

/** Findings on the difference in mean cost; of the frontier the clause on crisis management. */
function findingsOnCost(data) {
  const whole = ["key_numbers", "differences"].flatMap((id) => figureData(data, id).findings);
  const clauses = figureData(data, "frontier").findings.flatMap((finding) =>
    finding.text.split("; ").filter((clause) => /^crisis management/.test(clause)).map((text) => ({ about: finding.about, text })),
  );
  return [...whole, ...clauses];
}

/** Where an interval excludes 0 the direction must be right: the second half of check 11. */
export function expectRightDirections(data) {
  for (const row of figureData(data, "key_numbers").data.rows.filter((one) => one.change !== null && one.scenario === data.scenario && !holdsZero(one.change))) {
    for (const finding of ["key_numbers", "differences"].flatMap((id) => figureData(data, id).findings).filter((one) => one.about === row.policy)) {
      const [said] = claimsIn(finding.text.replace(/^[^:]*: /, ""));
      assert.ok(said !== undefined, `"${finding.text}" must say which way ${row.change.value} goes`);
      assert.equal(/\b(less|lowers?|saves?|reduces?|cuts?|cheaper)\b/i.test(said), row.change.value < 0, `"${finding.text}" has the wrong direction: ${row.change.value}`);
      expectMentioned(finding.text, row.change.value, "finding");
    }
  }
}
