// What every figure of the page may ask for.
import type { Calendar, ChartOptions, PolicyStyle, PolicyStyles } from "../charts/index.ts";
import type { Child } from "../page/dom.ts";
import type { Cell } from "../page/table.ts";
import { timeOptions } from "../page/time_options.ts";
import type { Figure, ReportData } from "./report_data.ts";

export interface PageContext {
  report: ReportData;
  styles: PolicyStyles;
  calendar: Calendar;
  /** Width that a figure may use now [px]. */
  width(): number;
  /** Whether it is drawn for paper, where a figure must fit on a page. */
  isPaper(): boolean;
}

/** The drawn part of a figure. Made once; `draw` is called after every change of policies, choice or width. */
export interface FigureBody {
  controls: HTMLElement[];
  /** Everything below the title, for the shown policies. */
  draw(shown: string[]): Child[];
  /** What the picture depends on besides its width; without it: the policies shown. The same is not drawn again. */
  dependsOn?(shown: string[]): string;
  /** Policies whose findings come first as title; without it: those shown. */
  titlePolicies?(shown: string[]): string[];
  /** Rows of the CSV, where it holds more than the table. */
  csv?(): Cell[][];
}

/** Makes the body of one kind of figure; `redraw` is for its own controls. */
export type BodyMaker<Data> = (
  figure: Figure<string, Data>,
  data: Data,
  page: PageContext,
  redraw: () => void,
) => FigureBody;

export function stylesOf(page: PageContext, policies: string[]): PolicyStyle[] {
  return policies.map((policy) => page.styles.of(policy));
}

/** Size and look of a chart over time. */
export function timeChartOptions(page: PageContext, width: number): ChartOptions {
  return { width, styles: page.styles, ...timeOptions(page.calendar, page.report.months, width, 75) };
}
