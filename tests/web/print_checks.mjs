// What comes out on paper: prints a page to PDF and reads it back with poppler's tools.
import assert from "node:assert/strict";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { scratchFolder } from "./browser.mjs";

let printed = 0;

/** As "Print" of the browser does it; the file. */
export async function printToPdf(page, file = path.join(scratchFolder, `printed_${++printed}.pdf`)) {
  await page.pdf({ path: file, format: "A4", printBackground: true });
  return file;
}

/** Size [pt] and text of every page, the text without any white space: lines break anywhere. */
export function readPdf(file) {
  const info = execFileSync("pdfinfo", ["-f", "1", "-l", "999", file], { encoding: "utf8" });
  const sizes = [...info.matchAll(/Page +\d+ size: +([\d.]+) x ([\d.]+)/g)].map(([, width, height]) => [Number(width), Number(height)]);
  const texts = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8", maxBuffer: 1 << 26 }).split("\f").slice(0, sizes.length);
  return { sizes, texts: texts.map(withoutSpace) };
}

export function withoutSpace(text) {
  return text.normalize("NFKC").replace(/[\s\u00ad]+/g, "");
}

export function expectA4(pdf, fewest, most) {
  assert.ok(pdf.sizes.length >= fewest && pdf.sizes.length <= most, `the print has ${pdf.sizes.length} pages, ${fewest} to ${most} were expected`);
  for (const [width, height] of pdf.sizes) {
    assert.ok(Math.abs(width - 595.3) < 2 && Math.abs(height - 841.9) < 2, `a page of ${width} x ${height} pt is not A4 upright`);
  }
}

/** The title of a figure and what belongs to it, such as the end of its caption, stand on one page. */
export function expectTogether(pdf, title, belonging, what) {
  const pagesWith = (words) => pdf.texts.flatMap((text, i) => (text.includes(words) ? [i + 1] : []));
  const withTitle = pagesWith(withoutSpace(title).slice(0, 60));
  const withRest = pagesWith(withoutSpace(belonging).slice(-40));
  assert.ok(withTitle.length > 0, `no page has the title "${title}"`);
  assert.ok(withRest.length > 0, `no page has ${what} of "${title}": "${belonging}"`);
  assert.ok(withTitle.some((page) => withRest.includes(page)), `"${title}" is split: its title is on page ${withTitle}, ${what} on page ${withRest}`);
}
