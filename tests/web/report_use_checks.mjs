// Checks 7 to 10 of the report page: what a reader does with it.
import assert from "node:assert/strict";
import { downloadedBy, expectQuiet, openFile, sidewaysScroll } from "./browser.mjs";
import { figuresOf, keyNumberRows, policyBox, setPolicies, withReport } from "./report_page.mjs";
import { parseCsv } from "./csv.mjs";
import { expectStandalone } from "./svg_checks.mjs";
import { expectA4, expectTogether, printToPdf, readPdf } from "./print_checks.mjs";

export async function checkToggle(subject) {
  const policies = subject.data.policies.slice(0, 3);
  await withReport(subject, async (page, { seen }) => {
    const errors = seen.errors.length;
    const before = await figuresOf(page);
    const gone = policies.at(-1);
    await setPolicies(page, [gone], false);
    expectGone(before, await figuresOf(page), await keyNumberRows(page), gone, subject.data);
    await setPolicies(page, policies, false);
    expectTopics(await figuresOf(page), subject.data);
    await setPolicies(page, policies, true);
    assert.deepEqual(await figuresOf(page), before, "with all policies back the page must be as before");
    await expectFastToggle(page, gone);
    assert.deepEqual(seen.errors.slice(errors), [], "choosing policies must cause no error");
  });
}

function expectGone(before, after, rows, policy, data) {
  assert.ok(!rows.some((row) => row.policy === policy), `T1 still has a row of ${policy}`);
  const findings = new Map(data.figures.map((figure) => [figure.id, figure.findings]));
  for (const figure of after.filter((one) => !one.isAbsent && one.id !== "story" && one.id !== "claims")) {
    const about = (findings.get(figure.id) ?? []).filter((finding) => finding.about === policy).map((finding) => finding.text);
    assert.ok(!about.includes(figure.title), `${figure.id} still has the title of ${policy}`);
    for (const name of figure.names) assert.ok(!name.includes(policy), `"${name}" still speaks of ${policy}`);
  }
  const color = `--policy-${data.policies.indexOf(policy)}`;
  for (const id of ["key_numbers", "fans", "exceedance", "dots", "differences", "costs", "frontier"]) {
    const [was, is] = [before, after].map((figures) => figures.find((figure) => figure.id === id));
    if (was.isAbsent) continue;
    assert.ok(was.colors.includes(color), `${id} draws nothing in the colour of ${policy}`);
    assert.ok(!is.colors.includes(color), `${id} still draws ${policy}`);
  }
}

/** With no policy shown nothing can be found of any: titles are neutral. */
function expectTopics(figures, data) {
  const topics = new Map(data.figures.map((figure) => [figure.id, figure.topic]));
  for (const figure of figures.filter((one) => !one.isAbsent && one.id !== "story" && one.id !== "claims")) {
    assert.equal(figure.title, topics.get(figure.id), `${figure.id} must have its neutral title when no policy is shown`);
  }
}

/** From the click to the next picture, measured in the page: the best of three, and gross excess only. */
async function expectFastToggle(page, policy) {
  const box = await policyBox(page, policy).elementHandle();
  const times = await box.evaluate(async (one) => {
    const measured = [];
    for (let attempt = 0; attempt < 6; ++attempt) {
      const start = performance.now();
      one.click();
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      measured.push(performance.now() - start);
    }
    return measured;
  });
  assert.ok(Math.min(...times) < 300, `a toggle takes ${times.map(Math.round).join(", ")} ms; 300 are allowed`);
}

