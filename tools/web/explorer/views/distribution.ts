// How one outcome is spread over runs, by policy: 50 dots or a histogram.
import { dotsChart, histogramChart, type Interval } from "../charts_used.ts";
import { safeFileName } from "../download.ts";
import type { Cell, Column, Figure, Numbers } from "../figure.ts";
import { tableElement } from "../figure_element.ts";
import { differences, histogram, known, meanInterval, quantile, type Estimate } from "../statistics.ts";
import { loadOutcome, outcomeEntity, outcomeNotes, runsWords, valueWords, type OutcomeColumns } from "./outcome_columns.ts";
import * as words from "./context.ts";
import type { Drawing, ViewContext } from "./context.ts";

const dotCount = 50;
const shares = [0.05, 0.25, 0.5, 0.75, 0.95];

interface ArmStatistics {
  policy: string;
  present: number;
  mean: Estimate;
  quantiles: number[];
  dots: number[];
  bothPresent: number; // runs with a value here and under the baseline
  difference: Estimate | null; // to the baseline, run by run; null of the baseline
}

export async function drawDistribution(context: ViewContext): Promise<Drawing> {
  const { outcome } = context;
  if (outcome === null) {
    return { figure: null, notes: ["This result has no outcomes."] };
  }
  const columns = await loadOutcome(context, outcome, outcomeEntity(context));
  const statistics = columns.arms.map((arm) => statisticsOf(context, columns, arm.policy));
  return { figure: figureOf(context, columns, statistics), notes: outcomeNotes(context, columns) };
}

function statisticsOf(context: ViewContext, columns: OutcomeColumns, policy: string): ArmStatistics {
  const runs = columns.arms.find((arm) => arm.policy === policy)?.runs ?? new Float64Array(0);
  const sorted = known(runs).sort();
  const baseline = columns.arms.find((arm) => arm.policy === context.result.facts.baseline);
  const less = baseline === undefined || baseline.policy === policy ? null : differences(runs, baseline.runs);
  const dots = sorted.length === 0 ? [] : Array.from({ length: dotCount }, (_, dot) => quantile(sorted, (dot + 0.5) / dotCount));
  return {
    policy,
    present: sorted.length,
    mean: meanInterval(runs, columns.cluster),
    quantiles: shares.map((share) => quantile(sorted, share)),
    dots,
    bothPresent: less === null ? 0 : known(less).length,
    difference: less === null ? null : meanInterval(less, columns.cluster),
  };
}

function interval(estimate: Estimate): Interval {
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return { value: finite(estimate.value), lower: finite(estimate.lower), upper: finite(estimate.upper) };
}

function figureOf(context: ViewContext, columns: OutcomeColumns, statistics: ArmStatistics[]): Figure {
  const { outcome, label, format } = columns;
  const present = statistics.filter((arm) => arm.present > 0);
  const isHistogram = context.state.form === "histogram";
  const options = { width: context.width, styles: words.stylesOf(context), formatValue: format, fromZero: false };
  const bins = isHistogram ? histogram(columns.arms.map((arm) => arm.runs)) : { edges: [], endsHoldMore: false, counts: [] };
  const arms = present.map((arm) => ({ policy: arm.policy, median: arm.quantiles[2] ?? null, mean: interval(arm.mean), dots: arm.dots }));
  const withCounts = arms.map((arm) => ({ ...arm, counts: bins.counts[columns.arms.findIndex((one) => one.policy === arm.policy)] ?? [] }));
  const chart = isHistogram
    ? histogramChart({ label, unit: outcome.unit, edges: bins.edges, arms: withCounts }, options)
    : dotsChart({ label, unit: outcome.unit, arms }, options);
  const table = statisticsTable(statistics, outcome.unit);
  return {
    fileName: safeFileName([context.result.facts.title, context.state.form, outcome.name, columns.entity.key, context.state.scenario]),
    title: `${label}${words.inUnit(outcome.unit)}: how single runs end`,
    statement: statementOf(context, columns, statistics),
    caption: captionOf(context, columns, isHistogram, bins.endsHoldMore),
    legend: [],
    charts: present.length > 0 ? [chart] : [],
    columns: 1,
    beside: [tableElement(readableTable(context, columns, statistics), "Statistics by policy")],
    numbers: isHistogram ? binNumbers(columns, bins) : dotNumbers(statistics, table, outcome.unit),
  };
}

function statementOf(context: ViewContext, columns: OutcomeColumns, statistics: ArmStatistics[]): string {
  const { baseline } = context.result.facts;
  const compared = statistics.filter((arm) => arm.difference !== null && arm.difference.observations > 1);
  if (compared.length === 0) {
    const parts = statistics.filter((arm) => arm.present > 0).map((arm) => `${valueWords(columns, arm.mean.value)} under ${arm.policy}`);
    return parts.length > 0 ? `The mean is ${parts.join(", ")}.` : "";
  }
  const unit = columns.outcome.unit === "" ? "" : ` ${columns.outcome.unit}`;
  const sentences = compared.map((arm) => {
    const { value, lower, upper } = arm.difference as Estimate;
    const span = `95 % interval ${columns.format(lower)} to ${columns.format(upper)}`;
    const isClear = lower > 0 || upper < 0;
    const direction = value < 0 ? "lower" : "higher";
    const both = arm.bothPresent === context.result.facts.runs ? "" : ` over the ${words.plural(arm.bothPresent, "run")} with a value under both`;
    return isClear
      ? `under ${arm.policy} the mean is ${columns.format(Math.abs(value))}${unit} ${direction}${both} (difference ${span})`
      : `${arm.policy} cannot be told from it${both} (difference ${span}${unit})`;
  });
  return `Run by run against ${baseline}: ${sentences.join("; ")}.`;
}

