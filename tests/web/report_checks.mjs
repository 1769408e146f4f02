// Checks 1 to 5 of the report page: what it is made of, and how it reads out a month. Each takes a subject { browser,
// file, data } and throws where the page is wrong, so that planted_faults_test.mjs can run them on broken pages.
import assert from "node:assert/strict";
import fs from "node:fs";
import { accessibilityViolations, contrastViolations, expectQuiet } from "./browser.mjs";
import { figureData, figuresOf, openReport, withReport } from "./report_page.mjs";
import { agrees, expectPrinted, printedNumbers } from "./printed_numbers.mjs";

/** Gross excess only: the best of three on a loaded machine. */
export async function checkOpening(subject) {
  const times = [];
  for (let attempt = 0; attempt < 3; ++attempt) {
    await withReport(subject, async (page, { seen }) => {
      times.push(Number(await page.evaluate(() => document.documentElement.dataset.drawMs)));
      expectQuiet(seen);
      const titles = (await figuresOf(page)).map((figure) => figure.id);
      assert.deepEqual(titles, subject.data.figures.map((figure) => figure.id), "the figures must be those of the data, in their order");
    });
    if (times.at(-1) < 1500) break;
  }
  assert.ok(Math.min(...times) < 1500, `the page is drawn after ${times.join(", ")} ms; 1,500 are allowed`);
}

export function checkSize({ file }) {
  const bytes = fs.statSync(file).size;
  assert.ok(bytes <= 0.9e6, `the report has ${bytes} bytes, more than 900,000`);
}

export async function checkNames(subject) {
  await withReport(subject, async (page) => {
    const unnamed = await page.evaluate(() =>
      [...document.querySelectorAll("svg")].filter((one) => one.getAttribute("role") !== "img" && one.getAttribute("aria-hidden") !== "true" && !one.closest("[aria-hidden=true]")).length,
    );
    assert.equal(unnamed, 0, "every picture must be an image with a name, or hidden from screen readers");
    const figures = await figuresOf(page);
    const names = figures.flatMap((figure) => figure.names);
    assert.equal(new Set(names).size, names.length, `names of charts must differ: ${names.filter((name, i) => names.indexOf(name) !== i)[0]}`);
    for (const name of names) {
      assert.ok(name.length > 25 && /\d/.test(name), `the name "${name}" must state a value`);
    }
    for (const figure of figures.filter((one) => !one.isAbsent)) {
      assert.equal(figure.labelledBy, figure.title, `${figure.id} must be named by its title`);
      assert.ok(figure.title.length > 0 && figure.caption.length > 0, `${figure.id} must have a title and a caption`);
    }
    expectFanNames(figures, subject.data);
  });
}

/** The names of fans state the median at the end, as the data have it. */
function expectFanNames(figures, data) {
  const drawn = figures.find((figure) => figure.id === "fans");
  const fans = figureData(data, "fans").data;
  if (fans === null) return;
  const middle = fans.quantiles.indexOf(0.5);
  assert.equal(drawn.names.length, fans.countries.length, "there must be one fan for each country");
  fans.countries.forEach((country, i) => {
    const series = fans.series.find((one) => one.country === country.id && one.variable === fans.variables[0].id);
    const stated = drawn.names[i].match(/median ([−\d.,]+)/)?.[1] ?? "";
    assert.ok(printedNumbers(stated).some((number) => agrees(number, series.quantile.at(-1)[middle])), `"${drawn.names[i]}" must state the median ${series.quantile.at(-1)[middle]}`);
  });
}

export async function checkAccessibility(subject) {
  for (const [colorScheme, violationsIn] of [["light", accessibilityViolations], ["dark", contrastViolations]]) {
    await withReport(
      subject,
      async (page) => {
        // Long tables take axe minutes; these two stand for all.
        await page.evaluate(() => document.querySelectorAll("#key_numbers details, #differences details").forEach((one) => (one.open = true)));
        assert.deepEqual(await violationsIn(page), [], `WCAG 2.1 A and AA, ${colorScheme}`);
      },
      { colorScheme },
    );
  }
}

