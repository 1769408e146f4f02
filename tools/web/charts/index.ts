// All charts: pure functions (data, options) -> SVG element with role "img" and an accessible name. They know nothing
// of the page that shows them. Put `chartStyles` into the page once: colours are CSS variables, for light, dark and
// print.
export type * from "./data.ts";
export type * from "./options.ts";
export { policyStyles, type PolicyStyle, type PolicyStyles } from "./policy_styles.ts";
export { chartStyles } from "./chart_styles.ts";
export { calendar, type Calendar } from "./calendar.ts";
export {
  formatChange,
  formatInterval,
  formatMoney,
  formatNumber,
  formatShare,
  formatTick,
  inUnit,
  withUnit,
} from "./format.ts";

/** Quantile bands (middle 50 % strong, 90 % light), median, single runs of some policies: (FanData, FanOptions). */
export { fanChart } from "./fan_chart.ts";
/** Share of runs at or above a threshold, and the axes that suit it: (ExceedanceData, ExceedanceOptions). */
export { exceedanceChart } from "./exceedance_chart.ts";
export { exceedanceAxes, type ExceedanceAxes } from "./exceedance_steps.ts";
/** 50 dots by policy, each 2 % of runs, with median and mean: (DotsData, AxisOptions). */
export { dotsChart } from "./dots_chart.ts";
/** Runs by bins, by policy, with median and mean: (HistogramData, ChartOptions). */
export { histogramChart } from "./histogram_chart.ts";
/** Differences run by run to another policy, by bins, with mean and interval: (DifferencesData, ChartOptions). */
export { differencesChart } from "./differences_chart.ts";
/** Cost by component, side by side, never stacked: (ComponentsData, ChartOptions). */
export { componentsChart } from "./components_chart.ts";
/** Cost by year with intervals: (YearsData, ChartOptions). */
export { yearsChart } from "./years_chart.ts";
/** Countries, corridors and disputes: (MapData, MapOptions). */
export { isOnMap, mapAspect, regionMap } from "./region_map.ts";
/** Effects with intervals, coloured by status of evidence: (SensitivityData, ChartOptions). */
export { sensitivityChart } from "./sensitivity_chart.ts";
/** Level of disputes over time in one run, with numbered moves: (LadderData, ChartOptions). */
export { ladderChart } from "./ladder_chart.ts";
/** Two outcomes against each other with error bars both ways: (FrontierData, ChartOptions). */
export { frontierChart } from "./frontier_chart.ts";
/** The same quantity in several runs: (RunLinesData, ChartOptions). */
export { runLinesChart } from "./run_lines_chart.ts";
/** Events in time, by row: (TimelineData, ChartOptions). */
export { timelineChart } from "./timeline_chart.ts";
/** One month read out in several charts at once, by pointer and by keyboard. */
export { linkReadout, type LinkedReadout } from "./linked_readout.ts";
/** Legends as elements of the page (class "legend"). */
export { evidenceLegend, policyLegend, policySwatch } from "./legend.ts";
export { textWidth, type DrawnChart } from "./frame.ts";
