import {
  fanChart,
  formatTick,
  linkReadout,
  policyLegend,
  withUnit,
  type DrawnChart,
  type FanData,
} from "../../charts/index.ts";
import { make, makeSelect, type Child } from "../../page/dom.ts";
import { makeSlider, sayPlace } from "../../page/readout.ts";
import type { Cell } from "../../page/table.ts";
import { stylesOf, timeChartOptions, type BodyMaker, type PageContext } from "../context.ts";
import { titleFinding } from "../figure_section.ts";
import type { Fans } from "../report_data.ts";
import { readoutTable } from "./fan_readout.ts";

export type FanSeries = Fans["series"][number];

const MOST = 3; // policies drawn over each other in one panel
const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];
const GAP = 18; // [px] between panels

interface Bounds {
  lowest: number;
  highest: number;
  isCut: boolean;
}

// The same axis for all countries and all policies, shown or not, so that a toggle moves no line; cut to what is used.
function boundsOf(data: Fans, variable: Fans["variables"][number]): Bounds {
  const values = data.series
    .filter((one) => one.variable === variable.id)
    .flatMap((one) => [...one.quantile.flat(), ...one.mean, ...one.single.flat()]);
  const [least, most] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  if (!Number.isFinite(least) || !Number.isFinite(most)) {
    return { lowest: variable.lowest, highest: variable.highest, isCut: false };
  }
  const step = 10 ** Math.floor(Math.log10(Math.max(most - least, 1e-6))) / 2;
  const lowest = Math.max(variable.lowest, Math.floor(least / step) * step);
  const highest = Math.min(variable.highest, Math.ceil(most / step) * step);
  return { lowest, highest, isCut: lowest > variable.lowest || highest < variable.highest };
}

function quantilePlaces(data: Fans): number[] {
  return QUANTILES.map((wanted) => data.quantiles.findIndex((quantile) => Math.abs(quantile - wanted) < 1e-9));
}

function armOf(data: Fans, series: FanSeries): FanData["arms"][number] {
  const [low, lower, middle, upper, high] = quantilePlaces(data);
  const bands = data.year_ends.flatMap((at, index) => {
    const row = series.quantile[index];
    const values = [low, lower, middle, upper, high].map((place) => (place === undefined ? undefined : row?.[place]));
    const [q05, q25, q50, q75, q95] = values;
    return q05 === undefined || q25 === undefined || q50 === undefined || q75 === undefined || q95 === undefined
      ? []
      : [{ at, outer: [q05, q95] as [number, number], inner: [q25, q75] as [number, number], median: q50 }];
  });
  const pointsOf = (values: number[]): { at: number; value: number }[] => values.map((value, at) => ({ at, value }));
  return { policy: series.policy, bands, mean: pointsOf(series.mean), singles: series.single.map(pointsOf) };
}

// Single runs of one policy only, that of the title: those of three would hide each other.
function panelsOf(
  data: Fans,
  variable: Fans["variables"][number],
  drawn: string[],
  single: string,
  page: PageContext,
): DrawnChart[] {
  const bounds = boundsOf(data, variable);
  const width = page.width();
  const columns = width >= 640 ? 3 : width >= 480 ? 2 : 1;
  const panelWidth = Math.floor((width - GAP * (columns - 1)) / columns);
  return data.countries.map((country) => {
    const series = data.series.filter(
      (one) => one.variable === variable.id && one.country === country.id && drawn.includes(one.policy),
    );
    const panel: FanData = {
      title: country.name,
      label: variable.label,
      unit: variable.unit,
      lowest: bounds.lowest,
      highest: bounds.highest,
      last: data.months,
      arms: series.map((one) => ({ ...armOf(data, one), ...(one.policy === single ? {} : { singles: [] }) })),
    };
    return fanChart(panel, { ...timeChartOptions(page, panelWidth), height: page.isPaper() ? 136 : 186 });
  });
}

function fullRows(data: Fans, page: PageContext): Cell[][] {
  const head = [
    "variable",
    "country",
    "policy",
    "month",
    "date",
    "mean",
    ...data.quantiles.map((quantile) => `q${String(Math.round(100 * quantile)).padStart(2, "0")}`),
  ];
  const rows = data.series.flatMap((one) =>
    one.mean.map((mean, month): Cell[] => {
      const place = data.year_ends.indexOf(month);
      const quantiles = data.quantiles.map((_, index): Cell => one.quantile[place]?.[index] ?? null);
      const singles = one.single.map((run): Cell => run[month] ?? null);
      return [one.variable, one.country, one.policy, month, page.calendar.date(month), mean, ...quantiles, ...singles];
    }),
  );
  return [[...head, ...data.single_runs.map((run) => `run_${run}`)], ...rows];
}

function axisNote(data: Fans, variable: Fans["variables"][number], drawn: string[], shown: string[]): string {
  const { lowest, highest, isCut } = boundsOf(data, variable);
  const range = `${formatTick(lowest)} to ${withUnit(formatTick(highest), variable.unit)}`;
  const axis = `Vertical axis ${range}, the same in all panels`;
  const possible = `${formatTick(variable.lowest)} to ${formatTick(variable.highest)}`;
  const cut = isCut ? `${axis}; ${variable.label.toLowerCase()} can run from ${possible}.` : `${axis}.`;
  const left =
    shown.length > drawn.length
      ? ` Drawn: the first ${MOST} of ${shown.length} policies ticked; untick some to see others.`
      : "";
  return cut + left;
}

const DRAWN = "Thick line: median. Dark band: middle 50 % of runs; light band with its edges: middle 90 %.";

export const fansBody: BodyMaker<Fans> = (figure, data, page, redraw) => {
  let variable = data.variables[0];
  let month = data.months;
  const choose = makeSelect("Show", data.variables, (id) => {
    variable = data.variables.find((one) => one.id === id);
    redraw();
  });
  const draw = (shown: string[]): Child[] => {
    if (variable === undefined) {
      return ["No variable was recorded."];
    }
    const drawn = shown.slice(0, MOST);
    const single = titleFinding(figure, drawn)?.about ?? drawn[0] ?? "";
    const charts = panelsOf(data, variable, drawn, single, page);
    const values = make("div", { class: "readout" });
    const { slider, output } = makeSlider("Month read out in all panels", data.months, month);
    const chosen = variable;
    const linked = linkReadout({
      charts,
      last: data.months,
      focus: slider,
      onMove: (at) => {
        month = at ?? month;
        slider.value = String(month);
        sayPlace(slider, output, page.calendar.date(month));
        values.replaceChildren(readoutTable(data, chosen, drawn, month, page));
      },
    });
    slider.addEventListener("input", () => linked.show(Number(slider.value)));
    linked.show(month);
    const thin = single === "" ? "" : ` Thin lines: runs ${data.single_runs.join(" and ")} under ${single}.`;
    return [
      policyLegend(stylesOf(page, drawn), `${DRAWN}${thin}`),
      make("div", { class: "panels" }, ...charts),
      make("p", { class: "note" }, axisNote(data, variable, drawn, shown)),
      make("label", { class: "control month" }, "Read out month ", slider, output),
      values,
    ];
  };
  return { controls: [choose], draw, csv: () => fullRows(data, page) };
};
