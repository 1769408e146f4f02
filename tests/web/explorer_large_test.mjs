// Check 12 in full: a result of half a gigabyte opens in 2 s, and less than 1 % of it is read. It takes minutes to make
// the file, so this test belongs to the long ones.
//
//   node tests/web/explorer_large_test.mjs build/release/tools/detente/detente
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { startBrowser } from "./browser.mjs";
import { runExperiment } from "./detente.mjs";
import { checkThrift } from "./explorer_checks.mjs";

const variables = ["governance", "level", "tension", "trust", "pressure", "dependence", "mistrust", "stability", "capture", "oversight", "quality", "stock"];

test("check 12: a file of 500 MB opens in 2 s, less than 1 % is read", async () => {
  const folder = runExperiment("large", "--runs", "2304", "--set", `record.history={variables: [${variables.join(", ")}], runs: {first: all}}`);
  const result = path.join(folder, "result.h5");
  const { size } = fs.statSync(result);
  assert.ok(size > 450e6, `the file has ${size} bytes only: record more`);
  const browser = await startBrowser();
  try {
    await checkThrift({ browser, result }, 0.01 * size);
  } finally {
    await browser.close();
  }
});
