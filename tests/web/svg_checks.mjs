// What a picture that a page saves must be: an SVG that needs nothing of the page.
import assert from "node:assert/strict";

/** It parses, carries its title and its legend, and no style of it is a variable. Drawn are at least `fewest` marks. */
export async function expectStandalone(page, { name, text }, { title, legend, where, fewest }) {
  const found = await page.evaluate(examineSvg, text);
  const bare = (words) => words.replace(/\s/g, "");
  assert.match(name, /^[\w.-]+\.svg$/, `${where}: the name ${name} must suit every file system`);
  assert.equal(found.error, "", `${where}: the picture is no XML: ${found.error}`);
  assert.ok(bare(found.text).includes(bare(title).slice(0, 20)), `${where}: the picture must carry its title`);
  for (const label of legend) assert.ok(found.texts.includes(label), `${where}: the legend must name ${label}`);
  const ofPage = /var\(|currentColor|<script|<style|<foreignObject/;
  assert.doesNotMatch(text, ofPage, `${where}: the picture must not depend on a page`);
  assert.doesNotMatch(found.text, /[{}]/, `${where}: the picture must not show a style sheet as words`);
  assert.deepEqual(found.links, [], `${where}: the picture must not link elsewhere`);
  assert.ok(found.drawn >= fewest, `${where}: the picture is nearly empty`);
}

function examineSvg(text) {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
  const all = [...parsed.querySelectorAll("*")];
  const links = all.flatMap((one) => [one.getAttribute("href"), one.getAttribute("xlink:href")]);
  return {
    error: parsed.querySelector("parsererror")?.textContent ?? "",
    text: parsed.documentElement.textContent,
    texts: [...parsed.querySelectorAll("text")].map((one) => one.textContent),
    links: links.filter((link) => link !== null && !link.startsWith("#")),
    drawn: parsed.querySelectorAll("path, circle, rect, line").length,
  };
}
