// The report page as the tests see it: how it is built from data, opened, and read.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { openFile, reportTemplate, scratchFolder } from "./browser.mjs";

const marker = "@REPORT_DATA@";
let built = 0;

/** Puts data into the committed template, as the command does; the file. */
export function buildReport(data, template = fs.readFileSync(reportTemplate, "utf8")) {
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  const file = path.join(scratchFolder, `report_${++built}.html`);
  fs.writeFileSync(file, template.replace(marker, () => json));
  return file;
}

/** Opens a report and waits until it is drawn. */
export function openReport(subject, context = {}) {
  return openFile(subject.browser, subject.file, { context, isReady: () => document.documentElement.dataset.drawMs !== undefined });
}

/** Opens, looks, closes: also if looking fails. */
export async function withReport(subject, look, context = {}) {
  const opened = await openReport(subject, context);
  try {
    await look(opened.page, opened);
  } finally {
    await opened.close();
  }
}

/** All sections that are figures, drawn or absent, in the order of the page. */
export async function figuresOf(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("section.figure, section.absent")].map((section) => ({
      id: section.id,
      isAbsent: section.classList.contains("absent"),
      title: section.querySelector("h2")?.textContent ?? "",
      caption: section.querySelector("p.caption")?.textContent ?? "",
      text: section.textContent,
      names: [...section.querySelectorAll("svg[role=img]")].map((chart) => chart.getAttribute("aria-label") ?? ""),
      labelledBy: document.getElementById(section.getAttribute("aria-labelledby"))?.textContent ?? null,
      longestLabel: [...section.querySelectorAll("svg[role=img] text")].map((label) => label.textContent).sort((a, b) => b.length - a.length)[0] ?? "",
      firstRow: section.querySelector(".picture tbody tr td:nth-child(2), .picture tbody tr th")?.textContent ?? "",
      colors: [...new Set((section.querySelector(".picture")?.innerHTML ?? "").match(/--policy-\d+/g) ?? [])].sort(),
    })),
  );
}

/** Texts of the cells of T1, by scenario and policy: names, then numbers column by column. */
export async function keyNumberRows(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("#key_numbers table.key tbody")].flatMap((body) => {
      const scenario = body.querySelector("tr.scenario").textContent.replace(/^Scenario (\S+).*$/s, "$1");
      return [...body.querySelectorAll("tr:not(.scenario)")].map((row) => ({
        scenario,
        policy: row.querySelector("th span").textContent,
        cells: [...row.querySelectorAll("td")].map((cell) => [...cell.childNodes].map((part) => part.textContent.trim())),
      }));
    }),
  );
}

export function policyBox(page, policy) {
  return page.locator("fieldset.policies").getByRole("checkbox", { name: policy, exact: true });
}

export async function setPolicies(page, policies, isShown) {
  for (const policy of policies) await policyBox(page, policy).setChecked(isShown);
}

export function figureData(data, id) {
  const figure = data.figures.find((one) => one.id === id);
  assert.ok(figure, `the data have no figure ${id}`);
  return figure;
}
