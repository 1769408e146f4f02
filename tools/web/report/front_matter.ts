// What stands around the figures: title, lead, notices and facts above; methods, commands and footnotes below.
import { make, typeset } from "../page/dom.ts";
import { scrollable } from "../page/table.ts";
import type { ReportData } from "./report_data.ts";

export function header(report: ReportData): HTMLElement {
  const facts = report.facts.map(({ label, text }) => make("div", {}, make("dt", {}, label), make("dd", {}, text)));
  return make(
    "header",
    {},
    make("h1", {}, report.title),
    make("p", { class: "lead" }, ...typeset(report.lead)),
    ...report.notices.map((notice) => make("p", { class: "notice" }, notice)),
    make("dl", { class: "facts" }, ...facts),
  );
}

export function methods(report: ReportData): HTMLElement {
  return make(
    "section",
    { id: "methods", "aria-labelledby": "methods-title" },
    make("h2", { id: "methods-title" }, "Methods"),
    ...report.methods.map((paragraph) => make("p", {}, ...typeset(paragraph))),
    make(
      "p",
      { class: "on-paper" },
      "On paper the tables of numbers are left out; the page on screen has them, and a CSV file of each figure.",
    ),
  );
}

export function commands(report: ReportData): HTMLElement {
  const text = make("code", {}, report.commands.join("\n"));
  return make(
    "section",
    { id: "commands", "aria-labelledby": "commands-title" },
    make("h2", { id: "commands-title" }, "Commands that reproduce the result and this page"),
    scrollable(make("pre", {}, text), "Commands"),
  );
}

export function footer(report: ReportData): HTMLElement {
  return make("footer", {}, ...report.footnotes.map((footnote) => make("p", {}, footnote)));
}
