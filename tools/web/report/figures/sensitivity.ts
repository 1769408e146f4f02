import {
  evidenceLegend,
  formatInterval,
  formatShare,
  sensitivityChart,
  type EvidenceStatus,
  type SensitivityData,
} from "../../charts/index.ts";
import { make, makeSelect, type Child } from "../../page/dom.ts";
import type { BodyMaker } from "../context.ts";
import type { Sensitivity } from "../report_data.ts";

type SensitivityTable = Sensitivity["tables"][number];

const MOST = 12; // rows drawn; the table has all

function nameOf(table: SensitivityTable): string {
  return table.less === null ? table.policy : `${table.policy} less ${table.less}, run by run`;
}

function measureWords(data: Sensitivity): { label: string; unit: string; marks: string } {
  return data.measure === "sobol"
    ? {
        label: `Share of the variance of ${data.outcome.replaceAll("_", " ")}`,
        unit: "",
        marks:
          "Filled mark with its 95 % interval: with all interactions (total index). Hollow mark: alone (first-order " +
          "index).",
      }
    : {
        label: `Size of effects on ${data.outcome.replaceAll("_", " ")}`,
        unit: data.unit,
        marks:
          "Filled mark with its 95 % interval: size (root mean square) of the effects of moving the number over its " +
          "range.",
      };
}

const formatShareOrNone = (value: number | null | undefined): string => formatShare(value).replace(".0 %", " %");

function largestRows(table: SensitivityTable, isSobol: boolean): SensitivityData["rows"] {
  const rows = table.rows.map((row) => ({
    label: row.label,
    status: row.status,
    value: isSobol ? row.total : row.main,
    part: isSobol ? row.main : null,
  }));
  return rows.sort((a, b) => (b.value.value ?? -Infinity) - (a.value.value ?? -Infinity)).slice(0, MOST);
}

function noteOf(table: SensitivityTable, drawn: number): HTMLElement {
  const all = table.rows.length;
  const rest = all > drawn ? ` ${drawn} of ${all} numbers are drawn, the largest; the table has all.` : "";
  const { luck } = table;
  const share =
    luck === null ? "" : `${formatShare(luck.value)} of the variance (${formatInterval(luck, formatShare)})`;
  const ofLuck = luck === null ? "" : ` Luck, by which runs with the same numbers differ: ${share}.`;
  return make("p", { class: "note" }, `Outcome of ${nameOf(table)}.${rest}${ofLuck}`);
}

export const sensitivityBody: BodyMaker<Sensitivity> = (_, data, page, redraw) => {
  let chosen = data.tables[0];
  const choose = makeSelect(
    "Outcome of",
    data.tables.map((table, index) => ({ id: String(index), label: nameOf(table) })),
    (id) => {
      chosen = data.tables[Number(id)];
      redraw();
    },
  );
  const draw = (): Child[] => {
    if (chosen === undefined) {
      return ["No table."];
    }
    const words = measureWords(data);
    const isSobol = data.measure === "sobol";
    const rows = largestRows(chosen, isSobol);
    const statuses = (["data", "literature", "judgement", ""] satisfies EvidenceStatus[]).filter((status) =>
      rows.some((row) => row.status === status),
    );
    const chart = sensitivityChart(
      { label: words.label, unit: words.unit, rows },
      { width: page.width(), styles: page.styles, ...(isSobol ? { formatValue: formatShareOrNone } : {}) },
    );
    return [evidenceLegend(statuses, words.marks), chart, noteOf(chosen, rows.length)];
  };
  return {
    controls: data.tables.length > 1 ? [choose] : [],
    dependsOn: () => (chosen === undefined ? "" : nameOf(chosen)),
    titlePolicies: (shown) =>
      chosen !== undefined && shown.includes(chosen.policy) ? [chosen.policy, ...shown] : shown,
    draw,
  };
};
