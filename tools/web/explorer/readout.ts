// A line under charts that reads one month out, by pointer over a chart or by keyboard.
import { element } from "./dom.ts";

export interface Readout {
  element: HTMLElement;
  focus: HTMLElement;
  show: (at: number | null) => void;
}

export function monthReadout(last: number, describe: (at: number) => string): Readout {
  const hint = "Point at a chart, or focus this line and use the arrow keys, to read one month.";
  const line = element("div", { class: "readout", tabindex: "0", role: "slider", "aria-label": "Month read out" }, [hint]);
  line.setAttribute("aria-valuemin", "0");
  line.setAttribute("aria-valuemax", String(last));
  const show = (at: number | null): void => {
    const words = at === null ? hint : describe(at);
    line.textContent = words;
    line.setAttribute("aria-valuenow", String(at ?? last));
    line.setAttribute("aria-valuetext", words);
  };
  show(null);
  return { element: line, focus: line, show };
}
