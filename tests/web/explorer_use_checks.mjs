// The explorer in the hands of people: by keyboard, with wrong addresses, with names that are markup.
import assert from "node:assert/strict";
import { expectQuiet } from "./browser.mjs";
import { figureOf, savedCsv, showView, statusOf, untilReady, viewNames, withExplorer } from "./explorer_page.mjs";
import { printedNumbers } from "./printed_numbers.mjs";

/** Tab until something has the focus; more than 60 times means that it cannot be reached. */
async function tabTo(page, matches) {
  for (let step = 0; step < 60; ++step) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(matches)) return;
  }
  assert.fail(`the keyboard cannot reach ${matches}`);
}

/** From choosing a file to reading its numbers without a pointer. */
export function checkKeyboard({ result, ...subject }) {
  return withExplorer(subject, async (page, { seen }) => {
    await chooseByKeyboard(page, result);
    await tabTo(page, () => document.activeElement.id === "control-view");
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => document.documentElement.dataset.ready === "true" && document.querySelector("#control-view").value === "distribution");
    assert.equal(await page.evaluate(() => document.activeElement.id), "control-view", "after a change the focus must stay");
    await tabTo(page, () => document.activeElement.type === "checkbox");
    const before = await figureOf(page);
    await page.keyboard.press("Space");
    await untilReady(page);
    assert.notDeepEqual((await figureOf(page)).names, before.names, "a policy is taken away by the space bar");
    await tabTo(page, () => document.activeElement.tagName === "SUMMARY");
    await page.keyboard.press("Enter");
    await page.waitForSelector("section.figure details[open] table");
    expectQuiet(seen);
  });
}

async function chooseByKeyboard(page, file) {
  const chooser = page.waitForEvent("filechooser"); // begun early: it takes a moment until the browser listens
  chooser.catch(() => undefined); // if the button is never reached, that is what fails
  await tabTo(page, () => document.activeElement.id === "choose");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(file);
  await untilReady(page);
}

/** The month under the pointer and after keys, and its values, are those of the table. */
export async function checkReadout(subject) {
  await withExplorer(
    subject,
    async (page) => {
      const { records } = await savedCsv(page);
      const chart = page.locator("section.figure svg[role=img]").nth(1);
      const box = await chart.boundingBox();
      await chart.hover({ position: { x: box.width - 16, y: box.height / 2 } });
      await expectReadout(page, records, 60);
      await page.locator(".readout").focus();
      for (const [key, month] of [["Home", 0], ["ArrowRight", 1], ["ArrowRight", 2], ["End", 60], ["ArrowLeft", 59]]) {
        await page.keyboard.press(key);
        await expectReadout(page, records, month);
      }
    },
    { hash: "#view=fans&variable=governance&singles=0" },
  );
}

async function expectReadout(page, records, month) {
  const { text, lines } = await page.evaluate(() => ({
    text: document.querySelector(".readout").textContent,
    lines: [...document.querySelectorAll("section.figure .readout-line")].filter((line) => line.style.display !== "none").map((line) => line.getAttribute("x1")),
  }));
  const rows = records.filter((row) => Number(row.month) === month);
  assert.ok(text.startsWith(rows[0].date), `month ${month} is ${rows[0].date}; the line reads "${text}"`);
  assert.equal(new Set(lines).size, 1, `all panels must show month ${month}`);
  for (const row of rows.slice(0, 3)) {
    const [, rest] = text.split(`${row.entity}: `);
    const value = rest.split("; ")[0].split(", ").find((part) => part.endsWith(row.policy));
    const [printed] = printedNumbers(value);
    assert.ok(Math.abs(printed.value - Number(row.mean)) <= printed.half * 1.001, `${row.entity}, ${row.policy}, month ${month}: "${value}", the data have ${row.mean}`);
  }
}

export async function checkWrongAddress(subject) {
  await withExplorer(
    subject,
    async (page, { seen }) => {
      const status = await statusOf(page);
      for (const part of ["nonsense", "no_such_view", "no_such_policy", "99999", "no_such_variable"]) {
        assert.ok(status.includes(part), `the status "${status}" does not speak of ${part}`);
      }
      assert.ok((await figureOf(page)).names.length > 0, "there must be a picture all the same");
      expectQuiet(seen);
    },
    { hash: "#nonsense=1&view=no_such_view&policies=no_such_policy&run=99999&variable=no_such_variable&scenario=%E0%A4%A" },
  );
}

/** Whatever a result holds can be shown: a picture, or a sentence that says why there is none. */
export async function checkEverything(subject) {
  await withExplorer(subject, async (page, { seen }) => {
    await showView(page, "distribution");
    const outcomes = await page.evaluate(() => [...document.querySelectorAll("#control-outcome option, #options-outcome option")].map((option) => option.value.split(":")[0]));
    assert.ok(outcomes.length > 50, `only ${outcomes.length} outcomes can be chosen`);
    const broken = await page.evaluate(showOneByOne, outcomes.map((outcome) => `#view=distribution&outcome=${encodeURIComponent(outcome)}`));
    assert.deepEqual(broken, [], "outcomes that cannot be shown");
    expectQuiet(seen);
  });
}

/** In the page: visits the addresses; those that show neither a picture nor a note. */
async function showOneByOne(addresses) {
  const broken = [];
  for (const address of addresses) {
    document.documentElement.dataset.ready = "false";
    location.hash = address;
    while (document.documentElement.dataset.ready !== "true") await new Promise((resolve) => setTimeout(resolve, 5));
    const isDrawn = document.querySelector("section.figure svg[role=img]") !== null || document.querySelector("#notes p") !== null;
    const status = document.getElementById("status").textContent;
    if (!isDrawn || /cannot|not here/.test(status)) broken.push(`${address}: ${status}`);
  }
  return broken;
}

/** Views that need what was not recorded say so, and name what records it. */
export async function checkBareResult(subject) {
  await withExplorer(subject, async (page, { seen }) => {
    for (const [view, what] of [["fans", /summary/], ["events", /events/], ["runs", /histories/]]) {
      await showView(page, view);
      const notes = await page.locator("#notes").innerText();
      assert.match(notes, what, `${view}: the note says "${notes}"`);
      assert.match(notes, /record: ?\{/, `${view}: the note must say how to record it`);
    }
    expectQuiet(seen);
  });
}

const hostileNames = ["</script><img src=x onerror=alert(1)>", "a\"b'c&amp;<b>bold</b>", "javascript:alert(2)//${alert(3)}"];

export async function checkHostileNames(subject) {
  await withExplorer(subject, async (page, { seen }) => {
    for (const view of viewNames) {
      await showView(page, view);
      await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
      const found = await page.evaluate(() => ({ strangers: document.querySelectorAll("img, iframe, object, [onerror], main b, main script").length, text: document.querySelector("main").textContent }));
      assert.equal(found.strangers, 0, `${view}: a name became an element`);
      for (const name of hostileNames) assert.ok(found.text.includes(name), `${view}: does not show ${name}`);
    }
    assert.ok(new URL(page.url()).hash.length > 10 && !/[<>]/.test(new URL(page.url()).hash), "names in the address are encoded");
    expectQuiet(seen);
  });
}

