// Which policies are shown, in all figures at once. The bar stays in view and is the legend of the page.
import { policySwatch } from "../charts/index.ts";
import { breakable, make } from "../page/dom.ts";
import type { PageContext } from "./context.ts";
import type { ReportData } from "./report_data.ts";

const AT_FIRST = 3; // more colours at once are hard to follow

/** The baseline and those policies that cost least, in the order of the report. */
export function shownAtFirst(report: ReportData): string[] {
  if (report.policies.length <= AT_FIRST) {
    return [...report.policies];
  }
  const costs = new Map<string, number>();
  for (const figure of report.figures) {
    for (const row of figure.id === "key_numbers" ? (figure.data?.rows ?? []) : []) {
      if (row.scenario === report.scenario && row.cost.value !== null) {
        costs.set(row.policy, row.cost.value);
      }
    }
  }
  const others = report.policies.filter((policy) => policy !== report.baseline);
  const cheapest = others
    .sort((a, b) => (costs.get(a) ?? Infinity) - (costs.get(b) ?? Infinity))
    .slice(0, AT_FIRST - 1);
  return report.policies.filter((policy) => policy === report.baseline || cheapest.includes(policy));
}

export interface PolicyToggle {
  element: HTMLElement;
  shown(): string[];
}

export function policyToggle(page: PageContext, onChange: () => void): PolicyToggle {
  const { policies } = page.report;
  const shown = new Set(shownAtFirst(page.report));
  const count = make("span", { class: "count", role: "status" });
  const all = make("button", { type: "button", class: "plain" }, "Show all");
  const boxes = policies.map((policy) =>
    make("input", { type: "checkbox", checked: shown.has(policy), value: policy }),
  );
  const update = (): void => {
    count.textContent = shown.size === policies.length ? "" : `${shown.size} of ${policies.length} shown`;
    all.hidden = shown.size === policies.length;
  };
  const set = (policy: string, isShown: boolean): void => {
    isShown ? shown.add(policy) : shown.delete(policy);
  };
  for (const box of boxes) {
    box.addEventListener("change", () => {
      set(box.value, box.checked);
      update();
      onChange();
    });
  }
  all.addEventListener("click", () => {
    for (const box of boxes) {
      box.checked = true;
      set(box.value, true);
    }
    update();
    onChange();
  });
  update();
  const labels = boxes.map((box) =>
    make(
      "label",
      {},
      box,
      policySwatch(page.styles.of(box.value)) as HTMLElement,
      make("span", {}, ...breakable(box.value)),
    ),
  );
  const element = make(
    "fieldset",
    { class: "policies" },
    make("legend", {}, "Policies shown"),
    make("div", { class: "boxes" }, ...labels, count, all),
  );
  return { element, shown: () => policies.filter((policy) => shown.has(policy)) };
}