export async function checkNarrow(subject) {
  const screens = [
    ["a phone of 390 px", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }],
    ["1,280 px at 200 %", { viewport: { width: 640, height: 480 }, deviceScaleFactor: 2 }],
  ];
  for (const [name, context] of screens) {
    await withReport(
      subject,
      async (page) => {
        await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
        const { extra, wide } = await sidewaysScroll(page);
        assert.ok(extra <= 0, `on ${name} the page scrolls sideways by ${extra} px (${wide.join(", ")})`);
        assert.deepEqual(wide, [], `on ${name} these stick out`);
        const bar = await page.locator("fieldset.policies").boundingBox();
        assert.ok(bar.height < 0.5 * context.viewport.height, `on ${name} the bar that stays in view takes ${bar.height} px`);
      },
      context,
    );
  }
}

export async function checkPaper(subject) {
  await withReport(
    subject,
    async (page) => {
      const pdf = readPdf(await printToPdf(page));
      const figures = (await figuresOf(page)).filter((figure) => !figure.isAbsent);
      expectA4(pdf, subject.fewestPages ?? 4, 12);
      figures.forEach((figure) => expectUnsplit(pdf, figure));
      await expectUnbreakable(page);
    },
    { colorScheme: "dark" },
  );
}

/** Lists may run over a page end, but not away from their picture; all else stays whole, to the end of its caption. */
function expectUnsplit(pdf, { id, title, caption, longestLabel, firstRow }) {
  if (id === "story") expectTogether(pdf, title, longestLabel, "the ladder");
  else if (id === "claims") expectTogether(pdf, title, firstRow, "the first row");
  else expectTogether(pdf, title, caption, "the end of its caption");
}

/** In print no chart may be cut, and colours are light even where the screen is dark. */
async function expectUnbreakable(page) {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 718, height: 1047 }); // A4 less margins of 1 cm
  const found = await page.evaluate(() => {
    const isKept = (element) => {
      for (let one = element; one && one !== document.body; one = one.parentElement) {
        if (getComputedStyle(one).breakInside.startsWith("avoid")) return true;
      }
      return false;
    };
    const charts = [...document.querySelectorAll("section.figure svg[role=img]")];
    return {
      breakable: charts.filter((chart) => !isKept(chart)).map((chart) => chart.closest("section").id),
      tall: charts.filter((chart) => chart.getBoundingClientRect().height > 1000).map((chart) => chart.closest("section").id),
      ground: getComputedStyle(document.documentElement).getPropertyValue("--ground").trim(),
      tools: [...document.querySelectorAll("fieldset.policies, button, select, input[type=range]")].filter((one) => one.checkVisibility()).map((one) => one.tagName),
    };
  });
  assert.deepEqual(found.breakable, [], "charts that a page break may cut");
  assert.deepEqual(found.tall, [], "charts higher than a page");
  assert.match(found.ground, /^#fff(fff)?$/, "paper must be white");
  assert.deepEqual(found.tools, [], "controls have no use on paper");
}

/** Every figure saves its numbers as CSV with all digits: those of its table, or, of the fans, all months of all series. */
export async function checkCsv(subject) {
  const figures = subject.data.figures.filter((one) => one.table !== null && one.data !== null);
  const most = 6; // Chromium may refuse the eleventh file of a page
  for (let first = 0; first < figures.length; first += most) {
    await withReport(subject, async (page) => {
      for (const figure of figures.slice(first, first + most)) await expectSaved(page, figure);
    });
  }
}

async function expectSaved(page, figure) {
  const { name, text } = await downloadedBy(page, () => page.locator(`section#${figure.id}`).getByRole("button", { name: /CSV/ }).click());
  const [header, ...rows] = parseCsv(text);
  assert.match(name, /^[\w.-]+\.csv$/, `the name ${name} must suit every file system`);
  if (figure.id === "fans") expectFanRows(header, rows, figure.data);
  else expectTableRows(header, rows, figure);
}

