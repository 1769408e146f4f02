// The committed pages are what a rebuild makes, and small enough to be sent by mail.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { explorerPage, reportTemplate, sourceFolder } from "./browser.mjs";

const markers = (html) => html.split("@REPORT_DATA@").length - 1;

test("a rebuild gives the committed pages, byte for byte", () => {
  execFileSync(process.execPath, [path.join(sourceFolder, "tools/web/build.mjs"), "--check"], { stdio: "pipe", encoding: "utf8" });
});

test("check 2: the template of the report leaves room for data, the explorer has at most 2 MB", () => {
  assert.ok(fs.statSync(reportTemplate).size <= 500e3, `the template has ${fs.statSync(reportTemplate).size} bytes, more than 500,000`);
  assert.ok(fs.statSync(explorerPage).size <= 2e6, `the explorer has ${fs.statSync(explorerPage).size} bytes, more than 2,000,000`);
});

test("the marker for the data is in the template once, in a script that is not run", () => {
  const html = fs.readFileSync(reportTemplate, "utf8");

  assert.equal(markers(html), 1);
  assert.match(html, /<script type="application\/json" id="report-data">\s*@REPORT_DATA@\s*<\/script>/);
});

test("both pages forbid connections, and name the licences of what is inside", () => {
  for (const file of [reportTemplate, explorerPage]) {
    const html = fs.readFileSync(file, "utf8");
    const policy = html.match(/http-equiv="?Content-Security-Policy"?[^>]*content="([^"]*)"/i)?.[1] ?? "";

    assert.match(policy, /default-src 'none'/, `${path.basename(file)} has no strict content policy`);
    assert.doesNotMatch(policy, /https?:/, `${path.basename(file)} lets the page reach the network`);
    assert.match(html, /Mike Bostock/, `${path.basename(file)} carries no notice of d3 and Observable Plot`);
  }
  assert.match(fs.readFileSync(explorerPage, "utf8"), /National Institute of Standards|NIST/, "the explorer carries no notice of h5wasm");
});
