// What the explorer must do, as functions that planted_faults_test.mjs can run on broken pages. A subject is { browser,
// page (an HTML file, default the committed one), result (result.h5), folder (of the result) }.
import assert from "node:assert/strict";
import path from "node:path";
import { accessibilityViolations, contrastViolations, expectQuiet, sidewaysScroll } from "./browser.mjs";
import { csvRecords } from "./csv.mjs";
import { detente } from "./detente.mjs";
import { dropFile, figureOf, savedCsv, savedSvg, setControl, showView, statusOf, untilReady, viewNames, withExplorer } from "./explorer_page.mjs";
import { expectNear } from "./printed_numbers.mjs";
import { meanInterval, quantile, wilsonInterval } from "./statistics.mjs";
import { expectStandalone } from "./svg_checks.mjs";

const numberOf = (text) => (text === "" ? null : Number(text));

/** All views draw, quietly, with named pictures. */
export async function checkViews(subject) {
  await withExplorer(subject, async (page, { seen }) => {
    for (const view of viewNames) {
      await showView(page, view);
      const { title, caption, names } = await figureOf(page);
      assert.ok(title.length > 10 && caption.length > 40, `${view} must have a title and a caption`);
      assert.ok(names.length > 0, `${view} must have a picture`);
      assert.equal(new Set(names).size, names.length, `${view}: names of pictures must differ`);
      for (const name of names) assert.ok(name.length > 25 && /\d/.test(name), `${view}: the name "${name}" must state a value`);
    }
    expectQuiet(seen);
  });
}

export async function checkAccessibility(subject) {
  for (const [colorScheme, violationsIn] of [["light", accessibilityViolations], ["dark", contrastViolations]]) {
    await withExplorer(
      subject,
      async (page) => {
        for (const view of viewNames) {
          await showView(page, view);
          // The longest tables take axe ten seconds each; that of one view stands for all.
          if (view === "distribution") await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
          assert.deepEqual(await violationsIn(page), [], `WCAG 2.1 A and AA, view ${view}, ${colorScheme}`);
        }
      },
      { context: { colorScheme } },
    );
  }
}

export async function checkNarrow(subject) {
  for (const viewport of [{ width: 390, height: 844 }, { width: 640, height: 480 }]) {
    await withExplorer(
      subject,
      async (page) => {
        for (const view of viewNames) {
          await showView(page, view);
          await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
          const { extra, wide } = await sidewaysScroll(page);
          assert.ok(extra <= 0, `at ${viewport.width} px the view ${view} scrolls sideways by ${extra} px (${wide.join(", ")})`);
          assert.deepEqual(wide, [], `at ${viewport.width} px these stick out of the view ${view}`);
        }
      },
      { context: { viewport } },
    );
  }
}