function expectTableRows(header, rows, { id, table }) {
  assert.equal(header.length, table.columns.length, `${id}: a column for each of the table`);
  table.columns.forEach((column, i) => assert.ok(header[i].startsWith(column.key), `${id}: the header "${header[i]}" must begin with ${column.key}`));
  const written = table.rows.map((row) => row.map((cell) => (cell === null ? "" : String(cell))));
  const withoutGuard = rows.map((row) => row.map((cell) => cell.replace(/^'(?=[=+@-])/, "")));
  assert.deepEqual(withoutGuard, written, `${id}: the rows must be those of the table`);
}

function expectFanRows(header, rows, fans) {
  const at = (row, name) => row[header.indexOf(name)];
  assert.equal(rows.length, fans.series.length * (fans.months + 1), "fans: a row for each series and month");
  for (const [i, series] of fans.series.entries()) {
    const row = rows[i * (fans.months + 1) + 12];
    assert.deepEqual([at(row, "variable"), at(row, "country"), at(row, "policy"), at(row, "month")], [series.variable, series.country, series.policy, "12"]);
    assert.equal(Number(at(row, "mean")), series.mean[12], "fans: the mean with all digits");
    assert.equal(Number(at(row, "q50")), series.quantile[fans.year_ends.indexOf(12)][fans.quantiles.indexOf(0.5)], "fans: the median with all digits");
  }
}

/** Every figure with a chart saves it as a picture that stands alone, with its legend; the others have no such button. */
export async function checkSvg(subject) {
  const drawn = (await openedFigures(subject)).filter((figure) => figure.names.length > 0);
  assert.ok(drawn.length >= 9, "fans to frontier have charts");
  const most = 6; // Chromium may refuse the eleventh file of a page
  for (let first = 0; first < drawn.length; first += most) {
    await withReport(
      subject,
      async (page) => {
        for (const figure of drawn.slice(first, first + most)) await expectPicture(page, figure);
      },
      { colorScheme: "dark" },
    );
  }
}

async function openedFigures(subject) {
  let figures = [];
  await withReport(subject, async (page) => {
    figures = (await figuresOf(page)).filter((figure) => !figure.isAbsent);
    for (const { id, names } of figures) {
      const button = page.locator(`section#${id}`).getByRole("button", { name: /SVG/ });
      assert.equal(await button.isVisible(), names.length > 0, `${id}: a picture can be saved where there is one`);
    }
  });
  return figures;
}

async function expectPicture(page, { id, title }) {
  const section = page.locator(`section#${id}`);
  const legend = await section.locator(".legend-item").allInnerTexts();
  const saved = await downloadedBy(page, () => section.getByRole("button", { name: /SVG/ }).click());
  await expectStandalone(page, saved, { title, legend, where: id, fewest: 3 });
}

export async function checkWithoutScript({ browser, file }) {
  const { page, seen, close } = await openFile(browser, file, { context: { javaScriptEnabled: false } });
  const text = (await page.locator("body").innerText()).trim();
  await close();
  assert.ok(/JavaScript/.test(text) && text.length > 40, `without JavaScript the page must say where the numbers are; it says "${text.slice(0, 200)}"`);
  assert.ok(/detente/.test(text), "without JavaScript the page must name the command that gives the numbers");
  assert.ok(text.length < 5000, "without JavaScript the page must not show raw data");
  expectQuiet(seen);
}

/** Names that are markup or code stay text, everywhere. */
export async function checkHostileNames(subject, names) {
  await withReport(subject, async (page, { seen }) => {
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    const found = await page.evaluate(() => ({
      strangers: document.querySelectorAll("img, iframe, object, embed, [onerror], b b, section b script, main script, td script").length,
      text: document.body.textContent,
      labels: [...document.querySelectorAll("fieldset.policies label span")].map((label) => label.textContent),
    }));
    assert.equal(found.strangers, 0, "a name became an element");
    assert.deepEqual(found.labels, names, "policies must be named as they are");
    for (const name of names) assert.ok(found.text.includes(name), `the page does not show ${name}`);
    assert.ok((await page.title()).includes(subject.data.title) || (await page.title()).length > 0, "the page must have a title");
    expectQuiet(seen);
  });
}
