// Draws the report from the JSON in the page.
import { calendar, policyStyles } from "../charts/index.ts";
import { make } from "../page/dom.ts";
import type { PageContext } from "./context.ts";
import { figureSection, type FigureSection } from "./figure_section.ts";
import { claimsBody } from "./figures/claims.ts";
import { costsBody, differencesBody, dotsBody, exceedanceBody, frontierBody } from "./figures/costs_and_shares.ts";
import { fansBody } from "./figures/fans.ts";
import { keyNumbersBody } from "./figures/key_numbers.ts";
import { regionMapBody } from "./figures/region_map.ts";
import { sensitivityBody } from "./figures/sensitivity.ts";
import { storyBody } from "./figures/story.ts";
import { commands, footer, header, methods } from "./front_matter.ts";
import { policyToggle } from "./policy_toggle.ts";
import type { AnyFigure, ReportData } from "./report_data.ts";

const PAPER = 690; // [px] width of an A4 page less its margins
const SETTLE = 120; // [ms] after the last change of the window's size

function sectionOf(figure: AnyFigure, page: PageContext): FigureSection {
  switch (figure.id) {
    case "key_numbers":
      return figureSection(figure, keyNumbersBody, page);
    case "fans":
      return figureSection(figure, fansBody, page);
    case "exceedance":
      return figureSection(figure, exceedanceBody, page);
    case "dots":
      return figureSection(figure, dotsBody, page);
    case "differences":
      return figureSection(figure, differencesBody, page);
    case "costs":
      return figureSection(figure, costsBody, page);
    case "map":
      return figureSection(figure, regionMapBody, page);
    case "sensitivity":
      return figureSection(figure, sensitivityBody, page);
    case "story":
      return figureSection(figure, storyBody, page);
    case "frontier":
      return figureSection(figure, frontierBody, page);
    case "claims":
      return figureSection(figure, claimsBody, page);
  }
}

function readReport(): ReportData {
  const text = document.getElementById("report-data")?.textContent ?? "";
  const report = JSON.parse(text) as ReportData;
  if (report.schema !== "detente/report@1") {
    throw new Error(`this page draws detente/report@1, not ${String(report.schema)}`);
  }
  return report;
}

/** Draws again when the window has another width, and for paper. */
function watchWidth(root: HTMLElement, redraw: (width: number, forPaper: boolean) => void): void {
  let drawn = root.clientWidth;
  let wasForPaper = false;
  let timer = 0;
  const draw = (width: number, forPaper: boolean): void => {
    if (width !== drawn || forPaper !== wasForPaper) {
      drawn = width;
      wasForPaper = forPaper;
      redraw(width, forPaper);
    }
  };
  window.addEventListener("resize", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => draw(root.clientWidth, false), SETTLE);
  });
  window.addEventListener("beforeprint", () => draw(PAPER, true));
  window.addEventListener("afterprint", () => draw(root.clientWidth, false));
}

function build(root: HTMLElement): void {
  const report = readReport();
  let width = root.clientWidth;
  let isPaper = false;
  const page: PageContext = {
    report,
    styles: policyStyles(report.policies, report.baseline),
    calendar: calendar(report.start),
    width: () => width,
    isPaper: () => isPaper,
  };
  document.title = report.title;
  const sections = report.figures.map((figure) => sectionOf(figure, page));
  const toggle = policyToggle(page, () => draw());
  const draw = (): void => {
    for (const section of sections) {
      section.draw(toggle.shown());
    }
  };
  root.append(
    header(report),
    toggle.element,
    ...sections.map((section) => section.element),
    methods(report),
    commands(report),
    footer(report),
  );
  draw();
  watchWidth(root, (now, forPaper) => {
    width = now;
    isPaper = forPaper;
    draw();
  });
}

function start(): void {
  const began = performance.now();
  const root = document.getElementById("report");
  if (root === null) {
    return;
  }
  try {
    build(root);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    root.append(
      make(
        "p",
        { class: "notice", role: "alert" },
        `This page could not be drawn: ${reason}. The numbers are in result.h5; detente report OUT --format md ` +
          `writes them as text.`,
      ),
    );
  }
  document.documentElement.dataset["drawMs"] = String(Math.round(performance.now() - began));
  document.documentElement.dataset["ready"] = "true";
}

start();
