// What both pages write: units, CSV and names of files. It needs no browser.
//
//   node tests/web/page_parts_test.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import { importSource } from "./sources.mjs";

const { formatInterval, formatNumber, inUnit, withUnit } = await importSource("charts/format.ts");
const { csvText, rowsOfTable } = await importSource("page/csv.ts");
const { safeFileName } = await importSource("page/save.ts");

// A file names the unit of a pure number "1": the explorer once showed it as "[1]".
test("a pure number has no unit, whether that is empty or 1", () => {
  assert.deepEqual(["", "1", "MEUR"].map(inUnit), ["", "", " [MEUR]"]);
  assert.deepEqual(
    ["", "1", "MEUR"].map((unit) => withUnit("9", unit)),
    ["9", "9", "9 MEUR"],
  );
});

test("an interval of which an end is not known is not written as numbers", () => {
  assert.equal(formatInterval({ value: 1, lower: 0.5, upper: 2 }, formatNumber), "0.500 to 2");
  assert.equal(formatInterval({ value: 1, lower: NaN, upper: NaN }, formatNumber), "–");
  assert.equal(formatInterval({ value: 1, lower: null, upper: 2 }, formatNumber), "–");
});

test("the head of a CSV names units, and unknown numbers are empty", () => {
  const columns = [
    ["policy", ""],
    ["mean", "MEUR"],
    ["share", "1"],
  ].map(([key, unit]) => ({ key, label: key, unit }));

  const text = csvText(
    rowsOfTable({
      columns,
      rows: [
        ["a", 1.25, null],
        ["b", NaN, -3],
      ],
    }),
  );

  assert.equal(text, "policy,mean [MEUR],share\r\na,1.25,\r\nb,,-3\r\n");
});

test("text that a spreadsheet would run stays text, and separators are quoted", () => {
  assert.equal(csvText([["=1+1", "-x", "-1.5", 'a "b", c']]), `'=1+1,'-x,-1.5,"a ""b"", c"\r\n`);
});

test("a name of a file has no letter that a file system refuses", () => {
  assert.equal(safeFileName(["quick start", "", "a/b:c"]), "quick_start-a_b_c");
});
