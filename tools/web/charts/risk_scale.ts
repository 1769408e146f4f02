// Classes of risk on the map. Their edges are round numbers; the last one holds the highest risk of all moments.
import { logTicks } from "./log_ticks.ts";

export interface RiskScale {
  edges: number[]; // upper edges of all classes but the last, ascending
  colorOf(risk: number): string;
  inkOf(risk: number): string;
}

const CLASSES = 6;
const LARGE = 0.5;
const LARGE_EDGES = [0.1, 0.2, 0.4, 0.6, 0.8];
const FIRST_DARK = 5; // class from which light letters are read better

export function riskScale(highest: number): RiskScale {
  const most = Math.max(highest, 1e-3);
  // 1-2-5 steps below the highest value, as many as there are colours; where risks are large, even steps tell more
  // apart.
  const steps = logTicks(most / 10 ** CLASSES, most, [1, 2, 5]).filter((edge) => edge < most);
  const edges = most > LARGE ? LARGE_EDGES : steps.slice(-(CLASSES - 1));
  const classOf = (risk: number): number => edges.filter((edge) => risk >= edge).length;
  return {
    edges,
    colorOf: (risk) => `var(--risk-${classOf(risk)})`,
    inkOf: (risk) => (classOf(risk) >= FIRST_DARK ? "var(--risk-ink-dark)" : "var(--risk-ink-light)"),
  };
}
