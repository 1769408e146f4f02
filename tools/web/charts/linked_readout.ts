// One month read out in several charts at once: by pointer over any of them, or by keyboard on an element of the page.
import type { DrawnChart } from "./frame.ts";

export interface ReadoutSettings {
  charts: DrawnChart[]; // with the same horizontal axis
  last: number; // positions are the whole numbers from 0 to last
  focus: HTMLElement; // takes the keys; must be focusable
  /** Called with the position read out, or null when there is none. */
  onMove: (at: number | null) => void;
}

export interface LinkedReadout {
  show(at: number | null): void;
}

const YEAR = 12; // positions that Page Up and Page Down move by

interface Pointer {
  chart: DrawnChart;
  line: SVGLineElement;
  apply: (at: number) => number;
  invert: (pixel: number) => number;
}

function pointerOf(chart: DrawnChart): Pointer | null {
  const scale = chart.scale("x");
  const { apply, invert } = scale ?? {};
  if (apply === undefined || invert === undefined) {
    return null;
  }
  const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
  line.setAttribute("class", "readout-line");
  line.setAttribute("y1", "22");
  line.setAttribute("y2", String(chart.viewBox.baseVal.height - 24));
  line.style.display = "none";
  chart.append(line);
  return { chart, line, apply: (at) => Number(apply(at)), invert: (pixel) => Number(invert(pixel)) };
}

function moveLine(pointer: Pointer, at: number | null): void {
  if (at === null) {
    pointer.line.style.display = "none";
    return;
  }
  const place = String(pointer.apply(at));
  pointer.line.setAttribute("x1", place);
  pointer.line.setAttribute("x2", place);
  pointer.line.style.display = "";
}

function afterKey(key: string, at: number, last: number): number | null {
  const moves: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    PageUp: at - YEAR,
    PageDown: at + YEAR,
    Home: 0,
    End: last,
  };
  const moved = moves[key];
  return moved === undefined ? null : Math.min(last, Math.max(0, moved));
}

export function linkReadout(settings: ReadoutSettings): LinkedReadout {
  const pointers = settings.charts.map(pointerOf).filter((pointer) => pointer !== null);
  let current: number | null = null;
  const show = (at: number | null): void => {
    current = at;
    for (const pointer of pointers) {
      moveLine(pointer, at);
    }
    settings.onMove(at);
  };
  for (const pointer of pointers) {
    pointer.chart.addEventListener("pointermove", (event) => {
      const box = pointer.chart.getBoundingClientRect();
      const pixel = ((event.clientX - box.left) / box.width) * pointer.chart.viewBox.baseVal.width;
      show(Math.min(settings.last, Math.max(0, Math.round(pointer.invert(pixel)))));
    });
  }
  // Assigned, not added: after a redraw the same element serves the new charts.
  settings.focus.onkeydown = (event) => {
    const next = afterKey(event.key, current ?? settings.last, settings.last);
    if (next !== null) {
      event.preventDefault();
      show(next);
    }
  };
  return { show };
}
