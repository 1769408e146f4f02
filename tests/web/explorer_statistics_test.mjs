// The statistics of the explorer at their edges: one observation, clusters, where the series takes over from the sums. It
// needs no browser.
//
//   node tests/web/explorer_statistics_test.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import { importSource } from "./sources.mjs";

const statistics = await importSource("explorer/statistics.ts");

const near = (actual, expected, tolerance) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

test("Student's quantile is that of the tables, and its series joins the exact sums", () => {
  near(statistics.studentQuantile(1), 12.7062, 1e-4);
  near(statistics.studentQuantile(2), 4.30265, 1e-5);
  near(statistics.studentQuantile(9), 2.26216, 1e-5);
  near(statistics.studentQuantile(200), 1.9719, 1e-5);
  near(statistics.studentQuantile(201), 1.97184, 1e-5);
});

test("a quantile is linear between order statistics", () => {
  near(statistics.quantile(Float64Array.of(1, 2, 3, 10), 0.75), 4.75, 1e-12);
});

test("runs of one observation count once, and missing ones not at all", () => {
  const runs = Float64Array.of(1, 3, 5, NaN, NaN, NaN);

  const mean = statistics.meanInterval(runs, 2);

  assert.equal(mean.n, 2);
  assert.equal(mean.value, 3.5); // of 2 and 5; over all runs it would be 3
  near(mean.upper - mean.value, 12.7062 * 1.5, 1e-3);
});

test("a single observation has a mean and no interval", () => {
  const mean = statistics.meanInterval(Float64Array.of(4), 1);

  assert.equal(mean.value, 4);
  assert.ok(Number.isNaN(mean.lower));
});

test("Wilson's interval is not empty where nothing happened", () => {
  const never = statistics.wilsonInterval(0, 10);

  assert.equal(never.lower, 0);
  near(never.upper, 0.27753, 1e-5);
});

test("exceedance counts runs at the threshold", () => {
  const [at, above] = statistics.exceedance(Float64Array.of(1, 2, 2, NaN), [2, 2.5], 1);

  near(at.value, 2 / 3, 1e-12);
  assert.equal(above.value, 0);
});

test("a far run does not squeeze the others into one bin", () => {
  const runs = Float64Array.from({ length: 1000 }, (_, run) => (run === 0 ? 1e6 : run / 1000));

  const { edges, counts, endsHoldMore } = statistics.histogram([runs]);

  assert.ok(endsHoldMore && edges.at(-1) < 2);
  assert.equal(
    counts[0].reduce((sum, count) => sum + count, 0),
    1000,
  );
});

test("bins of whole numbers are centred on them and hold every run", () => {
  const { edges, counts } = statistics.histogram([Float64Array.of(0, 1, 1, 5), Float64Array.of(NaN, 2)]);

  assert.deepEqual(edges, [-0.5, 0.5, 1.5, 2.5, 3.5, 4.5, 5.5]);
  assert.deepEqual(counts, [
    [1, 2, 0, 0, 0, 1],
    [0, 0, 1, 0, 0, 0],
  ]);
});
