// What the charts draw. These types know nothing of the report or of a result file: each page fills them from what it
// has. A number that is not known is null and is not drawn; nothing is ever drawn as 0 because it is missing.

/** An estimate with its interval of confidence. */
export interface Interval {
  value: number | null;
  lower: number | null;
  upper: number | null;
}

/** The same with the number of independent observations that it rests on. */
export interface Estimate extends Interval {
  n: number;
}

/** A point of a line: `at` is a month (or another position of the horizontal axis). */
export interface Point {
  at: number;
  value: number;
}

/** Quantiles of runs at one position: 5, 25, 50, 75 and 95 %. */
export interface Band {
  at: number;
  outer: [number, number];
  inner: [number, number];
  median: number;
}

export interface FanArm {
  policy: string;
  bands: Band[];
  mean: Point[];
  singles: Point[][]; // two or three thin single runs
}

export interface FanData {
  title: string; // of the panel: "Albania"
  label: string; // of the quantity: "Governance"
  unit: string;
  lowest: number; // of the vertical axis, the same for all panels that belong together
  highest: number;
  last: number; // last position of the horizontal axis (from 0)
  arms: FanArm[];
}

export interface ExceedanceData {
  label: string;
  unit: string;
  thresholds: number[];
  marked: number | null; // threshold with a rule
  arms: { policy: string; share: Interval[] }[]; // share of runs at or above each threshold, 0 to 1
}

export interface DotsData {
  label: string;
  unit: string;
  arms: { policy: string; dots: number[]; median: number | null; mean: Interval }[]; // 50 dots: each is 2 % of runs
}

export interface DifferencesData {
  label: string;
  unit: string;
  edges: number[]; // of bins, ascending
  arms: { policy: string; counts: number[]; mean: Interval; middle90: [number, number] | null }[];
}

export interface ComponentsData {
  label: string;
  unit: string;
  components: { label: string }[];
  arms: { policy: string; amounts: Interval[] }[]; // by component
}

export interface YearsData {
  label: string;
  unit: string;
  years: number[];
  arms: { policy: string; amounts: Interval[] }[]; // by year
}

/** A dispute on the map; one party: within a country, two: between countries. */
export interface MapDispute {
  id: string;
  name: string;
  parties: string[]; // ids of countries
  lon?: number; // where its mark stands; else the map finds a place
  lat?: number;
  risk: Interval; // share of runs, 0 to 1
}

export interface MapData {
  countries: { id: string; name: string; lon?: number; lat?: number }[]; // of the region; the others are ground
  nodes: { id: string; name: string; lon: number; lat: number }[];
  segments: { from: string; to: string; corridors: string[]; country?: string }[];
  losses: { corridor: string; loss: Interval }[]; // throughput lost if the corridor were closed: its width
  lossUnit: string;
  disputes: MapDispute[];
  riskLabel: string; // "lethal clash by 2030-12"
  highestRisk: number; // of the colour scale, the same for all moments and policies
}

export type EvidenceStatus = "data" | "literature" | "judgement" | "";

export interface SensitivityData {
  label: string; // of the measure: "share of variance, with all interactions"
  unit: string;
  rows: {
    label: string;
    status: EvidenceStatus;
    value: Interval; // the bar's end: a dot with its interval
    part: Interval | null; // a second, hollow mark: the effect alone, without interactions
  }[];
}

export interface LadderData {
  title: string;
  last: number; // last month
  levelNames: string[]; // by level, from 0
  disputes: { id: string; name: string; level: number[] }[]; // by month
  moves: { number: number; at: number; dispute: string; from: number; to: number }[];
}

export interface FrontierData {
  labelAcross: string;
  labelUp: string;
  unit: string;
  points: { policy: string; across: Interval; up: Interval; standing: "efficient" | "dominated" | "undecided" }[];
}

/** Runs against each other: the same quantity in two or more runs or policies. */
export interface RunLinesData {
  title: string;
  label: string;
  unit: string;
  lowest: number | null; // null: from the data
  highest: number | null;
  last: number;
  lines: { policy: string; label: string; points: Point[]; step: boolean }[];
  marks: { at: number; label: string }[]; // vertical rules: where the runs part, ...
}

export interface TimelineData {
  title: string;
  last: number;
  rows: { id: string; label: string }[]; // kinds or places, from top to bottom
  events: { at: number; row: string; label: string; policy: string; strong: boolean }[];
}
