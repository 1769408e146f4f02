// What the checks are worth: faults are planted in copies of the pages, and each must be found by the one check that is
// meant for it. A check that finds nothing, or one that fails for another's fault, is a check to be mended.
//
//   node tests/web/planted_faults_test.mjs build/release/tools/detente/detente
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { explorerPage, reportTemplate, scratchFolder, startBrowser } from "./browser.mjs";
import { runExperiment } from "./detente.mjs";
import * as explorer from "./explorer_checks.mjs";
import { sampleOutcomes } from "./outcomes.mjs";
import { checkAccessibility, checkNames, checkOpening, checkReadout } from "./report_checks.mjs";
import { checkKeyNumbers } from "./report_number_checks.mjs";
import { buildReport, figureData } from "./report_page.mjs";
import { checkNarrow, checkPaper, checkToggle, checkWithoutScript } from "./report_use_checks.mjs";
import { sampleReport } from "./sample_report.mjs";

const settings = { months: 24, absent: ["dots", "costs", "map", "sensitivity", "story", "frontier", "claims"] };
const data = sampleReport(settings);
const outcomes = sampleOutcomes({ ...settings, policies: data.policies });
const tailOf = (_, own) => [(100 * own.cost.filter((x) => x >= 3000).length) / own.cost.length];
let browser;

before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

const reportChecks = {
  opening: checkOpening,
  names: checkNames,
  accessibility: checkAccessibility,
  readout: checkReadout,
  "key numbers": checkKeyNumbers,
  toggle: checkToggle,
  narrow: checkNarrow,
  paper: checkPaper,
  "without script": checkWithoutScript,
};

/** Replaces what stands in a page exactly once, so that a fault that no longer fits is noticed. */
function replaced(html, what, by) {
  assert.equal(html.split(what).length, 2, `the page must have "${what}" once to plant a fault there`);
  return html.replace(what, () => by);
}

async function checksThatFail(checks, subject) {
  const failing = [];
  for (const [name, check] of Object.entries(checks)) {
    await Promise.resolve(check(subject)).catch((error) => {
      assert.equal(error.code, "ERR_ASSERTION", `the check "${name}" broke instead of failing: ${error.stack}`);
      failing.push(name);
    });
  }
  return failing;
}

/** The page is drawn from faulty data or a faulty template; what it should show stays as it is. */
function faultyReport({ change = () => undefined, plant = (html) => html }) {
  const faulty = structuredClone(data);
  change(faulty);
  return { browser, data, outcomes, tailOf, fewestPages: 2, file: buildReport(faulty, plant(fs.readFileSync(reportTemplate, "utf8"))) };
}

test("the sound report passes all checks", async () => {
  assert.deepEqual(await checksThatFail(reportChecks, faultyReport({})), []);
});

const reportFaults = [
  ["a wrong paired difference", "key numbers", {
    change: (faulty) => {
      const change = figureData(faulty, "key_numbers").data.rows.find((row) => row.policy === "align_and_comply").change;
      change.value += 2;
    },
  }],
  ["a wrong value under the pointer", "readout", {
    change: (faulty) => {
      const series = figureData(faulty, "fans").data.series.find((one) => one.country === "MNE");
      series.mean = series.mean.map((value) => value + 0.002);
    },
  }],
  ["weak contrast in the dark", "accessibility", { plant: (html) => html.replace("</style>", () => "@media (prefers-color-scheme: dark) { .caption { color: #555 } }</style>") }],
  ["a dead toggle", "toggle", {
    plant: (html) => html.replace("<body>", () => `<body><script>addEventListener("change", (event) => event.target.type === "checkbox" && event.stopImmediatePropagation(), true)</script>`),
  }],
  ["a block wider than a phone", "narrow", { plant: (html) => html.replace("</style>", () => "@media screen { .caption { min-width: 600px } }</style>") }],
  ["a picture from elsewhere", "opening", { plant: (html) => html.replace("</body>", () => `<script>new Image().src = "https://example.org/pixel.png"</script></body>`) }],
];

for (const [fault, meant, planted] of reportFaults) {
  test(`report: ${fault} is found by the check "${meant}" alone`, async () => {
    assert.deepEqual(await checksThatFail(reportChecks, faultyReport(planted)), [meant]);
  });
}

const explorerChecks = {
  views: explorer.checkViews,
  svg: explorer.checkSvg,
  address: explorer.checkAddress,
  history: explorer.checkBackAndForward,
  "distribution numbers": explorer.checkDistributionNumbers,
  "wrong files": (subject) => explorer.checkWrongFiles(subject, [[subject.text, /not an HDF5 file/]]),
};

test("explorer: two faults are found by the checks meant for them alone", async () => {
  const folder = runExperiment("planted", "--runs", "256", "--set", "experiment.months=60");
  const text = path.join(scratchFolder, "text.h5");
  fs.writeFileSync(text, "policy,scenario,run\n".repeat(100));
  const html = fs.readFileSync(explorerPage, "utf8");
  const failing = async (faulty) => {
    const page = path.join(scratchFolder, "faulty_explorer.html");
    fs.writeFileSync(page, faulty);
    return checksThatFail(explorerChecks, { browser, folder, text, page, result: path.join(folder, "result.h5") });
  };

  assert.deepEqual(await failing(html), [], "the sound explorer");
  assert.deepEqual(await failing(replaced(html, "[137,72,68,70,13,10,26,10]", "[]")), ["wrong files"], "every file taken for HDF5");
  assert.deepEqual(await failing(replaced(html, '"singles","line","run"', '"singles","lime","run"')), ["address"], "a part of the address that is not read");
});
