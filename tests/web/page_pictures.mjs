// Pictures of both pages as readers see them, from the small result that stands beside this file: to look at after a
// change, and for the documentation.
//
//   node tests/web/page_pictures.mjs build/release/tools/detente/detente outputs/pictures
import fs from "node:fs";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { gunzipSync } from "node:zlib";
import { scratchFolder, sourceFolder, startBrowser } from "./browser.mjs";
import { reportData, restOfReport } from "./detente.mjs";
import { openExplorer, dropFile, viewNames } from "./explorer_page.mjs";
import { printToPdf } from "./print_checks.mjs";
import { buildReport, openReport } from "./report_page.mjs";

const looks = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }, // not denser: Chromium paints at most 16,384 pixels
};

// What each view shows: something that moves.
const addresses = {
  fans: "#view=fans&variable=governance",
  distribution: "#view=distribution&outcome=crisis_cost",
  exceedance: "#view=exceedance&outcome=crisis_cost",
  events: "#view=events&policy=status_quo&run=3",
  runs: "#view=runs&variable=level&entity=BEL_PRI&policy=status_quo&run=3&policy_b=conditional_credible&run_b=3",
};

function unpackResult() {
  const file = path.join(scratchFolder, "result.h5");
  fs.writeFileSync(file, gunzipSync(fs.readFileSync(path.join(sourceFolder, "tests/web/small_result/result.h5.gz"))));
  return file;
}

async function take(page, folder, name) {
  const file = path.join(folder, `${name}.png`);
  await page.screenshot({ path: file, fullPage: true });
  console.log(file);
}

async function pictureReport(browser, result, folder) {
  const file = buildReport(reportData(result, ...restOfReport())); // of the committed template: the program need not be built again to look
  for (const [look, context] of Object.entries(looks)) {
    const { page, close } = await openReport({ browser, file }, context);
    await take(page, folder, `report_${look}`);
    if (look === "light") await picturePaper(page, folder);
    await close();
  }
}

async function picturePaper(page, folder) {
  const pdf = await printToPdf(page);
  const before = new Set(fs.readdirSync(folder));
  execFileSync("pdftoppm", ["-png", "-r", "80", pdf, path.join(folder, "report_paper")]);
  fs.readdirSync(folder).filter((name) => !before.has(name)).sort().forEach((name) => console.log(path.join(folder, name)));
}

async function pictureExplorer(browser, result, folder) {
  for (const [look, context] of Object.entries(looks)) {
    for (const view of viewNames) {
      const { page, close } = await openExplorer({ browser }, { hash: addresses[view], context });
      await dropFile(page, result);
      await take(page, folder, `explorer_${view}_${look}`);
      await close();
    }
  }
}

const [, , , outFolder] = process.argv;
if (outFolder === undefined) {
  console.error("usage: node tests/web/page_pictures.mjs DETENTE OUT_FOLDER");
  process.exit(2);
}
const folder = path.resolve(outFolder);
fs.mkdirSync(folder, { recursive: true });
for (const name of fs.readdirSync(folder).filter((one) => /^(report|explorer)_.*\.png$/.test(one))) fs.rmSync(path.join(folder, name));
const browser = await startBrowser();
try {
  const result = unpackResult();
  await pictureReport(browser, result, folder);
  await pictureExplorer(browser, result, folder);
} finally {
  await browser.close();
}
