// Starts Debian's Chromium and opens pages in it; every test file shares this.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

export const sourceFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

// The committed pages; those of another folder by DETENTE_WEB_DIST, to try a change out.
const distFolder = process.env.DETENTE_WEB_DIST ?? path.join(sourceFolder, "tools/web/dist");
export const reportTemplate = path.join(distFolder, "report.html");
export const explorerPage = path.join(distFolder, "explorer.html");

// Packages are installed below build/web, as tools/web/build.mjs has them; another folder by DETENTE_WEB_PACKAGES.
const packageFolder = process.env.DETENTE_WEB_PACKAGES ?? path.join(sourceFolder, "build/web");
export const requirePackage = createRequire(path.join(packageFolder, "package.json"));

/** A folder that goes when the process ends. */
export const scratchFolder = fs.mkdtempSync(path.join(os.tmpdir(), "detente-web-"));
process.on("exit", () => fs.rmSync(scratchFolder, { recursive: true, force: true }));

export async function startBrowser() {
  const { chromium } = requirePackage("playwright-core");
  const executablePath = process.env.DETENTE_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
}

/**
 * Opens a file in a context of its own. `seen` collects what a quiet page never does: errors, warnings of the console,
 * requests to anything but itself, dialogs.
 */
export async function openFile(browser, file, { context: contextOptions = {}, hash = "", isReady = () => true } = {}) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, acceptDownloads: true, ...contextOptions });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  const address = pathToFileURL(file).href;
  const seen = watch(page, address);
  await page.goto(address + hash, { waitUntil: "load" });
  if (contextOptions.javaScriptEnabled !== false) await page.waitForFunction(isReady);
  return { page, seen, close: () => context.close() };
}

function watch(page, address) {
  const seen = { errors: [], requests: [], dialogs: [] };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) seen.errors.push(message.text());
  });
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("request", (request) => {
    const isOwn = request.url().split("#")[0] === address || /^(blob|data):/.test(request.url());
    if (!isOwn) seen.requests.push(request.url());
  });
  page.on("dialog", (dialog) => {
    seen.dialogs.push(dialog.message());
    dialog.dismiss();
  });
  return seen;
}

export function expectQuiet(seen) {
  assert.deepEqual(seen, { errors: [], requests: [], dialogs: [] }, "the page must log no error, ask for nothing but itself and open no dialog");
}

/** Violations of WCAG 2.1 A and AA as lines of text; none is an empty list. */
export function accessibilityViolations(page) {
  return violations(page, { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
}

/** Contrast alone: all that another colour scheme can change. */
export function contrastViolations(page) {
  return violations(page, { type: "rule", values: ["color-contrast"] });
}

async function violations(page, runOnly) {
  await page.evaluate(fs.readFileSync(requirePackage.resolve("axe-core/axe.min.js"), "utf8"));
  const found = await page.evaluate((rules) => window.axe.run(document, { runOnly: rules, resultTypes: ["violations"] }), runOnly);
  return found.violations.flatMap((rule) => rule.nodes.slice(0, 5).map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.split("\n")[1]?.trim()}`));
}

/** How far the page can be scrolled sideways [px]; 0 is right. With what sticks out, to name it in a failure. */
export async function sidewaysScroll(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const extra = document.documentElement.scrollWidth - width;
    const isClipped = (element) => {
      for (let parent = element.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
        if (getComputedStyle(parent).overflowX !== "visible") return true;
      }
      return false;
    };
    const isWide = (one) => {
      const { left, right } = one.getBoundingClientRect();
      return right > width + 1 || left < -1 || left + one.scrollWidth > width + 1; // the last: a word that leaves its box
    };
    const wide = [...document.body.querySelectorAll("*")].filter((one) => one.childElementCount === 0 && isWide(one) && !isClipped(one));
    const nameOf = (one) => `${one.closest("section[id]")?.id ?? "page"}: ${one.tagName.toLowerCase()} "${one.textContent.slice(0, 40)}"`;
    return { extra, wide: wide.slice(0, 8).map(nameOf) };
  });
}

/** Downloads of a click, as text. */
export async function downloadedBy(page, click) {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), text: fs.readFileSync(await download.path(), "utf8") };
}
