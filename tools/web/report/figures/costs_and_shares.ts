// F2 to F5 and F9: one chart each, or two, straight from the data.
import {
  componentsChart,
  differencesChart,
  dotsChart,
  exceedanceChart,
  formatInterval,
  formatMoney,
  formatShare,
  frontierChart,
  policyLegend,
  yearsChart,
  type ChartOptions,
  type Interval,
} from "../../charts/index.ts";
import { make, typeset } from "../../page/dom.ts";
import { stylesOf, type BodyMaker, type PageContext } from "../context.ts";
import type { Costs, Differences, Dots, Estimate, Exceedance, Frontier } from "../report_data.ts";

const FEWEST = 5; // runs behind a drawn share; below it a curve is noise
const UNKNOWN: Interval = { value: null, lower: null, upper: null };

function shownArms<Arm extends { policy: string }>(arms: Arm[], shown: string[]): Arm[] {
  return arms.filter((arm) => shown.includes(arm.policy));
}

function drawable(share: Estimate, runs: number): Interval {
  return share.value !== null && share.value * runs >= FEWEST ? share : UNKNOWN;
}

function chartOptions(page: PageContext, paperHeight?: number): ChartOptions {
  const height = page.isPaper() ? paperHeight : undefined;
  return { width: page.width(), styles: page.styles, ...(height === undefined ? {} : { height }) };
}

// [px] on paper, so that two figures fit on a page, and the costs on one.
const PAPER = { curve: 240, differences: 260, component: 30, years: 180, frontier: 270 };

function note(text: string): HTMLElement {
  return make("p", { class: "note" }, ...typeset(text));
}

export const exceedanceBody: BodyMaker<Exceedance> = (_, data, page) => ({
  controls: [],
  draw: (shown) => {
    const arms = shownArms(data.arms, shown);
    const marked = arms.map(
      (arm) => `${arm.policy} ${formatShare(arm.at_marked.value)} (${formatInterval(arm.at_marked, formatShare)})`,
    );
    const chart = exceedanceChart(
      {
        label: data.label,
        unit: data.unit,
        thresholds: data.thresholds,
        marked: data.marked,
        arms: arms.map((arm) => ({
          policy: arm.policy,
          share: arm.share.map((share) => drawable(share, page.report.runs)),
        })),
      },
      chartOptions(page, PAPER.curve),
    );
    return [
      policyLegend(stylesOf(page, shown), "Vertical: share of runs at or above the threshold, log scale."),
      chart,
      note(
        marked.length === 0
          ? ""
          : `At ${formatMoney(data.marked)} ${data.unit}, the dotted line: ${marked.join("; ")}. Nothing is drawn ` +
              `below ${FEWEST} runs.`,
      ),
    ];
  },
});

export const dotsBody: BodyMaker<Dots> = (_, data, page) => ({
  controls: [],
  draw: (shown) => [
    dotsChart({ ...data, arms: shownArms(data.arms, shown) }, { ...chartOptions(page), fromZero: false }),
    note(
      "Dots stand in columns, so each is up to half its width off its value. Below them: a bar at the median, a " +
        "diamond " +
        "at the mean with its 95 % interval. The axis need not begin at 0.",
    ),
  ],
});

export const differencesBody: BodyMaker<Differences> = (_, data, page) => ({
  controls: [],
  titlePolicies: (shown) => shown.filter((policy) => policy !== page.report.baseline),
  draw: (shown) => {
    const arms = shownArms(data.arms, shown);
    const chart = differencesChart(
      {
        label: `${data.label} less that of ${page.report.baseline}`,
        unit: data.unit,
        edges: data.edges,
        arms: arms.map((arm) => ({
          policy: arm.policy,
          counts: arm.counts,
          mean: arm.mean,
          middle90: [arm.p05, arm.p95],
        })),
      },
      chartOptions(page, PAPER.differences),
    );
    const cheaper = arms.map(
      (arm) =>
        `${arm.policy} in ${formatShare(arm.cheaper.value)} of runs (${formatInterval(arm.cheaper, formatShare)})`,
    );
    return [
      chart,
      note("Below the bars: a diamond at the mean with its 95 % interval, on a line over the middle 90 % of runs."),
      note(
        cheaper.length === 0
          ? `Choose a policy other than ${page.report.baseline}.`
          : `Cheaper than ${page.report.baseline}: ${cheaper.join("; ")}.`,
      ),
    ];
  },
});

export const costsBody: BodyMaker<Costs> = (_, data, page) => ({
  controls: [],
  draw: (shown) => {
    const arms = shownArms(data.arms, shown);
    const rowsOf = (beside: boolean): number =>
      data.components.filter((component) => component.beside === beside).length;
    const componentsOf = (beside: boolean): Node =>
      componentsChart(
        {
          label: "Mean over runs, net present value",
          unit: data.unit,
          components: data.components.filter((component) => component.beside === beside),
          arms: arms.map((arm) => ({
            policy: arm.policy,
            amounts: arm.by_component.filter((_, index) => data.components[index]?.beside === beside),
          })),
        },
        chartOptions(page, 46 + (PAPER.component + 4 * arms.length) * rowsOf(beside)),
      );
    const beside = data.components.some((component) => component.beside)
      ? [make("h3", {}, "Beside it, on an axis of its own: no part of the crisis-management cost"), componentsOf(true)]
      : [];
    const years = yearsChart(
      {
        label: "Crisis-management cost, discounted to the start",
        unit: data.unit,
        years: data.years,
        arms: arms.map((arm) => ({ policy: arm.policy, amounts: arm.by_year })),
      },
      chartOptions(page, PAPER.years),
    );
    return [
      policyLegend(stylesOf(page, shown), "Whiskers and brackets: 95 % interval of the mean."),
      make("h3", {}, "By component"),
      componentsOf(false),
      ...beside,
      make("h3", {}, "By year"),
      years,
    ];
  },
});

export const frontierBody: BodyMaker<Frontier> = (_, data, page) => ({
  controls: [],
  draw: (shown) => {
    const points = shownArms(data.points, shown).map((point) => ({
      policy: point.policy,
      across: point.policy_cost,
      up: point.crisis_cost,
      standing: point.standing,
    }));
    const chart = frontierChart(
      { labelAcross: "Policy money", labelUp: "Crisis-management cost", unit: data.unit, points },
      chartOptions(page, PAPER.frontier),
    );
    return [
      chart,
      note(
        "Left and down is better. Filled mark: efficient; hollow: dominated; hollow and dashed: undecided. The axes " +
          "need not begin at 0.",
      ),
    ];
  },
});
