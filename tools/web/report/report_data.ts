// What `detente report OUT --format json` writes and the page draws (schema detente/report@1, docs/report.md). Every
// statistic, title and caption is computed by the command; the page only draws. A number that is not known is null.
import type { Estimate, EvidenceStatus } from "../charts/index.ts";
import type { Numbers } from "../page/table.ts";

export type { Estimate };

/** A sentence that says what a figure shows of one policy; never "lowers" or "raises" where the interval holds 0. */
export interface Finding {
  about: string; // id of a policy
  text: string;
}

export interface Table extends Numbers {
  policy_column: number | null; // rows belong to the policy named there; null: to all
}

/** One figure. `data` is missing exactly where `absent` says why, and which command makes it. */
export interface Figure<Id extends string, Data> {
  id: Id;
  number: string; // "T1", "F1", ...
  topic: string; // neutral title: where no policy of a finding is shown
  findings: Finding[]; // the first one whose policy is shown is the title
  caption: string; // units, bands, n
  absent: { sentence: string; command: string } | null;
  table: Table | null; // behind "Show the numbers", and its CSV
  data: Data | null;
}

export interface KeyNumbers {
  rows: {
    scenario: string;
    policy: string;
    cost: Estimate; // mean crisis-management cost, net present value [MEUR]
    middle90: [number | null, number | null]; // of single runs [MEUR]
    change: Estimate | null; // mean difference to the baseline, run by run [MEUR]; null of the baseline itself
    tail: Estimate; // mean of the worst 5 % of runs [MEUR]
    policy_cost: Estimate; // [MEUR]
    net_position: Estimate; // [MEUR]
    open_conflict: Estimate; // share of runs, 0 to 1
  }[];
}

export interface Fans {
  months: number; // monthly series have months + 1 values, from month 0
  year_ends: number[]; // months for which there are quantiles, ascending; 0 (the start) comes first
  quantiles: number[]; // 0.05, 0.25, 0.5, 0.75, 0.95
  countries: { id: string; name: string }[];
  variables: { id: string; label: string; unit: string; lowest: number; highest: number; findings: Finding[] }[];
  // the first variable's findings are the figure's; another variable's take their place when it is chosen
  single_runs: number[]; // numbers of the single runs drawn
  series: {
    variable: string;
    country: string;
    policy: string;
    mean: number[]; // by month
    quantile: number[][]; // [year_end][quantile]
    single: number[][]; // [single run][month]
  }[];
}

export interface Exceedance {
  label: string;
  unit: string;
  thresholds: number[]; // ascending
  marked: number; // the threshold the findings speak of
  arms: { policy: string; share: Estimate[]; at_marked: Estimate }[]; // P(outcome >= threshold)
}

export interface Dots {
  label: string;
  unit: string;
  arms: { policy: string; dots: number[]; median: number; mean: Estimate }[]; // 50 quantiles: each dot is 2 % of runs
}

export interface Differences {
  label: string;
  unit: string;
  edges: number[]; // of bins, ascending, shared by all arms
  arms: {
    policy: string; // less the baseline
    mean: Estimate;
    p05: number;
    p50: number;
    p95: number; // of single pairs of runs
    cheaper: Estimate; // share of runs that cost less than in the baseline
    counts: number[]; // runs by bin: edges.length - 1
  }[];
}

export interface Costs {
  unit: string;
  components: { id: string; label: string; beside: boolean }[]; // beside: policy money, no part of the cost
  years: number[]; // calendar years
  arms: {
    policy: string;
    by_component: Estimate[]; // net present value [MEUR]
    by_year: Estimate[]; // of the cost without what is beside, discounted to the start [MEUR]
    component_year: number[][] | null; // [component][year], mean, undiscounted [MEUR]
  }[];
}

