// Share of runs in which an outcome is at or above a threshold, with Wilson's bands.
import { exceedanceChart, type ExceedanceData, exceedanceLinearChart, formatShare, hasLogShares } from "../charts_used.ts";
import { safeFileName } from "../download.ts";
import type { Cell, Column, Figure } from "../figure.ts";
import { exceedance, known, quantile, sharedThresholds, type Estimate } from "../statistics.ts";
import { loadOutcome, outcomeEntity, outcomeNotes, runsWords, valueWords, type OutcomeColumns } from "./outcome_columns.ts";
import * as words from "./context.ts";
import type { Drawing, ViewContext } from "./context.ts";

const fewestForLog = 12; // different values: fewer are levels or counts, which read better on a linear axis

interface Curves {
  thresholds: number[];
  marked: number; // the threshold that the statement speaks of
  arms: { policy: string; share: Estimate[]; atMarked: Estimate }[];
  isLog: boolean;
}

export async function drawExceedance(context: ViewContext): Promise<Drawing> {
  const { outcome } = context;
  if (outcome === null) {
    return { figure: null, notes: ["This result has no outcomes."] };
  }
  const columns = await loadOutcome(context, outcome, outcomeEntity(context));
  return { figure: figureOf(context, columns, curvesOf(context, columns)), notes: outcomeNotes(context, columns) };
}

function curvesOf(context: ViewContext, columns: OutcomeColumns): Curves {
  const thresholds = sharedThresholds(columns.arms.map((arm) => arm.runs));
  const first = columns.arms.find((arm) => arm.policy === context.result.facts.baseline) ?? columns.arms[0];
  // What one run in 20 of the baseline reaches: a tail that enough runs speak of.
  const tail = first === undefined ? Number.NaN : quantile(known(first.runs).sort(), 0.95);
  const marked = thresholds.find((threshold) => threshold >= tail) ?? Number.NaN;
  const arms = columns.arms.filter((arm) => arm.present > 0).map((arm) => {
    const share = exceedance(arm.runs, [...thresholds, marked], columns.cluster);
    const atMarked = share.pop() as Estimate;
    return { policy: arm.policy, share, atMarked };
  });
  return { thresholds, marked, arms, isLog: (thresholds[0] ?? 0) > 0 && thresholds.length >= fewestForLog };
}

function figureOf(context: ViewContext, columns: OutcomeColumns, curves: Curves): Figure {
  const data: ExceedanceData = {
    label: columns.label,
    unit: columns.outcome.unit,
    thresholds: curves.thresholds,
    marked: Number.isFinite(curves.marked) ? curves.marked : null,
    arms: curves.arms,
  };
  const options = { width: context.width, height: 380, styles: words.stylesOf(context), formatValue: columns.format };
  const chart = curves.isLog ? exceedanceChart(data, options) : exceedanceLinearChart(data, options);
  return {
    fileName: safeFileName([context.result.facts.title, "exceedance", columns.outcome.name, columns.entity.key, context.state.scenario]),
    title: `${columns.label}${words.inUnit(columns.outcome.unit)}: share of runs at or above a threshold`,
    statement: statementOf(columns, curves),
    caption: captionOf(context, columns, curves),
    legend: words.legendOf(context),
    charts: curves.arms.length > 0 ? [chart] : [],
    columns: 1,
    beside: [],
    numbers: numbersOf(curves, columns.outcome.unit),
  };
}

function statementOf(columns: OutcomeColumns, { arms, marked }: Curves): string {
  if (arms.length === 0 || !Number.isFinite(marked)) {
    return "";
  }
  const parts = arms.map(({ policy, atMarked }) => `${formatShare(atMarked.value)} of ${words.plural(presentOf(columns, policy), "run")} under ${policy} (95 % interval ${formatShare(atMarked.lower)} to ${formatShare(atMarked.upper)})`);
  return `At or above ${valueWords(columns, marked)}: ${parts.join(", ")}.`;
}

function presentOf(columns: OutcomeColumns, policy: string): number {
  return columns.arms.find((arm) => arm.policy === policy)?.present ?? 0;
}

function captionOf(context: ViewContext, columns: OutcomeColumns, curves: Curves): string[] {
  return [
    `${words.capital(columns.outcome.meaning || columns.outcome.name)}${words.inUnit(columns.outcome.unit)}.`,
    axesWords(curves),
    curves.isLog || curves.thresholds.length > 12 ? "" : "Policies stand beside each other at each value.",
    "Bands and bars: 95 % Wilson intervals, which hold at each threshold, not at all at once.",
    runsWords(context),
    words.pairedLuck,
    "Computed in this page from the outcomes of all runs.",
    words.scenarioWords(context).trim(),
    words.footnoteOf([columns.entity.label]),
  ];
}

function axesWords({ isLog, thresholds, arms }: Curves): string {
  if (isLog) {
    return "Both axes are logarithmic, so each step down is a tail so many times thinner.";
  }
  return hasLogShares(thresholds, arms) ? "The vertical axis is logarithmic: shares of 0 are not drawn." : "Both axes are linear.";
}

function numbersOf({ thresholds, arms }: Curves, unit: string): Figure["numbers"] {
  const keys = ["policy", "threshold", "share", "share_lower", "share_upper", "observations"];
  const columns = keys.map((key): Column => ({ key: key === "threshold" ? words.unitKey(key, unit) : key, label: key.replace("_", " ") }));
  const rows = arms.flatMap((arm) =>
    thresholds.map((threshold, index): Cell[] => {
      const share = arm.share[index];
      return [arm.policy, threshold, share?.value ?? null, share?.lower ?? null, share?.upper ?? null, share?.observations ?? null];
    }),
  );
  return { columns, rows };
}
