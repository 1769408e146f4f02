// The explorer as the tests see it: how files get into it, and how it is read.
import { downloadedBy, explorerPage, openFile } from "./browser.mjs";
import { csvRecords } from "./csv.mjs";

export const viewNames = ["fans", "distribution", "exceedance", "events", "runs"];

export function openExplorer(subject, { hash = "", context = {} } = {}) {
  return openFile(subject.browser, subject.page ?? explorerPage, { hash, context, isReady: () => document.documentElement.dataset.loaded === "true" });
}

export async function withExplorer(subject, look, options = {}) {
  const opened = await openExplorer(subject, options);
  try {
    if (subject.result !== undefined) await dropFile(opened.page, subject.result);
    await look(opened.page, opened);
  } finally {
    await opened.close();
  }
}

/** A drop event with a real file. The file comes in by an input of the test's own, so that it is never copied. */
export async function dropFile(page, file) {
  await page.evaluate(() => {
    const carrier = document.createElement("input");
    carrier.type = "file";
    carrier.id = "carrier-of-the-test";
    carrier.hidden = true;
    document.body.append(carrier);
  });
  await page.setInputFiles("#carrier-of-the-test", file);
  await page.evaluate(() => {
    const carrier = document.getElementById("carrier-of-the-test");
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(carrier.files[0]);
    carrier.remove();
    for (const kind of ["dragenter", "dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    }
  });
  await untilReady(page);
}

export async function chooseFile(page, file) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Choose a result file" }).click()]);
  await chooser.setFiles(file);
  await untilReady(page);
}

export async function untilReady(page) {
  await page.waitForFunction(() => document.documentElement.dataset.ready === "true");
}

export async function statusOf(page) {
  return page.getByRole("status").innerText();
}

/** Changes a control as a person does, and waits for the picture. */
export async function setControl(page, name, value) {
  const control = page.locator(`#control-${name}`);
  const tag = await control.evaluate((element) => element.tagName);
  if (tag === "SELECT") await control.selectOption(value);
  else {
    await control.fill(value);
    await control.press("Enter");
    await control.blur();
  }
  await untilReady(page);
}

export async function showView(page, view) {
  if ((await page.locator("#control-view").inputValue()) !== view) await setControl(page, "view", view);
}

export async function figureOf(page) {
  return page.evaluate(() => ({
    title: document.querySelector("section.figure h2")?.textContent ?? "",
    statement: document.querySelector("section.figure p.statement")?.textContent ?? "",
    caption: document.querySelector("section.figure p.caption")?.textContent ?? "",
    names: [...document.querySelectorAll("section.figure svg[role=img]")].map((chart) => chart.getAttribute("aria-label") ?? ""),
    controls: Object.fromEntries([...document.querySelectorAll("#controls select, #controls input:not([type=checkbox])")].map((control) => [control.id, control.value])),
    policies: [...document.querySelectorAll("#controls input[type=checkbox]")].map((box) => [box.value, box.checked]),
  }));
}

/** The numbers of the view. Headers that name a unit, "mean [MEUR]", lose it: `header` has them as they are. */
export async function savedCsv(page) {
  const { name, text } = await downloadedBy(page, () => page.getByRole("button", { name: /as CSV$/ }).click());
  const records = csvRecords(text).map((record) => Object.fromEntries(Object.entries(record).map(([key, value]) => [key.replace(/ \[.*\]$/, ""), value])));
  return { name, header: text.split("\r\n")[0], records };
}

export function savedSvg(page) {
  return downloadedBy(page, () => page.getByRole("button", { name: /as SVG$/ }).click());
}
