// The report of real results: its numbers against the raw outcomes, and the checks of the page once more, with what the
// command writes in place of made-up data.
//
//   node tests/web/real_report_test.mjs build/release/tools/detente/detente
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { reportTemplate, scratchFolder, startBrowser } from "./browser.mjs";
import { csvRecords } from "./csv.mjs";
import { detente, reportData, restOfReport, runExperiment } from "./detente.mjs";
import { exportedOutcomes } from "./outcomes.mjs";
import { expectEstimate, expectNear } from "./printed_numbers.mjs";
import { checkAccessibility, checkNames, checkOpening, checkReadout, checkSize } from "./report_checks.mjs";
import { checkHonesty, checkKeyNumbers, expectFigureData, expectRightDirections, recomputed } from "./report_number_checks.mjs";
import { checkNarrow, checkPaper, checkToggle, checkWithoutScript } from "./report_use_checks.mjs";
import { buildReport, figureData, withReport } from "./report_page.mjs";
import { differences, mean, meanInterval, normalQuantile, studentQuantile, wilsonInterval } from "./statistics.mjs";

let browser;
let allFigures;
let usual; // three policies, 256 runs, 60 months
let few; // six runs: no difference in cost can be told from 0
const tailOf = (exact) => [exact.middle90[1], exact.tail];

// The page is made of the committed template, as the command does it: a test below compares the two.
function subjectOf(folder, ...words) {
  const data = reportData(folder, ...words);
  return { browser, folder, data, file: buildReport(data), outcomes: exportedOutcomes(folder), tailOf };
}

before(async () => {
  browser = await startBrowser();
  allFigures = restOfReport();
  usual = subjectOf(runExperiment("usual", "--runs", "256", "--set", "experiment.months=60"), ...allFigures);
  few = subjectOf(runExperiment("few", "--runs", "6", "--set", "experiment.months=60"));
});
after(() => browser.close());

test("the statistics of these tests are right themselves", () => {
  expectNear(studentQuantile(0.975, 10), 2.228138852, "Student, 10 degrees", 1e-8);
  expectNear(studentQuantile(0.975, 1), 12.70620474, "Student, 1 degree", 1e-8);
  expectNear(normalQuantile(0.975), 1.959963985, "normal", 1e-6);
  const { lower, upper } = wilsonInterval(1, 10); // Brown, Cai and DasGupta 2001
  expectNear(lower, 0.0178762, "Wilson, lower", 1e-6);
  expectNear(upper, 0.4041500, "Wilson, upper", 1e-6);
});

test("check 6: key numbers, lead and titles agree with the exported outcomes to the printed digit", () => checkKeyNumbers(usual));
test("check 6: the data of the figures are what the outcomes give", () => expectFigureData(usual.data, usual.outcomes));
test("check 6: the data of few runs too", () => expectFigureData(few.data, few.outcomes));

test("check 6: fans are the exported summary", () => {
  const fans = figureData(usual.data, "fans").data;
  const series = new Map(fans.series.map((one) => [[one.variable, one.country, one.policy].join(), one]));
  const names = fans.variables.map((variable) => variable.id).join(",");
  let compared = 0;
  for (const row of csvRecords(detente("export", usual.folder, "--table", "summary", "--variables", names))) {
    const [variable, country] = row.variable.split(".");
    const own = series.get([variable, country, row.policy].join());
    const where = `${row.variable} under ${row.policy}, month ${row.month}`;
    expectNear(own.mean[Number(row.month)], Number(row.mean), `${where}, mean`, 6e-5); // four digits are written
    const place = fans.year_ends.indexOf(Number(row.month));
    if (place < 0 || row.q50 === "") continue;
    fans.quantiles.forEach((share, i) => expectNear(own.quantile[place][i], Number(row[`q${String(Math.round(100 * share)).padStart(2, "0")}`]), `${where}, quantile ${share}`, 6e-5));
    ++compared;
  }
  assert.ok(compared >= 5 * fans.series.length, `only ${compared} ends of years were compared`);
});

