// Statistics of slices that a reader asks for. The rules are those of docs/analysis.md and of engine/statistics, so
// that page and program print the same digits. What the file's /summary holds is never computed again.
//
// Runs come in clusters of `cluster` consecutive ones, which together are one independent observation (1: each run is
// one). Missing runs are NaN and are left out.

import type { Estimate as AnyEstimate } from "../charts/index.ts";

/** Here what is unknown is NaN. */
export interface Estimate extends AnyEstimate {
  value: number;
  lower: number;
  upper: number;
}

export function known(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value));
}

/** Quantile of sorted values, linear between order statistics (type 7 of Hyndman and Fan). */
export function quantile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) {
    return Number.NaN;
  }
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Means of consecutive clusters; a cluster without any known run is left out. */
export function clusterMeans(runs: Float64Array, cluster: number): Float64Array {
  const means: number[] = [];
  for (let first = 0; first < runs.length; first += cluster) {
    let sum = 0;
    let count = 0;
    for (let run = first; run < Math.min(first + cluster, runs.length); run += 1) {
      const value = runs[run] ?? Number.NaN;
      if (!Number.isNaN(value)) {
        sum += value;
        count += 1;
      }
    }
    if (count > 0) {
      means.push(sum / count);
    }
  }
  return Float64Array.from(means);
}

/** Mean with Student's 95 % interval; of a single observation the interval is NaN. */
export function meanInterval(runs: Float64Array, cluster: number): Estimate {
  const means = clusterMeans(runs, cluster);
  const n = means.length;
  if (n === 0) {
    return { value: Number.NaN, lower: Number.NaN, upper: Number.NaN, n: 0 };
  }
  const value = means.reduce((sum, mean) => sum + mean, 0) / n;
  const squares = means.reduce((sum, mean) => sum + (mean - value) ** 2, 0);
  const half = n > 1 ? studentQuantile(n - 1) * Math.sqrt(squares / (n - 1) / n) : Number.NaN;
  return { value, lower: value - half, upper: value + half, n };
}

const NORMAL_QUANTILE = 1.959963984540054; // 97.5 %

/** 97.5 % quantile of Student's distribution. Source: Abramowitz and Stegun 26.7.3, 26.7.4 (exact), 26.7.5 (series). */
export function studentQuantile(freedom: number): number {
  if (freedom > 200) {
    const z = NORMAL_QUANTILE;
    const first = (z ** 3 + z) / (4 * freedom);
    const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
    return z + first + second;
  }
  let low = 0;
  let high = 20; // 12.7 at one degree of freedom
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (centralProbability(middle, freedom) < 0.95) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return (low + high) / 2;
}

/** P(|T| < t), by the finite sums for whole degrees of freedom. */
function centralProbability(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const isOdd = freedom % 2 === 1;
  const cosine = Math.cos(angle);
  let term = isOdd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= (cosine ** 2 * (k - 1)) / k;
    sum += term;
  }
  const product = Math.sin(angle) * sum;
  return isOdd ? (2 / Math.PI) * (angle + product) : product;
}

/** Wilson's 95 % interval of a probability; the half width is that of the normal interval with as many trials. */
function scoreInterval(value: number, halfWidth: number, n: number): Estimate {
  const ratio = halfWidth ** 2 / (value * (1 - value));
  const centre = (value + ratio / 2) / (1 + ratio);
  const distance = Math.sqrt(halfWidth ** 2 + ratio ** 2 / 4) / (1 + ratio);
  return { value, lower: Math.max(0, centre - distance), upper: Math.min(1, centre + distance), n };
}

export function wilsonInterval(successes: number, trials: number): Estimate {
  if (trials === 0) {
    return { value: Number.NaN, lower: Number.NaN, upper: Number.NaN, n: 0 };
  }
  const value = successes / trials;
  const ratio = NORMAL_QUANTILE ** 2 / trials;
  const centre = (value + ratio / 2) / (1 + ratio);
  const distance = Math.sqrt(ratio * (value * (1 - value) + ratio / 4)) / (1 + ratio);
  return { value, lower: Math.max(0, centre - distance), upper: Math.min(1, centre + distance), n: trials };
}

