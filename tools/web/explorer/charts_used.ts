// The charts that this page uses, each from its own file: by way of charts/index.ts the map would come with its data.
export type { ExceedanceData, FanArm, FanData, Interval, LadderData, RunLinesData, TimelineData } from "../charts/data.ts";
export { calendar } from "../charts/calendar.ts";
export { chartStyles } from "../charts/chart_styles.ts";
export { dotsChart } from "../charts/dots_chart.ts";
export { exceedanceChart } from "../charts/exceedance_chart.ts";
export { exceedanceLinearChart, hasLogShares } from "../charts/exceedance_linear_chart.ts";
export { fanChart } from "../charts/fan_chart.ts";
export { formatNumber, formatShare } from "../charts/format.ts";
export { textWidth, type DrawnChart } from "../charts/frame.ts";
export { histogramChart } from "../charts/histogram_chart.ts";
export { ladderChart } from "../charts/ladder_chart.ts";
export { linkReadout } from "../charts/linked_readout.ts";
export { policyStyles, type PolicyStyle, type PolicyStyles } from "../charts/policy_styles.ts";
export { runLinesChart } from "../charts/run_lines_chart.ts";
export { timelineChart } from "../charts/timeline_chart.ts";
