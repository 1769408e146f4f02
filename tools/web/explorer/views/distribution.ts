// How one outcome is spread over runs, by policy: 50 dots or a histogram.
import { dotsChart, histogramChart, withUnit } from "../../charts/index.ts";
import { numbersTable, type Cell, type Column, type Numbers } from "../../page/table.ts";
import { MOST_ROWS, type Figure } from "../figure.ts";
import { differences, histogram, known, meanInterval, quantile, type Estimate } from "../statistics.ts";
import { stylesOf, type Drawing, type ViewContext } from "./context.ts";
import { drawOutcome, outcomeFrame, valueWords, type OutcomeColumns } from "./outcome_columns.ts";
import * as words from "./words.ts";

const DOT_COUNT = 50;
const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95];

interface ArmStatistics {
  policy: string;
  present: number;
  mean: Estimate;
  quantiles: number[];
  dots: number[];
  bothPresent: number; // runs with a value here and under the baseline
  difference: Estimate | null; // to the baseline, run by run; null of the baseline
}

export function drawDistribution(context: ViewContext): Promise<Drawing> {
  return drawOutcome(context, (columns) => {
    const statistics = columns.arms.map((arm) => statisticsOf(context, columns, arm.policy));
    return figureOf(context, columns, statistics);
  });
}

function statisticsOf(context: ViewContext, columns: OutcomeColumns, policy: string): ArmStatistics {
  const runs = columns.arms.find((arm) => arm.policy === policy)?.runs ?? new Float64Array(0);
  const sorted = known(runs).sort();
  const baseline = columns.arms.find((arm) => arm.policy === context.result.facts.baseline);
  const less = baseline === undefined || baseline.policy === policy ? null : differences(runs, baseline.runs);
  const dots =
    sorted.length === 0 ? [] : Array.from({ length: DOT_COUNT }, (_, dot) => quantile(sorted, (dot + 0.5) / DOT_COUNT));
  return {
    policy,
    present: sorted.length,
    mean: meanInterval(runs, columns.cluster),
    quantiles: SHARES.map((share) => quantile(sorted, share)),
    dots,
    bothPresent: less === null ? 0 : known(less).length,
    difference: less === null ? null : meanInterval(less, columns.cluster),
  };
}

function figureOf(context: ViewContext, columns: OutcomeColumns, statistics: ArmStatistics[]): Figure {
  const { outcome, label, format } = columns;
  const present = statistics.filter((arm) => arm.present > 0);
  const isHistogram = context.state.form === "histogram";
  const options = { width: context.width, styles: stylesOf(context), formatValue: format, fromZero: false };
  const bins = isHistogram
    ? histogram(columns.arms.map((arm) => arm.runs))
    : { edges: [], endsHoldMore: false, counts: [] };
  const arms = present.map((arm) => ({
    policy: arm.policy,
    median: arm.quantiles[2] ?? null,
    mean: arm.mean,
    dots: arm.dots,
  }));
  const withCounts = arms.map((arm) => ({
    ...arm,
    counts: bins.counts[columns.arms.findIndex((one) => one.policy === arm.policy)] ?? [],
  }));
  const chart = isHistogram
    ? histogramChart({ label, unit: outcome.unit, edges: bins.edges, arms: withCounts }, options)
    : dotsChart({ label, unit: outcome.unit, arms }, options);
  const table = statisticsTable(statistics, outcome.unit);
  const readable = numbersTable(readableTable(context, columns, statistics), "Statistics by policy", MOST_ROWS);
  return {
    ...outcomeFrame(context, columns, context.state.form, "how single runs end", [
      bins.endsHoldMore ? "A few runs lie far out: the first and the last bar also hold all runs beyond them." : "",
      isHistogram
        ? "Bars: share of runs in each bin, on the same scale for all policies."
        : "Each dot is 2 % of runs: the 1, 3, ... 99 % quantiles of single runs.",
      "Below: a bar at the median, a diamond at the mean with its 95 % interval (Student's), which says how well the " +
        "mean is known, not how far runs differ.",
    ]),
    statement: statementOf(context, columns, statistics),
    legend: null,
    charts: present.length > 0 ? [chart] : [],
    beside: [readable],
    numbers: isHistogram ? binNumbers(columns, bins) : dotNumbers(statistics, table, outcome.unit),
  };
}

