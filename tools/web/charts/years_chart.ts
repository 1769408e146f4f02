import * as Plot from "@observablehq/plot";
import type { Interval, YearsData } from "./data.ts";
import { formatInterval, formatMoney, formatTick } from "./format.ts";
import { drawChart, isKnown, type DrawnChart } from "./frame.ts";
import type { ChartOptions } from "./options.ts";
import type { PolicyStyle } from "./policy_styles.ts";

interface Year {
  year: number;
  value: number;
  lower: number;
  upper: number;
}

interface Line {
  style: PolicyStyle;
  years: Year[];
}

function yearsOf(years: number[], amounts: Interval[]): Year[] {
  return years.flatMap((year, index) => {
    const amount = amounts[index];
    if (amount === undefined || !isKnown(amount.value)) {
      return [];
    }
    return [{ year, value: amount.value, lower: amount.lower ?? amount.value, upper: amount.upper ?? amount.value }];
  });
}

// Policies of one year stand beside each other, so that no whisker hides another.
function lineMarks({ style, years }: Line, lane: number): Plot.Markish[] {
  const dx = 5 * lane;
  return [
    Plot.line(years, { x: "year", y: "value", dx, stroke: style.color, strokeWidth: 1.5, strokeDasharray: style.dash }),
    Plot.ruleX(years, { x: "year", y1: "lower", y2: "upper", dx, stroke: style.color, strokeWidth: 1.5 }),
    Plot.dot(years, { x: "year", y: "value", dx, r: 3, fill: style.color, symbol: style.symbol }),
  ];
}

function describe(data: YearsData, lines: Line[]): string {
  const parts = lines.map(({ style, years }) => {
    const end = years.at(-1);
    return end === undefined
      ? `${style.label}: no values`
      : `${style.label} ${formatMoney(end.value)} in ${end.year} (95 % interval ${formatInterval(end, formatMoney)})`;
  });
  return `${data.label} by year [${data.unit}]: ${parts.join("; ") || "no policy shown"}`;
}

export function yearsChart(data: YearsData, options: ChartOptions): DrawnChart {
  const lines = data.arms.map((arm) => ({
    style: options.styles.of(arm.policy),
    years: yearsOf(data.years, arm.amounts),
  }));
  const step = Math.ceil(data.years.length / Math.max(2, Math.floor(options.width / 52)));
  const ticks = data.years.filter((_, index) => index % step === 0);
  const middle = (lines.length - 1) / 2;
  return drawChart(
    {
      width: options.width,
      height: options.height ?? 260,
      marginLeft: 56,
      marginRight: 20,
      marginTop: 24,
      marginBottom: 28,
      x: { domain: [(data.years[0] ?? 0) - 0.3, (data.years.at(-1) ?? 1) + 0.3], axis: null },
      y: { axis: null, nice: true, zero: true },
      marks: [
        Plot.gridY({ ticks: 5, stroke: "var(--faint)", strokeOpacity: 1 }),
        Plot.axisX(ticks, { text: ticks.map(String), label: null, color: "var(--soft-ink)", tickSize: 3 }),
        Plot.axisY({
          ticks: 5,
          tickSize: 0,
          tickFormat: formatTick,
          label: `↑ ${data.label} [${data.unit}]`,
          color: "var(--soft-ink)",
        }),
        Plot.ruleY([0], { stroke: "var(--ink)" }),
        ...lines.flatMap((line, index) => lineMarks(line, index - middle)),
      ],
    },
    options.name ?? describe(data, lines),
  );
}
