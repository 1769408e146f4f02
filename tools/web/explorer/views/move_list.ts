// The events of a run as lists: what happened, and what drove it.
import { formatNumber } from "../../charts/index.ts";
import { make } from "../../page/dom.ts";
import { isMadeByViolence, type Driver, type RunEvent } from "../run_events.ts";

const MOST_DRIVERS = 3;

// Not causes that vary between moments, but what the rate is before any of them acts.
const CONSTANTS = new Set(["base", "offset"]);

/** Moves and agreements have drivers and are shown; the others are many and stay folded. */
export function eventLists(events: RunEvent[], numbers: Map<RunEvent, number>, dates: string[]): HTMLElement[] {
  const driven = events.filter((event) => event.kind === "move" || event.drivers.length > 0);
  const others = events.filter((event) => !driven.includes(event));
  const lists: HTMLElement[] = [];
  if (driven.length > 0) lists.push(list("Moves and agreements, with what drove them", driven, numbers, dates));
  if (others.length > 0) {
    const summary = make("summary", {}, `Other events (${others.length})`);
    lists.push(make("details", {}, summary, list("Other events", others, numbers, dates)));
  }
  return lists;
}

function list(label: string, events: RunEvent[], numbers: Map<RunEvent, number>, dates: string[]): HTMLElement {
  const items = events.map((event) => item(event, numbers.get(event), dates));
  const made = make("ol", { class: "moves" }, ...items);
  // It scrolls, so a keyboard must reach it.
  return make("div", { class: "moves-box", tabindex: 0, role: "region", "aria-label": label }, made);
}

function item(event: RunEvent, number: number | undefined, dates: string[]): HTMLElement {
  const direction = event.kind === "move" ? (event.to > event.from ? "↑" : "↓") : "•";
  const why = whyOf(event);
  return make(
    "li",
    {},
    make("span", { class: number === undefined ? "badge other" : "badge" }, String(number ?? direction)),
    make("span", { class: "date" }, dates[event.month] ?? `month ${event.month}`),
    make("span", { class: "what" }, event.text),
    why === "" ? null : make("span", { class: "why" }, why),
  );
}

function whyOf(event: RunEvent): string {
  if (event.drivers.length === 0) {
    return "";
  }
  if (isMadeByViolence(event.kind, event.drivers)) {
    return "made by violence: no rate";
  }
  const strongest = event.drivers.filter((driver) => !CONSTANTS.has(driver.name)).slice(0, MOST_DRIVERS);
  const rate = event.rate === null ? "" : `rate ${formatNumber(event.rate)} a year`;
  return strongest.length === 0 ? rate : `${rate}: ${strongest.map(driverWords).join(", ")}`;
}

function driverWords({ name, factor }: Driver): string {
  return `${name.replaceAll("_", " ")} × ${formatNumber(factor)}`;
}
