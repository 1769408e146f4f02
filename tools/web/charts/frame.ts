// What all charts share: the drawing surface, its accessible name, and marks that more than one of them uses.
import * as Plot from "@observablehq/plot";
import type { Interval } from "./data.ts";

export type DrawnChart = SVGSVGElement & Pick<Plot.Plot, "scale">;

/** An interval that is known, with its place in a chart. */
export interface Whisker {
  lower: number;
  upper: number;
}

/**
 * Draws and names. Plot gives inner groups names of their own ("bar", "rule"), which are no use to a reader and which
 * accessibility checks refuse: an image has one name.
 */
export function drawChart(options: Plot.PlotOptions, name: string): DrawnChart {
  const drawn = Plot.plot({ style: { background: "none", overflow: "visible" }, ...options });
  if (!(drawn instanceof SVGSVGElement)) {
    throw new Error("a chart must be one image: no title, caption or legend of Plot");
  }
  nameImage(drawn, name);
  return drawn;
}

export function nameImage(image: SVGSVGElement, name: string): void {
  for (const inner of image.querySelectorAll("[aria-label], [aria-description], [aria-hidden]")) {
    inner.removeAttribute("aria-label");
    inner.removeAttribute("aria-description");
    inner.removeAttribute("aria-hidden");
  }
  image.classList.add("chart");
  image.setAttribute("role", "img");
  image.setAttribute("aria-label", name);
}

export function isKnown(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

export function whiskerOf(estimate: Interval): Whisker | null {
  return isKnown(estimate.lower) && isKnown(estimate.upper) ? { lower: estimate.lower, upper: estimate.upper } : null;
}

/** Where the runs of an arm have their middle: a bar at the median, a diamond at the mean on its interval. */
export function centreMarks(arm: { median: number | null; mean: Interval }, top: number, at: number): Plot.Markish[] {
  const whisker = whiskerOf(arm.mean);
  return [
    Plot.ruleX(isKnown(arm.median) ? [arm.median] : [], {
      x: (x: number) => x,
      y1: top,
      y2: at + 6,
      stroke: "var(--ink)",
      strokeWidth: 2,
    }),
    Plot.ruleY(whisker === null ? [] : [whisker], {
      x1: "lower",
      x2: "upper",
      y: at,
      stroke: "var(--ink)",
      strokeWidth: 1.5,
    }),
    Plot.dot(isKnown(arm.mean.value) ? [arm.mean.value] : [], {
      x: (x: number) => x,
      y: at,
      r: 3.5,
      fill: "var(--ground)",
      stroke: "var(--ink)",
      symbol: "diamond2",
    }),
  ];
}

/** The name of a row, left of the axis. */
export function rowLabel(label: string, at: number): Plot.Markish {
  return Plot.text([label], {
    frameAnchor: "left",
    dx: -10,
    textAnchor: "end",
    y: () => at,
    lineAnchor: "middle",
  });
}

/** Width of a text of 12 px, roughly: enough to keep room for labels. */
export function textWidth(text: string, size = 12): number {
  return text.length * size * 0.54;
}

/** Breaks a label into lines of at most `most` letters, between words. */
export function wrapLabel(text: string, most: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > most) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.join("\n");
}

/** A label in lines that fit into `room` [px]; words that are wider, as long names, are cut. */
export function fitLabel(text: string, room: number): string {
  const most = Math.max(8, Math.floor(room / textWidth("n")));
  const words = text.split(" ").map((word) => (word.length > most ? `${word.slice(0, most - 1)}…` : word));
  return wrapLabel(words.join(" "), most);
}

/** One line, also a bold one, that fits into `room` [px]. */
export function shorten(text: string, room: number): string {
  const most = Math.max(6, Math.floor(room / textWidth("n", 14)));
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

export interface AxisLabel {
  text: string; // in lines
  extra: number; // [px] that the margin below needs beyond that of one line
}

/** The label below an axis, in lines that stay in the picture: it stands at the middle of the plot. */
export function labelBelow(text: string, width: number, marginLeft: number, marginRight: number): AxisLabel {
  const middle = (marginLeft + width - marginRight) / 2;
  const lines = fitLabel(text, 2 * Math.min(middle, width - middle));
  return { text: lines, extra: 14 * (lines.split("\n").length - 1) };
}

export interface PlacedLabel {
  text: string;
  position: number; // wanted [px]
  color: string;
}

/** Moves labels apart along one direction, so that no two are closer than `gap` and none is outside. */
export function spreadLabels<Label extends PlacedLabel>(
  labels: Label[],
  gap: number,
  lowest: number,
  highest: number,
): Label[] {
  const sorted = labels.map((label) => ({ ...label })).sort((a, b) => a.position - b.position);
  let floor = lowest;
  for (const label of sorted) {
    label.position = Math.max(label.position, floor);
    floor = label.position + gap;
  }
  let ceiling = highest;
  for (const label of sorted.reverse()) {
    label.position = Math.min(label.position, ceiling);
    ceiling = label.position - gap;
  }
  return sorted.reverse();
}

/** The name of a panel, above its left edge. */
export function panelTitle(text: string, dx: number, dy: number): Plot.Markish {
  return Plot.text([text], { frameAnchor: "top-left", dx, dy, fontSize: 13, fontWeight: 600, textAnchor: "start" });
}

/** A dotted rule at each of these places, named at its upper end. */
export function namedRules(rules: { at: number; label: string }[]): Plot.Markish[] {
  return [
    Plot.ruleX(rules, { x: "at", stroke: "var(--ink)", strokeDasharray: "1 3" }),
    Plot.text(rules, {
      x: "at",
      text: "label",
      frameAnchor: "top",
      dy: 2,
      dx: 5,
      textAnchor: "start",
      fill: "currentColor",
      stroke: "var(--ground)",
      strokeWidth: 3,
    }),
  ];
}