/** Probability of what happened (1) or did not (0) in each run. Source: Wilson 1927; Korn and Graubard 1998. */
export function probabilityInterval(happened: Float64Array, cluster: number): Estimate {
  const means = clusterMeans(happened, cluster);
  const always = means.filter((mean) => mean === 1).length;
  const never = means.filter((mean) => mean === 0).length;
  if (cluster === 1 || always === means.length || never === means.length) {
    return wilsonInterval(always, means.length);
  }
  const estimate = meanInterval(happened, cluster);
  if (means.length === 1) {
    return estimate;
  }
  if (means.every((mean) => mean === means[0])) {
    // No variance between clusters says nothing of how many trials they are: then runs are the trials.
    const runs = known(happened);
    return { ...wilsonInterval(runs.filter((one) => one === 1).length, runs.length), n: means.length };
  }
  return scoreInterval(estimate.value, estimate.upper - estimate.value, means.length);
}

/** P(X >= threshold). The intervals hold at each threshold, not at all at once. */
export function exceedance(runs: Float64Array, thresholds: number[], cluster: number): Estimate[] {
  if (cluster > 1) {
    return thresholds.map((threshold) =>
      probabilityInterval(
        runs.map((value) => (Number.isNaN(value) ? value : Number(value >= threshold))),
        cluster,
      ),
    );
  }
  const sorted = known(runs).sort();
  return thresholds.map((threshold) => wilsonInterval(sorted.length - firstAtLeast(sorted, threshold), sorted.length));
}

function firstAtLeast(sorted: Float64Array, threshold: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < threshold) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** At most `most` values seen in any arm, from the least to the greatest, both tails as finely as the middle. */
export function sharedThresholds(arms: Float64Array[], most = 100): number[] {
  const pooled = Float64Array.from(arms.flatMap((arm) => Array.from(known(arm)))).sort();
  if (pooled.length === 0) {
    return [];
  }
  const last = pooled.length - 1;
  const furthest = Math.log(Math.max(last, 1));
  const ranks = [0];
  for (let k = 1; k + 1 < most; k += 1) {
    const logOdds = furthest * ((2 * (k - 1)) / (most - 3) - 1);
    ranks.push(Math.round(last / (1 + Math.exp(-logOdds))));
  }
  ranks.push(last);
  return [...new Set(ranks.map((rank) => pooled[rank] ?? Number.NaN))];
}

/** a - b, run by run; missing where either is. Run r of two policies has the same luck. */
export function differences(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, run) => value - (b[run] ?? Number.NaN));
}

export interface Bins {
  edges: number[];
  endsHoldMore: boolean; // the first and last bin also hold what lies beyond them
  counts: number[][]; // by arm
}

/**
 * Bins of equal, round width that all arms share. Whole numbers in a short range get a bin each. Where a few runs lie
 * so far out that the others would fill two or three bins, the bins end at 0.5 and 99.5 %.
 */
export function histogram(arms: Float64Array[], most = 40): Bins {
  const values = arms.map(known);
  const { lowest, highest, isTrimmed } = binRange(values);
  if (!Number.isFinite(lowest) || !Number.isFinite(highest)) {
    return { edges: [], endsHoldMore: false, counts: arms.map(() => []) };
  }
  const areWhole = values.every((arm) => arm.every(Number.isInteger));
  const width =
    areWhole && highest - lowest <= most ? 1 : roundStep((highest - lowest) / most || Math.abs(lowest) / 10 || 1);
  // Bins of whole numbers are centred on them.
  const first = width === 1 && areWhole ? lowest - 0.5 : Math.floor(lowest / width) * width;
  const count = Math.floor((highest - first) / width) + 1;
  const edges = Array.from({ length: count + 1 }, (_, index) => first + index * width);
  const counts = values.map((arm) => {
    const bins = new Array<number>(count).fill(0);
    for (const value of arm) {
      const bin = Math.min(count - 1, Math.max(0, Math.floor((value - first) / width)));
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    return bins;
  });
  return { edges, endsHoldMore: isTrimmed, counts };
}

function binRange(values: Float64Array[]): { lowest: number; highest: number; isTrimmed: boolean } {
  const pooled = Float64Array.from(values.flatMap((arm) => Array.from(arm))).sort();
  const [least, most] = [pooled[0] ?? Infinity, pooled.at(-1) ?? -Infinity];
  const [low, high] = [quantile(pooled, 0.005), quantile(pooled, 0.995)];
  const isTrimmed = high > low && most - least > 2 * (high - low);
  return isTrimmed ? { lowest: low, highest: high, isTrimmed } : { lowest: least, highest: most, isTrimmed };
}

function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= step) ?? 10) * power;
}
