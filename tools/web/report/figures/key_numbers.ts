import { formatChange, formatInterval, formatMoney, formatShare, policySwatch } from "../../charts/index.ts";
import { breakable, make } from "../../page/dom.ts";
import { scrollable } from "../../page/table.ts";
import type { BodyMaker, PageContext } from "../context.ts";
import type { Estimate, KeyNumbers } from "../report_data.ts";

type Row = KeyNumbers["rows"][number];

type Format = (value: number | null) => string;

function numberCell(main: string, below: string): HTMLElement {
  return make("td", { class: "number" }, make("b", {}, main), make("small", {}, below));
}

function estimateCell(estimate: Estimate, format: Format, confidence: string): HTMLElement {
  const interval = formatInterval(estimate, format);
  const cell = numberCell(format(estimate.value), interval);
  cell.title = `${confidence}: ${interval}; ${estimate.n} independent observations`;
  return cell;
}

function changeCell(change: Estimate | null, confidence: string): HTMLElement {
  if (change === null) {
    return make("td", { class: "number" }, "reference");
  }
  const cell = estimateCell(change, formatChange, confidence);
  const { lower, upper } = change;
  if (lower !== null && upper !== null && lower <= 0 && upper >= 0) {
    cell.append(make("small", {}, "interval holds 0"));
  }
  return cell;
}

function bodyRow(row: Row, page: PageContext, confidence: string): HTMLElement {
  const style = page.styles.of(row.policy);
  const [low, high] = row.middle90;
  return make(
    "tr",
    {},
    make(
      "th",
      { scope: "row", class: "policy" },
      policySwatch(style) as HTMLElement,
      make("span", {}, ...breakable(style.label)),
    ),
    estimateCell(row.cost, formatMoney, confidence),
    make("td", { class: "number" }, `${formatMoney(low)} to ${formatMoney(high)}`),
    changeCell(row.change, confidence),
    estimateCell(row.tail, formatMoney, confidence),
    estimateCell(row.policy_cost, formatMoney, confidence),
    estimateCell(row.net_position, formatMoney, confidence),
    estimateCell(row.open_conflict, formatShare, confidence),
  );
}

// "Baseline" would be ambiguous: a scenario may have that name too.
const columnsOf = (baseline: string): [label: string, unit: string][] => [
  ["Mean crisis-management cost", "MEUR"],
  ["Middle 90 % of runs", "MEUR"],
  [`Change to ${baseline}, run by run`, "MEUR"],
  ["Mean of the dearest 5 % of runs", "MEUR"],
  ["Policy money", "MEUR"],
  ["Net position", "MEUR"],
  ["Runs with open conflict", "%"],
];

export const keyNumbersBody: BodyMaker<KeyNumbers> = (figure, data, page) => ({
  controls: [],
  draw: (shown) => {
    const confidence = `${Math.round(100 * page.report.confidence)} % interval`;
    const columns = columnsOf(page.report.baseline);
    const head = columns.map(([label, unit]) =>
      make("th", { scope: "col", class: "number" }, ...breakable(label), make("small", {}, `[${unit}]`)),
    );
    const bodies = page.report.scenarios.map((scenario) => {
      const rows = data.rows.filter((row) => row.scenario === scenario && shown.includes(row.policy));
      const name =
        scenario === page.report.scenario ? `${scenario} (the figures below are of this scenario)` : scenario;
      const label = make(
        "tr",
        { class: "scenario" },
        make("th", { colspan: columns.length + 1, scope: "rowgroup" }, `Scenario ${name}`),
      );
      return make("tbody", {}, label, ...rows.map((row) => bodyRow(row, page, confidence)));
    });
    const table = make(
      "table",
      { class: "key" },
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Policy"), ...head)),
      ...bodies,
    );
    return [
      scrollable(table, `${figure.number}, ${figure.topic}`),
      make(
        "p",
        { class: "note" },
        `Below each number: its ${confidence}, of the mean or of the share. Only the middle 90 % of runs says how ` +
          `far single runs differ.`,
      ),
    ];
  },
});
