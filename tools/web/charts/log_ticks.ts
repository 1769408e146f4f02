// Ticks of logarithmic axes, made by hand: Plot leaves labels out where it formats them itself.
export function logTicks(lowest: number, highest: number, steps: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(lowest)); power <= Math.ceil(Math.log10(highest)); power += 1) {
    for (const step of steps) {
      const tick = Number((step * 10 ** power).toPrecision(6));
      if (tick >= lowest * 0.999 && tick <= highest * 1.001) {
        ticks.push(tick);
      }
    }
  }
  return ticks;
}

const FINEST_FIRST = [[1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9], [1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]];

const FEWEST = 3; // fewer do not tell the reader how the axis runs

/** As many ticks as fit, the finest first; within a narrow range those of a linear axis. */
export function fittingLogTicks(lowest: number, highest: number, most: number): number[] {
  const choices = FINEST_FIRST.map((steps) => logTicks(lowest, highest, steps));
  const fitting = choices.find((ticks) => ticks.length <= most) ?? choices.at(-1) ?? [];
  return fitting.length >= FEWEST ? fitting : evenTicks(lowest, highest, most);
}

function evenTicks(lowest: number, highest: number, most: number): number[] {
  const least = (highest - lowest) / Math.max(FEWEST, most);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = ([1, 2, 5].find((one) => one * power >= least) ?? 10) * power;
  const first = Math.ceil(lowest / step);
  const count = Math.floor(highest / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => Number(((first + index) * step).toPrecision(6)));
}

export interface LogScale {
  toPixel(value: number): number;
  fromPixel(pixel: number): number;
}

/** From `lowest` at pixel `from` to `highest` at pixel `to`, as Plot will draw it. */
export function logScale(lowest: number, highest: number, from: number, to: number): LogScale {
  const span = Math.log(highest / lowest);
  return {
    toPixel: (value) => from + ((to - from) * Math.log(value / lowest)) / span,
    fromPixel: (pixel) => lowest * Math.exp((span * (pixel - from)) / (to - from)),
  };
}
