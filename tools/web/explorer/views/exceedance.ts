// Share of runs in which an outcome is at or above a threshold, with Wilson's bands.
import { exceedanceAxes, exceedanceChart, formatShare, type ExceedanceAxes } from "../../charts/index.ts";
import type { Cell, Numbers } from "../../page/table.ts";
import type { Figure } from "../figure.ts";
import { exceedance, known, quantile, sharedThresholds, type Estimate } from "../statistics.ts";
import { legendOf, stylesOf, type Drawing, type ViewContext } from "./context.ts";
import { drawOutcome, outcomeFrame, valueWords, type OutcomeColumns } from "./outcome_columns.ts";
import * as words from "./words.ts";

interface Curves {
  thresholds: number[];
  marked: number; // the threshold that the statement speaks of
  arms: { policy: string; share: Estimate[]; atMarked: Estimate }[];
}

export function drawExceedance(context: ViewContext): Promise<Drawing> {
  return drawOutcome(context, (columns) => figureOf(context, columns, curvesOf(context, columns)));
}

function curvesOf(context: ViewContext, columns: OutcomeColumns): Curves {
  const thresholds = sharedThresholds(columns.arms.map((arm) => arm.runs));
  const first = columns.arms.find((arm) => arm.policy === context.result.facts.baseline) ?? columns.arms[0];
  // What one run in 20 of the baseline reaches: a tail that enough runs speak of.
  const tail = first === undefined ? Number.NaN : quantile(known(first.runs).sort(), 0.95);
  const marked = thresholds.find((threshold) => threshold >= tail) ?? Number.NaN;
  const arms = columns.arms
    .filter((arm) => arm.present > 0)
    .map((arm) => {
      const share = exceedance(arm.runs, [...thresholds, marked], columns.cluster);
      const atMarked = share.pop() as Estimate;
      return { policy: arm.policy, share, atMarked };
    });
  return { thresholds, marked, arms };
}

function figureOf(context: ViewContext, columns: OutcomeColumns, curves: Curves): Figure {
  const { thresholds, arms } = curves;
  const { label, outcome, format } = columns;
  const marked = Number.isFinite(curves.marked) ? curves.marked : null;
  const data = { label, unit: outcome.unit, thresholds, marked, arms };
  const axes = exceedanceAxes(data);
  const options = { width: context.width, height: 380, styles: stylesOf(context), formatValue: format, axes };
  return {
    ...outcomeFrame(context, columns, "exceedance", "share of runs at or above a threshold", [
      axesWords(axes),
      axes.x === "points" ? "Policies stand beside each other at each value." : "",
      "Bands and bars: 95 % Wilson intervals, which hold at each threshold, not at all at once.",
    ]),
    statement: statementOf(columns, curves),
    legend: legendOf(context),
    charts: arms.length > 0 ? [exceedanceChart(data, options)] : [],
    beside: [],
    numbers: numbersOf(curves, outcome.unit),
  };
}

function statementOf(columns: OutcomeColumns, { arms, marked }: Curves): string {
  if (arms.length === 0 || !Number.isFinite(marked)) {
    return "";
  }
  const parts = arms.map(
    ({ policy, atMarked }) =>
      `${formatShare(atMarked.value)} of ${words.plural(presentOf(columns, policy), "run")} under ${policy} (95 % ` +
      `interval ${formatShare(atMarked.lower)} to ${formatShare(atMarked.upper)})`,
  );
  return `At or above ${valueWords(columns, marked)}: ${parts.join(", ")}.`;
}

function presentOf(columns: OutcomeColumns, policy: string): number {
  return columns.arms.find((arm) => arm.policy === policy)?.present ?? 0;
}

function axesWords({ x, y }: ExceedanceAxes): string {
  if (x === "log") {
    return "Both axes are logarithmic, so each step down is a tail so many times thinner.";
  }
  return y === "log" ? "The vertical axis is logarithmic: shares of 0 are not drawn." : "Both axes are linear.";
}

function numbersOf({ thresholds, arms }: Curves, unit: string): Numbers {
  const columns = [
    ...words.columnsOf(["policy"]),
    ...words.columnsOf(["threshold"], unit),
    ...words.columnsOf(["share", "share_lower", "share_upper", "observations"]),
  ];
  const rows = arms.flatMap((arm) =>
    thresholds.map((threshold, index): Cell[] => {
      const share = arm.share[index];
      return [
        arm.policy,
        threshold,
        share?.value ?? null,
        share?.lower ?? null,
        share?.upper ?? null,
        share?.n ?? null,
      ];
    }),
  );
  return { columns, rows };
}