export async function checkReadout(subject) {
  const fans = figureData(subject.data, "fans").data;
  const { page, close } = await openReport(subject);
  try {
    await expectPointerReadsOut(page, fans);
    await expectKeysReadOut(page, fans);
  } finally {
    await close();
  }
}

async function expectPointerReadsOut(page, fans) {
  const charts = page.locator("#fans .panels svg[role=img]");
  for (let panel = 0; panel < fans.countries.length; ++panel) {
    const chart = charts.nth(panel);
    await chart.scrollIntoViewIfNeeded();
    const { width, height } = await chart.boundingBox();
    const at = async (share) => {
      await chart.hover({ position: { x: Math.min(share * width, width - 1), y: height / 2 } });
      return expectOneMonth(page, fans, `pointer over panel ${panel + 1}`);
    };
    const [first, middle, last] = [await at(0), await at(0.5), await at(1)];
    assert.equal(first.month, 0, "the left edge is the start");
    assert.equal(last.month, fans.months, "the right edge is the end");
    const expected = (fans.months * (0.5 * chartWidth(last) - first.line)) / (last.line - first.line);
    assert.ok(Math.abs(middle.month - expected) <= 1, `the middle of panel ${panel + 1} is month ${expected.toFixed(1)}, month ${middle.month} is read out`);
  }
}

const chartWidth = (readout) => readout.width;

async function expectKeysReadOut(page, fans) {
  await page.locator("#fans input[type=range]").focus();
  const last = fans.months;
  for (const [key, month] of [["Home", 0], ["ArrowLeft", 0], ["ArrowRight", 1], ["ArrowRight", 2], ["End", last], ["ArrowRight", last], ["ArrowLeft", last - 1]]) {
    await page.keyboard.press(key);
    const readout = await expectOneMonth(page, fans, `after ${key}`);
    assert.equal(readout.month, month, `after ${key} month ${month} must be read out`);
  }
}

/** One month in all panels and in the table; every number is that of the data. */
async function expectOneMonth(page, fans, where) {
  const readout = await page.evaluate(() => {
    const table = document.querySelector("#fans .readout table");
    const lines = [...document.querySelectorAll("#fans .panels svg[role=img] .readout-line")].filter((line) => line.style.display !== "none");
    const cells = [...table.querySelectorAll("td[data-country]")];
    return {
      month: Number(table.dataset.month),
      lines: lines.map((line) => Number(line.getAttribute("x1"))),
      width: lines[0]?.ownerSVGElement.viewBox.baseVal.width,
      slider: Number(document.querySelector("#fans input[type=range]").value),
      cells: cells.map((cell) => ({ ...cell.dataset, mean: cell.querySelector("b").textContent, below: cell.querySelector("small").textContent })),
    };
  });
  const variable = await page.locator("#fans select").first().inputValue();
  assert.equal(readout.lines.length, fans.countries.length, `${where}: every panel must show the month`);
  assert.equal(new Set(readout.lines).size, 1, `${where}: all panels must show the same month`);
  assert.equal(readout.slider, readout.month, `${where}: the slider must stand at the month`);
  for (const cell of readout.cells) expectCell(cell, fans, variable, readout.month, where);
  assert.ok(readout.cells.length >= fans.countries.length, `${where}: a value of every country must be read out`);
  return { ...readout, line: readout.lines[0] };
}

function expectCell(cell, fans, variable, month, where) {
  const series = fans.series.find((one) => one.variable === variable && one.country === cell.country && one.policy === cell.policy);
  const place = fans.year_ends.filter((end) => end <= month).length - 1;
  const [low, middle, high] = [0.05, 0.5, 0.95].map((p) => series.quantile[place][fans.quantiles.indexOf(p)]);
  const what = `${where}, month ${month}, ${cell.country} under ${cell.policy}`;
  assert.equal(Number(cell.month), month, `${what}: a cell of another month`);
  expectPrinted(cell.mean, [series.mean[month]], `${what}, mean`);
  expectPrinted(cell.below, [middle, low, high], `${what}, median and middle 90 %`);
}
