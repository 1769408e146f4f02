// The report page in a real browser, drawn from made-up data (sample_report.mjs): checks 1 to 11 of its design. Number 6
// is repeated with a real result in real_report_test.mjs.
//
//   node tests/web/report_page_test.mjs
import { after, before, test } from "node:test";
import { startBrowser } from "./browser.mjs";
import { sampleOutcomes } from "./outcomes.mjs";
import { checkAccessibility, checkNames, checkOpening, checkReadout, checkSize } from "./report_checks.mjs";
import { checkHonesty, checkKeyNumbers, expectFigureData, expectRightDirections } from "./report_number_checks.mjs";
import { checkCsv, checkHostileNames, checkNarrow, checkPaper, checkSvg, checkToggle, checkWithoutScript } from "./report_use_checks.mjs";
import { buildReport, withReport } from "./report_page.mjs";
import { hostileNames, kinds, sampleReport } from "./sample_report.mjs";

const shareAbove = (_, own) => [(100 * own.cost.filter((x) => x >= 3000).length) / own.cost.length];
let browser;
const subjects = {};

before(async () => {
  browser = await startBrowser();
  for (const [kind, settings] of Object.entries(kinds)) {
    const data = sampleReport(settings);
    subjects[kind] = { browser, data, file: buildReport(data), outcomes: sampleOutcomes({ ...settings, policies: data.policies }), tailOf: shareAbove };
  }
});
after(() => browser.close());

for (const kind of Object.keys(kinds)) {
  test(`check 1: opens without error or request, with all figures, in 1.5 s (${kind})`, () => checkOpening(subjects[kind]));
}

for (const kind of ["rich", "hostile", "absent", "one_policy"]) {
  test(`check 2: at most 0.9 MB (${kind})`, () => checkSize(subjects[kind]));
}

test("check 3: every chart is an image with a name of its own that states a value", () => checkNames(subjects.rich));
test("check 3: the same where figures are absent", () => checkNames(subjects.absent));
test("check 3: the same with one policy", () => checkNames(subjects.one_policy));

test("check 4: no violation of WCAG 2.1 AA, light and dark", () => checkAccessibility(subjects.rich));
test("check 4: none with twelve policies", () => checkAccessibility(subjects.twelve_policies));

test("check 5: hover and keyboard read the same month in all fans, and the numbers of the data", () => checkReadout(subjects.rich));

test("check 6: key numbers, lead and titles agree with the runs to the printed digit", () => checkKeyNumbers(subjects.rich));
test("check 6: the made-up data are what their runs give", () => expectFigureData(subjects.rich.data, subjects.rich.outcomes));

test("check 7: a toggle changes titles, marks and tables, fast, and none selected is fine", () => checkToggle(subjects.rich));
test("check 7: the same where figures are absent", () => checkToggle(subjects.absent));

test("check 8: no sideways scroll on a phone or at 200 %", () => checkNarrow(subjects.rich));
test("check 8: none with twelve policies of long names", () => checkNarrow(subjects.twelve_policies));
test("check 8: none with hostile names", () => checkNarrow(subjects.hostile));

test("check 9: on A4, 4 to 12 pages, no figure split", () => checkPaper(subjects.rich));

test("check 10: without JavaScript a sentence says where the numbers are", () => checkWithoutScript(subjects.rich));
test("check 10: hostile names stay text", () => checkHostileNames(subjects.hostile, hostileNames));

test("check 11: nothing is claimed where the interval holds 0", () => checkHonesty(subjects.indistinguishable));
test("check 11: where it excludes 0 the direction is right", () => expectRightDirections(subjects.rich.data));

test("every figure saves its numbers as CSV", () => checkCsv(subjects.rich));
test("every picture is saved as an SVG that stands alone, with its legend", () => checkSvg(subjects.rich));
test("hostile names come through CSV as they are", () => checkCsv(subjects.hostile));

test("figures without data are one line with the command that makes them", async () => {
  await withReport(subjects.absent, async (page) => {
    for (const figure of subjects.absent.data.figures.filter((one) => one.absent !== null)) {
      const section = page.locator(`section.absent#${figure.id}`);
      const text = await section.innerText();
      if (!text.includes(figure.absent.sentence) || !text.includes(figure.absent.command)) throw new Error(`${figure.id} says "${text}"`);
      if ((await section.boundingBox()).height > 120) throw new Error(`${figure.id} is an empty box`);
    }
  });
});