function statementOf(context: ViewContext, columns: OutcomeColumns, statistics: ArmStatistics[]): string {
  const { baseline } = context.result.facts;
  const compared = statistics.filter((arm) => arm.difference !== null && arm.difference.n > 1);
  if (compared.length === 0) {
    const parts = statistics
      .filter((arm) => arm.present > 0)
      .map((arm) => `${valueWords(columns, arm.mean.value)} under ${arm.policy}`);
    return parts.length > 0 ? `The mean is ${parts.join(", ")}.` : "";
  }
  const { unit } = columns.outcome;
  const sentences = compared.map((arm) => {
    const { value, lower, upper } = arm.difference as Estimate;
    const span = `95 % interval ${columns.format(lower)} to ${columns.format(upper)}`;
    const isClear = lower > 0 || upper < 0;
    const direction = value < 0 ? "lower" : "higher";
    const both =
      arm.bothPresent === context.result.facts.runs
        ? ""
        : ` over the ${words.plural(arm.bothPresent, "run")} with a value under both`;
    return isClear
      ? `under ${arm.policy} the mean is ${withUnit(columns.format(Math.abs(value)), unit)} ${direction}${both} ` +
          `(difference ${span})`
      : `${arm.policy} cannot be told from it${both} (difference ${withUnit(span, unit)})`;
  });
  return `Run by run against ${baseline}: ${sentences.join("; ")}.`;
}

function statisticsTable(statistics: ArmStatistics[], unit: string): Numbers {
  const columns: Column[] = [
    { key: "policy", label: "policy", unit: "" },
    { key: "runs", label: "runs with a value", unit: "" },
    { key: "observations", label: "observations", unit: "" },
    ...words.columnsOf(["mean", "mean_lower", "mean_upper"], unit),
    ...SHARES.map((share) => ({ key: `quantile_${share}`, label: `${100 * share} % quantile`, unit })),
    { key: "difference", label: "less baseline, mean", unit },
    ...words.columnsOf(["difference_lower", "difference_upper"], unit),
  ];
  const rows = statistics.map((arm): Cell[] => {
    const { mean, difference } = arm;
    const less = difference === null ? [null, null, null] : [difference.value, difference.lower, difference.upper];
    return [arm.policy, arm.present, mean.n, mean.value, mean.lower, mean.upper, ...arm.quantiles, ...less];
  });
  return { columns, rows };
}

/** The same for readers: each interval in one cell. */
function readableTable(context: ViewContext, { format }: OutcomeColumns, statistics: ArmStatistics[]): Numbers {
  const { baseline } = context.result.facts;
  const span = (low: number, high: number): string => `${format(low)} to ${format(high)}`;
  const withInterval = ({ value, lower, upper }: Estimate): string =>
    Number.isNaN(lower) ? `${format(value)} (no interval)` : `${format(value)} (${span(lower, upper)})`;
  const hasDifference = statistics.some((arm) => arm.difference !== null);
  const headings = [
    "policy",
    "runs with a value",
    "mean (95 % interval)",
    "median",
    "middle 50 % of runs",
    "middle 90 % of runs",
  ];
  const columns = [
    ...headings,
    ...(hasDifference ? [`mean less ${words.shortName(baseline, context.width)}, run by run (95 % interval)`] : []),
  ];
  const rows = statistics.map((arm): Cell[] => {
    const [q05 = Number.NaN, q25 = Number.NaN, q50 = Number.NaN, q75 = Number.NaN, q95 = Number.NaN] = arm.quantiles;
    const cells = [
      arm.policy,
      words.count(arm.present),
      withInterval(arm.mean),
      format(q50),
      span(q25, q75),
      span(q05, q95),
    ];
    return hasDifference ? [...cells, arm.difference === null ? "baseline" : withInterval(arm.difference)] : cells;
  });
  return { columns: columns.map((label) => ({ key: label, label, unit: "" })), rows };
}

/** One row for each policy: its statistics, then its dots. */
function dotNumbers(statistics: ArmStatistics[], table: Numbers, unit: string): Numbers {
  const dots = Array.from({ length: DOT_COUNT }, (_, dot) => ({
    key: `dot_${2 * dot + 1}`,
    label: `${2 * dot + 1} %`,
    unit,
  }));
  const rows = table.rows.map((row, index) => [...row, ...dots.map((_, dot) => statistics[index]?.dots[dot] ?? null)]);
  return { columns: [...table.columns, ...dots], rows };
}

function binNumbers(columns: OutcomeColumns, bins: { edges: number[]; counts: number[][] }): Numbers {
  const rows = columns.arms.flatMap((arm, index) =>
    (bins.counts[index] ?? []).map((runs, bin): Cell[] => [
      arm.policy,
      bins.edges[bin] ?? null,
      bins.edges[bin + 1] ?? null,
      runs,
    ]),
  );
  return { columns: words.columnsOf(["policy", "from", "to", "runs"]), rows };
}
