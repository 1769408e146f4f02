// The numbers of one month in all panels. Quantiles are known at the ends of years only; between them the table says of
// which month they are.
import { formatNumber } from "../../charts/index.ts";
import { make } from "../../page/dom.ts";
import { scrollable } from "../../page/table.ts";
import type { PageContext } from "../context.ts";
import type { Fans } from "../report_data.ts";

function lastYearEnd(data: Fans, month: number): number {
  return Math.max(0, data.year_ends.filter((end) => end <= month).length - 1);
}

function cellOf(data: Fans, series: Fans["series"][number], month: number, place: number): HTMLElement {
  const quantile = (wanted: number): number | undefined =>
    series.quantile[place]?.[data.quantiles.findIndex((one) => Math.abs(one - wanted) < 1e-9)];
  const [low, middle, high] = [quantile(0.05), quantile(0.5), quantile(0.95)];
  const mean = series.mean[month];
  return make(
    "td",
    {
      class: "number",
      "data-country": series.country,
      "data-policy": series.policy,
      "data-month": month,
      "data-mean": mean,
      "data-median": middle,
      "data-q05": low,
      "data-q95": high,
    },
    make("b", {}, formatNumber(mean)),
    make("small", {}, `${formatNumber(middle)} (${formatNumber(low)} to ${formatNumber(high)})`),
  );
}

export function readoutTable(
  data: Fans,
  variable: Fans["variables"][number],
  drawn: string[],
  month: number,
  page: PageContext,
): HTMLElement {
  const place = lastYearEnd(data, month);
  const end = data.year_ends[place] ?? 0;
  const head = drawn.map((policy) => make("th", { scope: "col", class: "number" }, policy));
  const rows = data.countries.map((country) => {
    const cells = drawn.map((policy) => {
      const series = data.series.find(
        (one) => one.variable === variable.id && one.country === country.id && one.policy === policy,
      );
      return series === undefined ? make("td", {}, "–") : cellOf(data, series, month, place);
    });
    return make("tr", {}, make("th", { scope: "row" }, country.name), ...cells);
  });
  const date = page.calendar.date(month);
  const quantiles =
    `the median and in brackets the middle 90 % of ` + `runs${end === month ? "" : ` of ${page.calendar.date(end)}`}`;
  const caption = `${variable.label} in ${date}: mean over runs in bold, then ${quantiles}`;
  const table = make(
    "table",
    { "data-month": month },
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Country"), ...head)),
    make("tbody", {}, ...rows),
  );
  return make("div", {}, make("p", { class: "note" }, caption), scrollable(table, `Values of ${date}`));
}
