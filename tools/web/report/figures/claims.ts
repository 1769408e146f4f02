import { make } from "../../page/dom.ts";
import { scrollable } from "../../page/table.ts";
import type { BodyMaker } from "../context.ts";
import type { Claims } from "../report_data.ts";

const SIGNS: Record<string, string> = { holds: "✓", fails: "✗" };

function countsOf(data: Claims): HTMLElement[] {
  const counts = new Map<string, number>();
  for (const claim of data.claims) {
    counts.set(claim.verdict, (counts.get(claim.verdict) ?? 0) + 1);
  }
  const words: Record<string, string> = { holds: "hold", fails: "fail", depends: "depend" };
  return [...counts].map(([verdict, count]) =>
    make("span", {}, make("b", {}, String(count)), ` ${count === 1 ? verdict : (words[verdict] ?? verdict)}`),
  );
}

export const claimsBody: BodyMaker<Claims> = (figure, data) => ({
  controls: [],
  dependsOn: () => "",
  draw: () => {
    const head = ["Claim", "The brief says", "Verdict", "Where, or by how much"].map((label) =>
      make("th", { scope: "col" }, label),
    );
    const rows = data.claims.map((claim) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, claim.id),
        make("td", {}, claim.says, claim.section === "" ? null : make("small", {}, claim.section)),
        make("td", { class: "verdict" }, `${SIGNS[claim.verdict] ?? "~"} ${claim.verdict}`),
        make("td", {}, claim.detail),
      ),
    );
    const table = make(
      "table",
      { class: "claims" },
      make("thead", {}, make("tr", {}, ...head)),
      make("tbody", {}, ...rows),
    );
    return [
      make("p", { class: "counts" }, ...countsOf(data)),
      scrollable(table, `${figure.number}, ${figure.topic}`),
      make("p", { class: "note" }, `Claims: ${data.source}.`),
    ];
  },
});
