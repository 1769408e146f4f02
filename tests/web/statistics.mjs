// The statistics of the report once more, written apart from the C++ ones: what the pages print is compared with these.

const confidence = 0.95;

export function mean(values) {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

export function standardDeviation(values) {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (values.length - 1));
}

/** Student's interval of the mean of independent observations; missing ones are left out. */
export function meanInterval(values) {
  const known = values.filter((x) => !Number.isNaN(x));
  const value = mean(known);
  const half = (studentQuantile(0.5 + confidence / 2, known.length - 1) * standardDeviation(known)) / Math.sqrt(known.length);
  return { value, lower: value - half, upper: value + half, n: known.length };
}

/** Wilson's interval of a probability. */
export function wilsonInterval(successes, n) {
  const z = normalQuantile(0.5 + confidence / 2);
  const share = successes / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = ((z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n)));
  const lower = successes === 0 ? 0 : centre - half; // exact at the ends, where rounding would leave 1e-17
  const upper = successes === n ? 1 : centre + half;
  return { value: share, lower, upper, n };
}

/** Linear between order statistics: type 7 of Hyndman and Fan. */
export function quantile(values, p) {
  const sorted = values.filter((x) => !Number.isNaN(x)).sort((a, b) => a - b);
  const place = p * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** Mean of the worst share of the runs, the highest: what is on the edge counts in part. Rockafellar and Uryasev. */
export function tailMean(values, share = 0.05) {
  const sorted = values.filter((x) => !Number.isNaN(x)).sort((a, b) => a - b);
  const atRisk = sorted[Math.max(Math.ceil((1 - share) * sorted.length), 1) - 1];
  return mean(sorted.map((x) => atRisk + Math.max(x - atRisk, 0) / share));
}

export function differences(a, b) {
  return a.map((x, run) => x - b[run]);
}

/** Of Student's law, by bisection of its distribution function. */
export function studentQuantile(p, degrees) {
  return bisect((x) => studentProbability(x, degrees) - p, -1e3, 1e3);
}

export function normalQuantile(p) {
  return studentQuantile(p, 1e7); // the two differ by less than 1e-6 there
}

function studentProbability(x, degrees) {
  const tail = 0.5 * incompleteBeta(degrees / (degrees + x * x), degrees / 2, 0.5);
  return x > 0 ? 1 - tail : tail;
}

function bisect(rises, lowest, highest) {
  let [low, high] = [lowest, highest];
  for (let step = 0; step < 200; ++step) {
    const middle = (low + high) / 2;
    if (rises(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Regularised incomplete beta function by its continued fraction (Lentz). */
function incompleteBeta(x, a, b) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  return front * betaFraction(x, a, b);
}

function betaFraction(x, a, b) {
  const tiny = 1e-300;
  const away = (y) => (Math.abs(y) < tiny ? tiny : y);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < 500; ++m) {
    for (const term of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / away(1 + term * d);
      c = away(1 + term / c);
      result *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return result;
}

/** Stirling's series after a shift; right to 1e-14 for x > 0. */
function logGamma(x) {
  let shift = 0;
  let z = x;
  for (; z < 15; ++z) shift -= Math.log(z);
  const series = 1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5) - 1 / (1680 * z ** 7);
  return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series;
}
