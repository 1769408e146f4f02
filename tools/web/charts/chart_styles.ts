/**
 * Style sheet that the charts need, once per page. Each colour has a light and a dark value; print is always light.
 * Policies: grey for the baseline, then colours that also differ in lightness. Ratios to the ground are 4.5 and more.
 */
const light = `
  --ground: #ffffff; --ink: #1c1c1c; --soft-ink: #595959; --rule: #d5d5d5; --faint: #ececec;
  --policy-0: #6b6b6b; --policy-1: #0072b2; --policy-2: #c44e00; --policy-3: #00735c; --policy-4: #8a3fa0;
  --policy-5: #a8123e; --policy-6: #7a6200;
  --evidence-data: #0072b2; --evidence-literature: #7a6200; --evidence-judgement: #c44e00;
  --land: #f1f0ec; --sea: #dfe8ee; --border: #a9a69d; --corridor: #27408b;
  --risk-0: #fff9e3; --risk-1: #fde9a9; --risk-2: #fbcb6b; --risk-3: #f39c42; --risk-4: #d5661f; --risk-5: #9c3a0c;
  --risk-ink-light: #1c1c1c; --risk-ink-dark: #ffffff;`;

const dark = `
  --ground: #15171a; --ink: #ececec; --soft-ink: #b0b4ba; --rule: #43474d; --faint: #2a2d32;
  --policy-0: #a3a7ad; --policy-1: #56b4e9; --policy-2: #f0a040; --policy-3: #4fd1a5; --policy-4: #cf9bea;
  --policy-5: #ff8a9e; --policy-6: #d9c55a;
  --evidence-data: #56b4e9; --evidence-literature: #d9c55a; --evidence-judgement: #f0a040;
  --land: #24272b; --sea: #171f27; --border: #6d7178; --corridor: #9fc3ff;
  --risk-0: #332f29; --risk-1: #4d3a26; --risk-2: #6f4a25; --risk-3: #995c22; --risk-4: #c9752a; --risk-5: #f3a152;
  --risk-ink-light: #ececec; --risk-ink-dark: #15171a;`;

export const chartStyles = `
:root { color-scheme: light dark; ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
@media print { :root { color-scheme: light; ${light} } }
svg.chart { display: block; max-width: 100%; height: auto; overflow: visible; font: 12px/1.3 system-ui, sans-serif;
  color: var(--ink); background: none; }
svg.chart { fill: currentColor; }
svg.chart .readout-line { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 1 2; pointer-events: none; }
`;