/** Every kind of wrong file gets its sentence, and a good one is taken after it. `sentences` by path. */
export async function checkWrongFiles({ result, ...subject }, sentences) {
  await withExplorer(subject, async (page, { seen }) => {
    for (const [file, sentence] of sentences) {
      await dropFile(page, file);
      const status = await statusOf(page);
      assert.match(status, sentence, `${path.basename(file)}: the status says "${status}"`);
      assert.ok(status.length < 400 && !/HDF5-DIAG|undefined|NaN|\bat \w+ \(/.test(status), `${path.basename(file)}: "${status}" is no plain sentence`);
      assert.equal((await figureOf(page)).names.length, 0, `${path.basename(file)}: a picture of an earlier file stays`);
    }
    await dropFile(page, result);
    assert.ok((await figureOf(page)).names.length > 0, "after wrong files a good one must be taken");
    expectQuiet(seen);
  });
}

/** Fans: means and quantiles are those of `detente export --table summary`, single runs those of the history. */
export async function checkFanNumbers(subject) {
  const summary = csvRecords(detente("export", subject.folder, "--table", "summary", "--variables", "governance"));
  const history = csvRecords(detente("export", subject.folder, "--table", "history", "--variables", "governance", "--run", "0"));
  await withExplorer(
    subject,
    async (page) => {
      const { records } = await savedCsv(page);
      assert.equal(records.length, summary.length, "one row a month, country and policy");
      const byKey = new Map(records.map((row) => [[row.policy, row.month, row.mean].join(), row]));
      for (const exact of summary) expectSummaryRow(byKey, exact);
      const runs = new Map(history.map((row) => [[row.policy, row.month].join(), Object.values(row).map(Number)]));
      for (const row of records) {
        const known = runs.get([row.policy, row.month].join());
        assert.ok(known.some((value) => Math.abs(value - Number(row.run_0)) < 1e-6), `run 0 of ${row.policy}, ${row.entity}, month ${row.month} is ${row.run_0}, which the history does not have`);
      }
    },
    { hash: "#view=fans&variable=governance&singles=1&run=0" },
  );
}

function expectSummaryRow(byKey, exact) {
  const where = `${exact.policy}, ${exact.entity}, month ${exact.month}`;
  const row = byKey.get([exact.policy, exact.month, exact.mean].join());
  assert.ok(row, `${where}: no row with the mean ${exact.mean}`);
  for (const [name, share] of [["q05", 0.05], ["q25", 0.25], ["q50", 0.5], ["q75", 0.75], ["q95", 0.95]]) {
    if ((exact[name] ?? "") !== "") expectNear(numberOf(row[`quantile_${share}`]), Number(exact[name]), `${where}, ${name}`, 1e-12);
  }
}

/**
 * With all histories recorded the quantiles of /summary are those of the runs, to one bin: no farther than a bin from what
 * lies between the runs of the ranks around it.
 */
export async function checkQuantiles(subject) {
  const history = csvRecords(detente("export", subject.folder, "--table", "history", "--variables", "governance", "--policy", "status_quo"));
  await withExplorer(
    subject,
    async (page) => {
      const { records } = await savedCsv(page);
      const binWidth = 1 / 1024;
      const yearEnds = records.filter((row) => row["quantile_0.5"] !== "" && row.month !== "0" && row.policy === "status_quo");
      assert.ok(yearEnds.length >= 6, "there must be quantiles at the ends of years");
      const columns = Object.keys(history[0]).filter((name) => name.startsWith("governance"));
      for (const column of columns) {
        const runs = history.filter((row) => row.policy === "status_quo" && row.month === "12").map((row) => Number(row[column]));
        const row = yearEnds.filter((one) => one.month === "12")[columns.indexOf(column)];
        for (const share of [0.05, 0.25, 0.5, 0.75, 0.95]) {
          const [low, high] = [-1, 1].map((rank) => quantile(runs, share + rank / runs.length) + rank * binWidth);
          const shown = Number(row[`quantile_${share}`]);
          assert.ok(shown >= low && shown <= high, `${column} in month 12, quantile ${share}: ${shown}, of the runs between ${low} and ${high}`);
        }
      }
    },
    { hash: "#view=fans&variable=governance" },
  );
}

function outcomesOf(folder, name) {
  const byPolicy = {};
  for (const row of csvRecords(detente("export", folder, "--table", "outcomes", "--variables", name))) {
    (byPolicy[row.policy] ??= []).push(row[name] === "" ? NaN : Number(row[name]));
  }
  return byPolicy;
}

/** Distribution: means, intervals, quantiles and dots are those of the outcomes that `detente export` gives. */
export async function checkDistributionNumbers(subject) {
  const outcomes = outcomesOf(subject.folder, "crisis_cost");
  await withExplorer(
    subject,
    async (page) => {
      const { header, records } = await savedCsv(page);
      assert.match(header, /^policy,.*mean \[MEUR\]/, "the header names what a column is and its unit");
      assert.deepEqual(records.map((row) => row.policy).sort(), Object.keys(outcomes).sort());
      for (const row of records) {
        const own = outcomes[row.policy];
        const exact = meanInterval(own);
        for (const [key, value] of [["mean", exact.value], ["mean_lower", exact.lower], ["mean_upper", exact.upper], ["quantile_0.05", quantile(own, 0.05)], ["quantile_0.95", quantile(own, 0.95)], ["dot_51", quantile(own, 0.51)]]) {
          expectNear(numberOf(row[key]), value, `${row.policy}, ${key}`, 1e-6);
        }
        if (row.policy === "status_quo") continue;
        const change = meanInterval(own.map((x, run) => x - outcomes.status_quo[run]));
        expectNear(numberOf(row.difference), change.value, `${row.policy}, difference`, 1e-6);
        expectNear(numberOf(row.difference_lower), change.lower, `${row.policy}, difference, lower`, 1e-6);
      }
    },
    { hash: "#view=distribution&outcome=crisis_cost" },
  );
}

export async function checkExceedanceNumbers(subject) {
  const outcomes = outcomesOf(subject.folder, "crisis_cost");
  await withExplorer(
    subject,
    async (page) => {
      const { records } = await savedCsv(page);
      assert.ok(records.length >= 20, "a curve has points");
      for (const row of records) {
        const own = outcomes[row.policy];
        const exact = wilsonInterval(own.filter((x) => x >= Number(row.threshold)).length, own.length);
        for (const [key, part] of [["share", "value"], ["share_lower", "lower"], ["share_upper", "upper"]]) {
          expectNear(numberOf(row[key]), exact[part], `${row.policy} at ${row.threshold}, ${key}`, 1e-6);
        }
      }
    },
    { hash: "#view=exceedance&outcome=crisis_cost" },
  );
}

/** Events of a run: as many moves, in the same months, from and to the same levels. */
export async function checkEventNumbers(subject) {
  const exported = csvRecords(detente("export", subject.folder, "--table", "events", "--policy", "status_quo", "--run", "3", "--variables", "move"));
  await withExplorer(
    subject,
    async (page) => {
      const moves = (await savedCsv(page)).records.filter((row) => row.kind === "move");
      const shape = (row) => [Number(row.month), Number(row.from), Number(row.to)];
      assert.deepEqual(moves.map(shape).sort(), exported.map(shape).sort(), "the moves of run 3 under status_quo");
      assert.ok(exported.length > 0, "the test needs a run with moves");
    },
    { hash: "#view=events&policy=status_quo&run=3" },
  );
}

/** Run against run: both columns are those of the history, the third their difference. */
export async function checkRunNumbers(subject) {
  const of = (policy, run) => csvRecords(detente("export", subject.folder, "--table", "history", "--variables", "level", "--policy", policy, "--run", run));
  const [a, b] = [of("status_quo", "2"), of("conditional_credible", "2")];
  const column = Object.keys(a[0]).find((name) => name.endsWith("BEL_PRI"));
  await withExplorer(
    subject,
    async (page) => {
      const { records } = await savedCsv(page);
      assert.equal(records.length, a.length, "a row for each month");
      const [first, second] = ["status_quo run 2", "conditional_credible run 2"];
      records.forEach((row, month) => {
        expectNear(Number(row[first]), Number(a[month][column]), `month ${month}, first run`);
        expectNear(Number(row[second]), Number(b[month][column]), `month ${month}, second run`);
        expectNear(Number(row.difference), Number(row[second]) - Number(row[first]), `month ${month}, difference`);
      });
    },
    { hash: "#view=runs&variable=level&entity=BEL_PRI&policy=status_quo&run=2&policy_b=conditional_credible&run_b=2" },
  );
}

/** A saved picture needs nothing of the page: it parses as XML, and no style of it is a variable. */
export async function checkSvg(subject) {
  await withExplorer(
    subject,
    async (page) => {
      for (const view of viewNames) {
        await showView(page, view);
        const { title } = await figureOf(page);
        const legend = await page.locator(".legend-item").allInnerTexts();
        assert.equal(legend.length > 0, ["fans", "exceedance"].includes(view), `${view}: the legend`);
        await expectStandalone(page, await savedSvg(page), { title, legend, where: view, fewest: 6 });
      }
    },
    { context: { colorScheme: "dark" } },
  );
}

/** What a reader chose stands in the address: whoever opens it with the same file sees the same. */
export async function checkAddress(subject) {
  let [address, shown] = ["", null];
  await withExplorer(subject, async (page) => {
    await setControl(page, "variable", "alignment");
    await page.locator("#controls input[type=checkbox][value=align_and_comply]").uncheck();
    await untilReady(page);
    await setControl(page, "singles", "1");
    await setControl(page, "line", "mean");
    address = new URL(page.url()).hash;
    shown = await figureOf(page);
    assert.equal(shown.controls["control-line"], "mean", "the choice of a line must be taken");
  });
  await withExplorer(
    subject,
    async (page) => {
      assert.deepEqual(await figureOf(page), shown, `the address ${address} must restore the view`);
      assert.doesNotMatch(await statusOf(page), /address/, "a good address needs no complaint");
    },
    { hash: address },
  );
}

export async function checkBackAndForward(subject) {
  await withExplorer(subject, async (page) => {
    await showView(page, "distribution");
    await showView(page, "exceedance");
    const until = (view) => page.waitForFunction((wanted) => document.documentElement.dataset.ready === "true" && document.querySelector("#control-view").value === wanted, view);
    await page.goBack();
    await until("distribution");
    await page.goBack();
    await until("fans");
    await page.goForward();
    await until("distribution");
  });
}

/** Opening reads little of the file: `most` bytes, in less than 2 s at the best of three. */
export async function checkThrift({ result, ...subject }, most) {
  const times = [];
  for (let attempt = 0; attempt < 3; ++attempt) {
    await withExplorer(subject, async (page) => {
      await dropFile(page, result);
      const { bytesRead, chartMs } = await page.evaluate(() => ({ ...document.documentElement.dataset }));
      times.push(Number(chartMs));
      assert.ok((await figureOf(page)).names.length > 0, "there must be a picture");
      assert.ok(Number(bytesRead) > 0 && Number(bytesRead) < most, `${bytesRead} bytes were read to the first picture; ${most} are allowed`);
    });
    if (times.at(-1) < 2000) break;
  }
  assert.ok(Math.min(...times) < 2000, `from drop to picture it takes ${times.join(", ")} ms; 2,000 are allowed`);
}

