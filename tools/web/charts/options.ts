// What a page chooses for a chart: its size, its look by policy, and how numbers are written.
import type { ExceedanceAxes } from "./exceedance_steps.ts";
import type { PolicyStyles } from "./policy_styles.ts";

export interface ChartOptions {
  width: number; // [px]
  height?: number; // [px]; without it the chart takes what its rows need
  styles: PolicyStyles;
  name?: string; // accessible name; without it the chart says its main value itself
  /** Writes a position of the horizontal axis of time: month 60 -> "2031-01". */
  formatAt?: (at: number) => string;
  /** Marked positions of the horizontal axis of time. */
  ticksAt?: number[];
  formatTick?: (at: number) => string;
  /** [px], where charts above each other must share an axis; without it there is room for the labels. */
  marginRight?: number;
  /** Writes values of outcomes; without it they are money. */
  formatValue?: (value: number | null | undefined) => string;
}

export interface FanOptions extends ChartOptions {
  showMean?: boolean; // default: only where there is no median
  showSingles?: boolean; // default: yes
  isStepped?: boolean; // of what takes whole values only: no slope between them; default: no
  axisLabel?: boolean; // default: yes; in rows of panels only the first one needs it
}

export interface ExceedanceOptions extends ChartOptions {
  axes?: ExceedanceAxes; // default: both logarithmic
}

export interface AxisOptions extends ChartOptions {
  scale?: "linear" | "log" | "automatic"; // default: automatic
  fromZero?: boolean; // a linear axis of what is never negative begins at 0; default: yes
}

export interface MapOptions extends ChartOptions {
  policy: string; // colour of nothing, but part of the name of the picture
  showLabels?: boolean; // names of countries; default: yes
}
