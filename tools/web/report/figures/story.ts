import { formatMoney, formatNumber, formatShare, ladderChart, type LadderData } from "../../charts/index.ts";
import { make } from "../../page/dom.ts";
import { timeChartOptions, type BodyMaker } from "../context.ts";
import type { Story } from "../report_data.ts";

type StoryEvent = Story["events"][number];

const BEFORE = 3; // earlier events told with a move
const MOST = 8; // disputes drawn, as many as fit a page of paper: those that went highest

function arrows(text: string): string {
  return text.replaceAll("->", "→");
}

function rank(dispute: Story["disputes"][number]): number {
  const above = dispute.level.reduce((sum, level) => sum + level, 0) / Math.max(1, dispute.level.length);
  return Math.max(0, ...dispute.level) * 10 + above;
}

function ladderData(data: Story): LadderData {
  const moved = new Set(data.events.map((event) => event.dispute));
  const disputes = data.disputes
    .filter((dispute) => moved.has(dispute.id))
    .sort((a, b) => rank(b) - rank(a))
    .slice(0, MOST);
  const ids = new Set(disputes.map((dispute) => dispute.id));
  return {
    title: `Run ${data.run} under ${data.policy}`,
    last: Math.max(0, ...data.disputes.map((dispute) => dispute.level.length - 1)),
    levelNames: data.level_names,
    disputes,
    moves: data.events
      .filter((event) => ids.has(event.dispute))
      .map((event) => ({
        number: event.number,
        at: event.month,
        dispute: event.dispute,
        from: event.from,
        to: event.to,
      })),
  };
}

function rateText(event: StoryEvent): string {
  if (event.rate === null) {
    return "";
  }
  const reference =
    event.reference_rate === null
      ? ""
      : `, against ${formatNumber(event.reference_rate)} with all drivers at their reference`;
  return `${formatNumber(event.rate)} such moves a year${reference}`;
}

function driversText(event: StoryEvent): string {
  if (event.drivers.length === 0) {
    return "";
  }
  return event.drivers.map(({ label, factor }) => `${label} × ${formatNumber(factor)}`).join(", ");
}

function eventItem(event: StoryEvent): HTMLElement {
  const drivers = [driversText(event), rateText(event)].filter((text) => text !== "").join("; ");
  const rest = event.before.length > BEFORE ? `; ${event.before.length - BEFORE} more in the table` : "";
  const before = `Before: ${event.before.slice(0, BEFORE).map(arrows).join("; ")}${rest}`;
  return make(
    "li",
    { value: event.number },
    make("b", {}, `${event.date} ${arrows(event.text)}`),
    drivers === "" ? null : make("small", {}, `Drivers: ${drivers}`),
    event.before.length === 0 ? null : make("small", {}, before),
  );
}

export const storyBody: BodyMaker<Story> = (figure, data, page) => ({
  controls: [],
  dependsOn: () => "",
  draw: () => {
    const width = page.width();
    const { value, share_below, median } = data.cost;
    const why = data.why === "" || figure.caption.includes(data.why) ? "" : `Chosen: ${data.why.replace(/\.$/, "")}. `;
    const others = `${formatShare(share_below)} of the runs of ${data.policy} (median ${formatMoney(median)} MEUR)`;
    const cost = `It cost ${formatMoney(value)} MEUR, more than ${others}.`;
    return [
      make("p", { class: "note" }, `Run ${data.run} under ${data.policy}. ${why}${cost}`),
      ladderChart(ladderData(data), timeChartOptions(page, width)),
      make("ol", { class: "events" }, ...data.events.map(eventItem)),
    ];
  },
});
