import * as Plot from "@observablehq/plot";
import type { FrontierData } from "./data.ts";
import { formatInterval, formatMoney, formatTick } from "./format.ts";
import { drawChart, isKnown, shorten, textWidth, whiskerOf, type DrawnChart } from "./frame.ts";
import type { ChartOptions } from "./options.ts";
import type { PolicyStyle } from "./policy_styles.ts";

interface Place {
  style: PolicyStyle;
  point: FrontierData["points"][number];
  x: number;
  y: number;
}

const STANDINGS = {
  efficient: "efficient: none is better in both",
  dominated: "dominated: another is better in both",
  undecided: "undecided: intervals overlap",
} as const;

function placesOf(data: FrontierData, options: ChartOptions): Place[] {
  return data.points.flatMap((point) => {
    const [x, y] = [point.across.value, point.up.value];
    return isKnown(x) && isKnown(y) ? [{ style: options.styles.of(point.policy), point, x, y }] : [];
  });
}

function pointMarks({ style, point, x, y }: Place): Plot.Markish[] {
  const across = whiskerOf(point.across);
  const up = whiskerOf(point.up);
  const isFilled = point.standing === "efficient";
  const strokeDasharray = point.standing === "undecided" ? "2 1.5" : "none";
  return [
    Plot.ruleY(across === null ? [] : [across], { x1: "lower", x2: "upper", y, stroke: style.color, strokeWidth: 1.5 }),
    Plot.ruleX(up === null ? [] : [up], { y1: "lower", y2: "upper", x, stroke: style.color, strokeWidth: 1.5 }),
    Plot.dot([point], {
      x,
      y,
      r: 6,
      fill: isFilled ? style.color : "var(--ground)",
      stroke: style.color,
      strokeWidth: 2,
      strokeDasharray,
      symbol: style.symbol,
    }),
  ];
}

interface Bounds {
  x: [number, number];
  y: [number, number];
}

function boundsOf(places: Place[]): Bounds {
  const ends = (of: (place: Place) => (number | null)[]): [number, number] => {
    const values = places.flatMap(of).filter(isKnown);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const room = (most - least) * 0.08 || Math.abs(most) * 0.1 || 1;
    return values.length === 0 ? [0, 1] : [least - room, most + room];
  };
  return {
    x: ends(({ point: { across } }) => [across.lower, across.value, across.upper]),
    y: ends(({ point: { up } }) => [up.lower, up.value, up.upper]),
  };
}

interface Label {
  place: Place;
  text: string;
  dx: number;
  dy: number;
  anchor: "start" | "end";
}

// Each label looks for room beside its point: above right, below right, above left, below left, then further away.
function labelsOf(places: Place[], bounds: Bounds, width: number, height: number): Label[] {
  const taken: { left: number; right: number; y: number }[] = [];
  const scaleX = (x: number): number => ((x - bounds.x[0]) / (bounds.x[1] - bounds.x[0])) * width;
  const scaleY = (y: number): number => (1 - (y - bounds.y[0]) / (bounds.y[1] - bounds.y[0])) * height;
  return places.map((place) => {
    const text = shorten(place.style.label, Math.max(scaleX(place.x), width - scaleX(place.x)) - 12);
    const size = textWidth(text, 13);
    const candidates = [-10, 12, -24, 26, -38, 40].flatMap((dy) => [
      { dx: 10, dy, anchor: "start" as const },
      { dx: -10, dy, anchor: "end" as const },
    ]);
    const box = ({ dx, dy, anchor }: { dx: number; dy: number; anchor: "start" | "end" }) => {
      const start = scaleX(place.x) + dx - (anchor === "end" ? size : 0);
      return { left: start, right: start + size, y: scaleY(place.y) + dy };
    };
    const isFree = (candidate: (typeof candidates)[number]): boolean => {
      const wanted = box(candidate);
      const isInside = wanted.left >= 0 && wanted.right <= width;
      return (
        isInside &&
        taken.every(
          (other) => wanted.right < other.left || wanted.left > other.right || Math.abs(wanted.y - other.y) > 14,
        )
      );
    };
    const isRight = scaleX(place.x) > width / 2;
    const toCentre = { dx: isRight ? -10 : 10, dy: -10, anchor: isRight ? ("end" as const) : ("start" as const) };
    const chosen = candidates.find(isFree) ?? toCentre;
    taken.push(box(chosen));
    return { place, text, ...chosen };
  });
}

function labelMark({ place, text, dx, dy, anchor }: Label): Plot.Markish {
  const halo = { stroke: "var(--ground)", strokeWidth: 3 };
  const look = { textAnchor: anchor, fill: place.style.color, fontWeight: 600, ...halo };
  return Plot.text([text], { x: () => place.x, y: () => place.y, dx, dy, ...look });
}

function describe(data: FrontierData, places: Place[]): string {
  const parts = places.map(({ style, point }) => {
    const across = `${formatMoney(point.across.value)} (95 % interval ${formatInterval(point.across, formatMoney)})`;
    const up = `${formatMoney(point.up.value)} (95 % interval ${formatInterval(point.up, formatMoney)})`;
    return `${style.label} ${across} and ${up}, ${STANDINGS[point.standing]}`;
  });
  return `${data.labelAcross} and ${data.labelUp} [${data.unit}]: ${parts.join("; ") || "no policy shown"}`;
}

/** Filled marks are efficient, hollow ones dominated, dashed ones undecided. Down and left is better. */
export function frontierChart(data: FrontierData, options: ChartOptions): DrawnChart {
  const places = placesOf(data, options);
  const bounds = boundsOf(places);
  const height = options.height ?? 360;
  const margins = { marginLeft: 62, marginRight: 20, marginTop: 26, marginBottom: 42 };
  const labels = labelsOf(
    places,
    bounds,
    options.width - margins.marginLeft - margins.marginRight,
    height - margins.marginTop - margins.marginBottom,
  );
  const ticks = Math.max(3, Math.floor(options.width / 110));
  return drawChart(
    {
      width: options.width,
      height,
      ...margins,
      x: { domain: bounds.x, axis: null },
      y: { domain: bounds.y, axis: null },
      marks: [
        Plot.gridX({ ticks, stroke: "var(--faint)", strokeOpacity: 1 }),
        Plot.gridY({ ticks: 5, stroke: "var(--faint)", strokeOpacity: 1 }),
        Plot.axisX({
          ticks,
          tickFormat: formatTick,
          label: `${data.labelAcross} [${data.unit}] →`,
          labelAnchor: "center",
          color: "var(--soft-ink)",
          tickSize: 3,
        }),
        Plot.axisY({
          ticks: 5,
          tickFormat: formatTick,
          label: `↑ ${data.labelUp} [${data.unit}]`,
          color: "var(--soft-ink)",
          tickSize: 3,
        }),
        ...places.flatMap(pointMarks),
        ...labels.map(labelMark),
      ],
    },
    options.name ?? describe(data, places),
  );
}
