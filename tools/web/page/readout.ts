// Reading one month out: the slider of a page, and a line of words under charts that is one.
import { linkReadout, type DrawnChart } from "../charts/index.ts";
import { make } from "./dom.ts";

/** A slider over whole numbers from 0 to `last`; the output beside it says what its place means. */
export function makeSlider(
  label: string,
  last: number,
  value: number,
): { slider: HTMLInputElement; output: HTMLOutputElement } {
  const slider = make("input", { type: "range", min: 0, max: last, step: 1, value, "aria-label": label });
  return { slider, output: make("output") };
}

export function sayPlace(slider: HTMLElement, output: HTMLElement, text: string): void {
  slider.setAttribute("aria-valuetext", text);
  output.textContent = text;
}

/** A line under charts that reads one month out, by pointer over a chart or by keyboard on the line. */
export function readoutLine(charts: DrawnChart[], last: number, describe: (at: number) => string): HTMLElement {
  const hint = "Point at a chart, or focus this line and use the arrow keys, to read one month.";
  const settings = { tabindex: 0, role: "slider", "aria-label": "Month read out", "aria-valuemin": 0 };
  const line = make("div", { class: "readout", ...settings, "aria-valuemax": last });
  const onMove = (at: number | null): void => {
    line.setAttribute("aria-valuenow", String(at ?? last));
    sayPlace(line, line, at === null ? hint : describe(at));
  };
  onMove(null);
  linkReadout({ charts, last, focus: line, onMove });
  return line;
}