export interface RegionMap {
  // An id that is a code of ISO 3166 (alpha-3; XKX is Kosovo*) has a shape on the map, else a name of the atlas has.
  countries: { id: string; name: string; lon?: number; lat?: number }[]; // the place: of its name, where it is given
  nodes: { id: string; name: string; lon: number; lat: number }[];
  segments: { id: string; from: string; to: string; corridors: string[]; country: string; km: number }[];
  corridors: { id: string }[];
  disputes: { id: string; name: string; parties: string[]; lon?: number; lat?: number }[]; // one party: internal
  level: number; // the level whose risk is drawn: 4, lethal clash
  level_name: string;
  months: number[]; // of the slider, ascending: ends of years
  dates: string[]; // of these months
  throughput_unit: string;
  arms: {
    policy: string;
    risk: Estimate[][]; // [dispute][month]: share of runs in which the level was reached by then
    mean_level: number[][] | null; // [dispute][month]
    throughput: Estimate; // of the whole network, mean over months
    loss: Estimate[]; // [corridor]: throughput lost if it were closed
  }[];
}

export interface Sensitivity {
  outcome: string;
  unit: string;
  measure: "sobol" | "morris";
  tables: {
    policy: string;
    less: string | null; // the policy subtracted, run by run
    luck: Estimate | null; // share of variance that is luck
    rows: {
      number: string; // full name of the coefficient or fact, "escalation.b_..."
      label: string; // what it means, in words
      status: EvidenceStatus;
      main: Estimate; // sobol: first-order index; morris: size (root mean square) of its effects, in the unit
      total: Estimate; // sobol: total index; morris: spread (standard deviation) of its effects, in the unit
      mean: Estimate | null; // morris: mean effect, with its sign, in the unit; null of indices
    }[];
  }[];
}

export interface Story {
  policy: string;
  run: number;
  why: string; // why this run was chosen
  dates: string[]; // by month, from 0
  disputes: { id: string; name: string; level: number[] }[]; // by month
  level_names: string[]; // 0 to 5
  events: {
    number: number; // from 1; drawn on the ladder
    month: number;
    date: string;
    dispute: string; // id; "" if it is of none
    from: number;
    to: number;
    text: string; // "Belgrade - Pristina: 3 armed stand-off -> 4 lethal clash"
    rate: number | null; // per year
    reference_rate: number | null; // the same with all drivers at their reference
    drivers: { driver: string; label: string; factor: number }[]; // the largest first
    before: string[]; // what had moved these drivers
  }[];
  cost: { value: number; share_below: number; median: number }; // [MEUR]; share of runs of the policy that cost less
}

export interface Frontier {
  unit: string;
  points: {
    policy: string;
    policy_cost: Estimate;
    crisis_cost: Estimate;
    standing: "efficient" | "dominated" | "undecided"; // undecided: intervals overlap
  }[];
}

export interface Claims {
  claims: {
    id: string; // "C01"
    says: string;
    section: string; // of the brief
    verdict: string; // "holds", "fails", "depends"
    detail: string; // where, or by how much
  }[];
  source: string; // file it comes from
}

export type AnyFigure =
  | Figure<"key_numbers", KeyNumbers>
  | Figure<"fans", Fans>
  | Figure<"exceedance", Exceedance>
  | Figure<"dots", Dots>
  | Figure<"differences", Differences>
  | Figure<"costs", Costs>
  | Figure<"map", RegionMap>
  | Figure<"sensitivity", Sensitivity>
  | Figure<"story", Story>
  | Figure<"frontier", Frontier>
  | Figure<"claims", Claims>;

export interface ReportData {
  schema: "detente/report@1";
  title: string; // "quickstart: Western Balkans, 2026-01 to 2041-01"
  lead: string; // the answer, with its interval and the tail that remains
  notices: string[]; // "Model results, not forecasts. ..."
  facts: { label: string; text: string }[]; // runs, seed, precision, revision, design, ...
  name: string;
  region: string;
  start: string; // "2026-01"
  months: number;
  scenario: string; // the figures are of this one, T1 has all
  scenarios: string[];
  baseline: string;
  policies: string[];
  runs: number;
  confidence: number; // of all intervals: 0.95
  footnotes: string[]; // "* This designation is ..."; an asterisk in a name refers to it
  figures: AnyFigure[]; // T1, F1 ... F10, in order
  methods: string[]; // paragraphs
  commands: string[]; // that reproduce result and page
}