test("check 6: with two scenarios each has its own key numbers", () => {
  const folder = runExperiment("scenarios", "--runs", "32", "--set", "experiment.months=60", "--set", "scenarios.use=[baseline, us_disengaged]");
  const data = reportData(folder);
  assert.deepEqual(data.scenarios, ["baseline", "us_disengaged"]);
  for (const scenario of data.scenarios) {
    const outcomes = exportedOutcomes(folder, scenario);
    for (const row of figureData(data, "key_numbers").data.rows.filter((one) => one.scenario === scenario)) {
      const exact = recomputed(outcomes, row.policy, data.baseline);
      expectEstimate(row.cost, exact.cost, `${row.policy} in ${scenario}, cost`);
      if (exact.change !== null) expectEstimate(row.change, exact.change, `${row.policy} in ${scenario}, change`);
    }
  }
});

test("check 6: with replications intervals count samples, not runs", () => {
  const folder = runExperiment("replications", "--set", "design.samples=24", "--set", "design.replications=4", "--set", "experiment.months=60");
  const data = reportData(folder);
  const outcomes = exportedOutcomes(folder);
  const bySample = (values) => Array.from({ length: 24 }, (_, sample) => mean(values.slice(4 * sample, 4 * sample + 4)));
  for (const row of figureData(data, "key_numbers").data.rows) {
    const cost = outcomes[row.policy].cost;
    expectEstimate(row.cost, meanInterval(bySample(cost)), `${row.policy}, cost`);
    if (row.change !== null) expectEstimate(row.change, meanInterval(bySample(differences(cost, outcomes[data.baseline].cost))), `${row.policy}, change`);
    assert.equal(row.cost.n, 24, "independent observations are the samples");
  }
});

test("the page of the command is the committed template with the data of --format json", () => {
  const file = path.join(scratchFolder, "usual.html");
  detente("report", usual.folder, "--out", file, ...allFigures);
  const [written, template] = [file, reportTemplate].map((one) => fs.readFileSync(one, "utf8"));
  const [before, after] = template.split("@REPORT_DATA@");
  assert.ok(written.startsWith(before) && written.endsWith(after), "the program carries another template than tools/web/dist/report.html: build it again");
  const held = written.slice(before.length, written.length - after.length);
  assert.deepEqual(JSON.parse(held), usual.data);
  assert.doesNotMatch(held, /</, "a < in the data could end its script");
});

test("a report has all figures if it is given what they need", () => {
  assert.deepEqual(usual.data.figures.filter((figure) => figure.data === null).map((figure) => figure.id), []);
});

test("the commands that make an absent figure have the options that they are written with", () => {
  const { figures } = few.data;
  const calls = figures.flatMap((figure) => figure.absent?.command.split("&&") ?? []).map((call) => call.trim().split(/\s+/));
  assert.ok(calls.length >= 2, "the report of a small result lacks figures");
  for (const [program, subcommand, ...words] of calls) {
    assert.equal(program, "detente");
    const help = detente(subcommand, "--help");
    for (const option of words.filter((word) => word.startsWith("--"))) assert.ok(help.includes(option), `detente ${subcommand} has no option ${option}`);
  }
});

test("both axes of the exceedance curve have labels enough to read them", async () => {
  await withReport(usual, async (page) => {
    const labels = await page.locator("#exceedance svg[role=img] text").allTextContents();
    const thresholds = labels.filter((label) => /^\d{1,3}(,\d{3})*$/.test(label));
    assert.ok(thresholds.length >= 3 && labels.filter((label) => / %$/.test(label)).length >= 3, `the axes have the labels ${labels}`);
  });
});

test("check 1: opens without error or request, with all figures, in 1.5 s", () => checkOpening(usual));
test("check 2: at most 0.9 MB", () => checkSize(usual));
test("check 2: at most 0.9 MB over the 180 months of quickstart", () => {
  checkSize({ file: buildReport(reportData(runExperiment("long", "--runs", "256"))) });
});
test("check 3: every chart is an image with a name of its own that states a value", () => checkNames(usual));
test("check 4: no violation of WCAG 2.1 AA, light and dark", () => checkAccessibility(usual));
test("check 5: hover and keyboard read the same month in all fans, and the numbers of the data", () => checkReadout(usual));
test("check 7: a toggle changes titles, marks and tables, fast, and none selected is fine", () => checkToggle(usual));
test("check 8: no sideways scroll on a phone or at 200 %", () => checkNarrow(usual));
test("check 9: on A4, 4 to 12 pages, no figure split", () => checkPaper(usual));
test("check 10: without JavaScript a sentence says where the numbers are", () => checkWithoutScript(usual));
test("check 11: of six runs nothing is claimed where the interval holds 0", () => checkHonesty(few));
test("check 11: where it excludes 0 the direction is right", () => expectRightDirections(usual.data));
