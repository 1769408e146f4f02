// How each policy looks. Colour, dash, symbol and direct label say the same thing, so that none of them is needed
// alone.
import type { MarkerSymbol } from "./symbols.ts";

export interface PolicyStyle {
  id: string;
  label: string;
  color: string; // a CSS variable: dark mode and print need no redraw
  dash: string; // stroke-dasharray; "none" is a full line
  symbol: MarkerSymbol;
}

export interface PolicyStyles {
  of(policy: string): PolicyStyle;
}

// The baseline has the first look, grey, alone; beyond seven policies the other colours begin again with other dashes.
export const COLOR_COUNT = 7;
const DASHES = ["5 3", "none", "9 3 2 3", "2 2.5", "12 4", "7 2 2 2 2 2", "1.5 4"];
const SYMBOLS: MarkerSymbol[] = ["circle", "square", "triangle", "diamond2", "star", "cross", "wye"];

function styleAt(id: string, index: number): PolicyStyle {
  const others = COLOR_COUNT - 1;
  const round = Math.max(0, Math.floor((index - 1) / others));
  const color = index === 0 ? 0 : 1 + ((index - 1) % others);
  return {
    id,
    label: id,
    color: `var(--policy-${color})`,
    dash: DASHES[(color + 2 * round) % DASHES.length] ?? "none",
    symbol: SYMBOLS[(color + 3 * round) % SYMBOLS.length] ?? "circle",
  };
}

/** Looks for these policies; the baseline (if there is one) always has the grey one, whatever its place. */
export function policyStyles(policies: readonly string[], baseline: string | null): PolicyStyles {
  const looks = new Map<string, PolicyStyle>();
  if (baseline !== null) {
    looks.set(baseline, styleAt(baseline, 0));
  }
  let next = 1;
  for (const policy of policies) {
    if (!looks.has(policy)) {
      looks.set(policy, styleAt(policy, next));
      next += 1;
    }
  }
  return {
    of: (policy) => looks.get(policy) ?? styleAt(policy, 0),
  };
}
