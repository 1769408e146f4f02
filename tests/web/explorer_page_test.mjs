// The explorer in a real browser with real results: check 12 of its design, and what else people do with it.
//
//   node tests/web/explorer_page_test.mjs build/release/tools/detente/detente
import assert from "node:assert/strict";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { accessibilityViolations, expectQuiet, scratchFolder, sourceFolder, startBrowser } from "./browser.mjs";
import { detente, runExperiment } from "./detente.mjs";
import * as check from "./explorer_checks.mjs";
import { checkBareResult, checkEverything, checkKeyboard, checkHostileNames, checkReadout, checkWrongAddress } from "./explorer_use_checks.mjs";
import { chooseFile, figureOf, openExplorer, statusOf, withExplorer } from "./explorer_page.mjs";

const wrong = path.join(scratchFolder, "wrong");
const inWrong = (name) => path.join(wrong, name);
const subject = {};

before(async () => {
  subject.browser = await startBrowser();
  subject.folder = runExperiment("explorer", "--runs", "256", "--set", "experiment.months=60"); // all histories are kept
  subject.result = path.join(subject.folder, "result.h5");
  execFileSync("/usr/bin/python3", [path.join(sourceFolder, "tests/web/wrong_files.py"), subject.result, wrong]);
  detente("analyze", subject.folder);
});
after(() => subject.browser.close());

test("opens from file:// without error or request, and is accessible before there is a file", async () => {
  const { page, seen, close } = await openExplorer(subject);
  assert.deepEqual(await accessibilityViolations(page), []);
  expectQuiet(seen);
  await close();
});

test("takes a file by the chooser as by a drop", async () => {
  const { page, close } = await openExplorer(subject);
  await chooseFile(page, subject.result);
  const chosen = await figureOf(page);
  await close();
  await withExplorer(subject, async (dropped) => assert.deepEqual(await figureOf(dropped), chosen));
});

test("all five views draw, each picture with a name that states a value", () => check.checkViews(subject));
test("no violation of WCAG 2.1 AA in any view, light and dark", () => check.checkAccessibility(subject));
test("no sideways scroll on a phone or at 200 %", () => check.checkNarrow(subject));
test("works by keyboard alone", () => checkKeyboard(subject));
test("reads out one month of all panels, by pointer and keyboard", () => checkReadout(subject));

test("check 12: wrong, foreign and cut files get a plain sentence", () =>
  check.checkWrongFiles(subject, [
    [inWrong("empty.h5"), /empty/],
    [inWrong("text.h5"), /not an HDF5 file/],
    [inWrong("foreign.h5"), /not a result of detente/],
    [inWrong("cut.h5"), /cut short/],
    [inWrong("cut_early.h5"), /cut short/],
    [inWrong("other_version.h5"), /version 2.*version 1/],
    [inWrong("other_schema.h5"), /not a result of detente.*detente\/evidence/],
    [path.join(subject.folder, "analysis.h5"), /analysis.*result\.h5/],
  ]));

test("damage inside a file is told, and other views still work", async () => {
  await withExplorer(
    { ...subject, result: inWrong("damaged.h5") },
    async (page) => {
      assert.match(await statusOf(page), /cannot be (drawn|shown|read)|damaged/);
      assert.equal((await figureOf(page)).names.length, 0, "no picture of numbers that are not there");
    },
    { hash: "#view=distribution&outcome=crisis_cost" },
  );
});

test("fans: means, quantiles and single runs are those of `detente export`", () => check.checkFanNumbers(subject));
test("check 12: quantiles equal those of all runs within one bin", () => check.checkQuantiles(subject));
test("distribution: statistics are those of the exported outcomes", () => check.checkDistributionNumbers(subject));
test("exceedance: shares and Wilson's intervals are those of the exported outcomes", () => check.checkExceedanceNumbers(subject));
test("events: the moves are those of `detente export`", () => check.checkEventNumbers(subject));
test("run against run: values are those of the exported history", () => check.checkRunNumbers(subject));

test("every outcome can be shown, also where no run has a value", () => checkEverything(subject));
test("a result without summary, histories and events says what is missing", () => {
  const folder = runExperiment("bare", "--runs", "32", "--set", "experiment.months=60", "--set", "record.summary=[]", "--unset", "record.history", "--unset", "record.events");
  return checkBareResult({ ...subject, result: path.join(folder, "result.h5") });
});

test("a saved SVG stands alone", () => check.checkSvg(subject));
test("the address restores what a reader chose", () => check.checkAddress(subject));
test("back and forward go through the views", () => check.checkBackAndForward(subject));
test("an address that is wrong in every part is explained", () => checkWrongAddress(subject));
test("hostile names stay text", () => checkHostileNames({ ...subject, result: inWrong("hostile.h5") }));

test("check 12: of a file of 30 MB less than 2 MB is read to the first picture, in 2 s", () => {
  const folder = runExperiment("larger", "--runs", "1280", "--set", "experiment.months=60", "--set", "record.history.runs={first: all}");
  return check.checkThrift({ ...subject, result: path.join(folder, "result.h5") }, 2e6);
});
