// What a view draws: statement, legend, charts, caption and numbers.
import type { PolicyStyle } from "./charts_used.ts";

export interface Column {
  key: string; // header in CSV: snake_case, with the unit where it has one
  label: string; // header in the table
}

export type Cell = string | number | null;

export interface Numbers {
  columns: Column[];
  rows: Cell[][];
}

export interface LegendEntry {
  style: PolicyStyle;
  label: string;
}

export interface Figure {
  fileName: string; // of CSV and SVG, without extension
  title: string;
  statement: string; // what it shows, with numbers
  caption: string[]; // sentences: units, bands, number of runs
  legend: LegendEntry[];
  charts: SVGSVGElement[];
  columns: number; // charts beside each other
  beside: HTMLElement[]; // lists and read-outs under the charts
  numbers: Numbers;
}
