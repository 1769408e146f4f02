// Legends as elements of the page: they wrap on a phone, are printed, and can be read aloud.
import type { EvidenceStatus } from "./data.ts";
import type { PolicyStyle } from "./policy_styles.ts";
import { evidenceStyle } from "./sensitivity_chart.ts";
import * as Plot from "@observablehq/plot";
import type { MarkerSymbol } from "./symbols.ts";
import { nameImage } from "./frame.ts";

function swatch(color: string, symbol: MarkerSymbol, dash: string | null): Element {
  const line =
    dash === null
      ? []
      : [
          Plot.line(
            [
              [1, 8],
              [29, 8],
            ],
            { stroke: color, strokeWidth: 2, strokeDasharray: dash },
          ),
        ];
  const drawn = Plot.plot({
    width: dash === null ? 14 : 30,
    height: 16,
    margin: 0,
    style: { background: "none" },
    x: { domain: [0, dash === null ? 14 : 30], axis: null },
    y: { domain: [16, 0], axis: null },
    marks: [...line, Plot.dot([[dash === null ? 7 : 15, 8]], { r: 4, fill: color, symbol })],
  });
  if (drawn instanceof SVGSVGElement) {
    nameImage(drawn, "");
    drawn.removeAttribute("role");
    drawn.removeAttribute("aria-label");
  }
  // The word beside it says the same.
  drawn.setAttribute("aria-hidden", "true");
  return drawn;
}

function entry(picture: Element, text: string): HTMLElement {
  const item = document.createElement("span");
  item.className = "legend-item";
  item.append(picture, text);
  return item;
}

function legendOf(items: HTMLElement[], note: string): HTMLElement {
  const legend = document.createElement("p");
  legend.className = "legend";
  legend.append(...items);
  if (note !== "") {
    const words = document.createElement("span");
    words.textContent = note;
    legend.append(words);
  }
  return legend;
}

export function policySwatch(style: PolicyStyle): Element {
  return swatch(style.color, style.symbol, style.dash);
}

/** Colour, dash and symbol of each policy, with a note on what else is drawn. */
export function policyLegend(styles: PolicyStyle[], note = ""): HTMLElement {
  return legendOf(
    styles.map((style) => entry(policySwatch(style), style.label)),
    note,
  );
}

export function evidenceLegend(statuses: EvidenceStatus[], note = ""): HTMLElement {
  const items = statuses.map((status) => {
    const style = evidenceStyle(status);
    return entry(swatch(style.color, style.symbol, null), style.label);
  });
  const head = document.createElement("span");
  head.textContent = "The number rests on";
  return legendOf([head, ...items], note);
}