function captionOf(context: ViewContext, columns: OutcomeColumns, isHistogram: boolean, endsHoldMore: boolean): string[] {
  return [
    `${words.capital(columns.outcome.meaning || columns.outcome.name)}${words.inUnit(columns.outcome.unit)}.`,
    endsHoldMore ? "A few runs lie far out: the first and the last bar also hold all runs beyond them." : "",
    isHistogram ? "Bars: share of runs in each bin, on the same scale for all policies." : "Each dot is 2 % of runs: the 1, 3, ... 99 % quantiles of single runs.",
    "Below: a bar at the median, a diamond at the mean with its 95 % interval (Student's), which says how well the mean is known, not how far runs differ.",
    runsWords(context),
    words.pairedLuck,
    "Computed in this page from the outcomes of all runs.",
    words.scenarioWords(context).trim(),
    words.footnoteOf([columns.entity.label]),
  ];
}

function statisticsTable(statistics: ArmStatistics[], unit: string): Numbers {
  const inUnits: Column[] = [
    { key: "mean", label: "mean" },
    { key: "mean_lower", label: "95 % interval from" },
    { key: "mean_upper", label: "to" },
    ...shares.map((share) => ({ key: `quantile_${share}`, label: `${100 * share} % quantile` })),
    { key: "difference", label: "less baseline, mean" },
    { key: "difference_lower", label: "95 % interval from" },
    { key: "difference_upper", label: "to" },
  ];
  const columns: Column[] = [
    { key: "policy", label: "policy" },
    { key: "runs", label: "runs with a value" },
    { key: "observations", label: "observations" },
    ...inUnits.map(({ key, label }) => ({ key: words.unitKey(key, unit), label })),
  ];
  const rows = statistics.map((arm): Cell[] => {
    const { mean, difference } = arm;
    const less = difference === null ? [null, null, null] : [difference.value, difference.lower, difference.upper];
    return [arm.policy, arm.present, mean.observations, mean.value, mean.lower, mean.upper, ...arm.quantiles, ...less];
  });
  return { columns, rows };
}

/** The same for readers: each interval in one cell. */
function readableTable(context: ViewContext, { format }: OutcomeColumns, statistics: ArmStatistics[]): Numbers {
  const { baseline } = context.result.facts;
  const span = (low: number, high: number): string => `${format(low)} to ${format(high)}`;
  const withInterval = ({ value, lower, upper }: Estimate): string => (Number.isNaN(lower) ? `${format(value)} (no interval)` : `${format(value)} (${span(lower, upper)})`);
  const hasDifference = statistics.some((arm) => arm.difference !== null);
  const headings = ["policy", "runs with a value", "mean (95 % interval)", "median", "middle 50 % of runs", "middle 90 % of runs"];
  const columns = [...headings, ...(hasDifference ? [`mean less ${words.shortName(baseline, context.width)}, run by run (95 % interval)`] : [])];
  const rows = statistics.map((arm): Cell[] => {
    const [q05 = Number.NaN, q25 = Number.NaN, q50 = Number.NaN, q75 = Number.NaN, q95 = Number.NaN] = arm.quantiles;
    const cells = [arm.policy, words.count(arm.present), withInterval(arm.mean), format(q50), span(q25, q75), span(q05, q95)];
    return hasDifference ? [...cells, arm.difference === null ? "baseline" : withInterval(arm.difference)] : cells;
  });
  return { columns: columns.map((label) => ({ key: label, label })), rows };
}

/** One row for each policy: its statistics, then its dots. */
function dotNumbers(statistics: ArmStatistics[], table: Numbers, unit: string): Numbers {
  const dots = Array.from({ length: dotCount }, (_, dot) => ({ key: words.unitKey(`dot_${2 * dot + 1}`, unit), label: `${2 * dot + 1} %` }));
  const rows = table.rows.map((row, index) => [...row, ...dots.map((_, dot) => statistics[index]?.dots[dot] ?? null)]);
  return { columns: [...table.columns, ...dots], rows };
}

function binNumbers(columns: OutcomeColumns, bins: { edges: number[]; counts: number[][] }): Numbers {
  const rows = columns.arms.flatMap((arm, index) =>
    (bins.counts[index] ?? []).map((runs, bin): Cell[] => [arm.policy, bins.edges[bin] ?? null, bins.edges[bin + 1] ?? null, runs]),
  );
  return { columns: ["policy", "from", "to", "runs"].map((key) => ({ key, label: key })), rows };
}
