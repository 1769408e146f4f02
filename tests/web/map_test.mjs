// The map of the report, of other regions than the Western Balkans: on a wide page and a phone.
//
//   node tests/web/map_test.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectQuiet, startBrowser } from "./browser.mjs";
import { checkLands, checkMarks, checkTexts, mapOf } from "./map_checks.mjs";
import { buildReport, figureData, withReport } from "./report_page.mjs";
import { mapReports } from "./sample_maps.mjs";
import { sampleReport } from "./sample_report.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

const widths = { "a wide page": 1200, "a phone": 390 };

/** The map at each width of one page. */
async function checkAt(data, look) {
  await withReport({ browser, file: buildReport(data) }, async (page, { seen }) => {
    for (const [where, width] of Object.entries(widths)) {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForFunction((most) => [...document.querySelectorAll("#map svg[role=img]")].every((svg) => svg.viewBox.baseVal.width <= most && svg.viewBox.baseVal.width > 0.45 * most), width);
      look(await mapOf(page), where);
    }
    expectQuiet(seen);
  });
}

const withMap = Object.entries(mapReports).filter(([kind]) => kind !== "no place at all");
for (const [kind, make] of [["the Western Balkans", () => sampleReport({ months: 24, absent: ["fans", "exceedance", "dots", "differences", "costs"] })], ...withMap]) {
  test(`countries, marks and names have their places, and none is over another (${kind})`, () => {
    const data = make();
    return checkAt(data, (map, where) => {
      for (const check of [checkLands, checkMarks, checkTexts]) {
        try {
          check(map, data);
        } catch (error) {
          error.message = `${where}: ${error.message}`;
          throw error;
        }
      }
    });
  });
}

test("a region without any place has its lists and a sentence, no picture", async () => {
  const data = mapReports["no place at all"]();
  await withReport({ browser, file: buildReport(data) }, async (page, { seen }) => {
    assert.equal(await mapOf(page), null);
    assert.match(await page.locator("#map").textContent(), /Nothing says where this region lies/);
    assert.equal(await page.locator("#map [data-dispute]").count(), figureData(data, "map").data.disputes.length);
    expectQuiet(seen);
  });
});
