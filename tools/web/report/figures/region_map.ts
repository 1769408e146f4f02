import {
  formatInterval,
  formatShare,
  formatTick,
  isOnMap,
  mapAspect,
  regionMap,
  type MapData,
} from "../../charts/index.ts";
import { make, makeSelect, setChoices } from "../../page/dom.ts";
import { makeSlider, sayPlace } from "../../page/readout.ts";
import type { BodyMaker, PageContext } from "../context.ts";
import type { RegionMap } from "../report_data.ts";

type Arm = RegionMap["arms"][number];

const BESIDE_FROM = 600; // [px] width from which the lists stand beside the map
const NOTHING = { value: null, lower: null, upper: null };

// One colour scale for all moments and all policies, or the slider would say that nothing changes.
function highestRisk(data: RegionMap): number {
  return Math.max(0, ...data.arms.flatMap((arm) => arm.risk.flat().map((risk) => risk.value ?? 0)));
}

function mapData(data: RegionMap, arm: Arm, moment: number): MapData {
  return {
    countries: data.countries,
    nodes: data.nodes,
    segments: data.segments,
    losses: data.corridors.map((corridor, index) => ({ corridor: corridor.id, loss: arm.loss[index] ?? NOTHING })),
    lossUnit: data.throughput_unit,
    disputes: data.disputes.map((dispute, index) => ({ ...dispute, risk: arm.risk[index]?.[moment] ?? NOTHING })),
    riskLabel: `${data.level_name} by ${data.dates[moment] ?? ""}`,
    highestRisk: highestRisk(data),
  };
}

function disputeList(data: RegionMap, arm: Arm, moment: number): HTMLElement {
  const rows = data.disputes.map((dispute, index) => {
    const risk = arm.risk[index]?.[moment] ?? NOTHING;
    return make(
      "tr",
      {},
      make("td", { class: "badge" }, make("span", {}, String(index + 1))),
      make("th", { scope: "row" }, dispute.name),
      make(
        "td",
        { class: "number", "data-dispute": dispute.id, "data-risk": risk.value },
        make("b", {}, formatShare(risk.value)),
        make("small", {}, formatInterval(risk, formatShare)),
      ),
    );
  });
  const caption = `Runs with ${data.level_name} by ${data.dates[moment] ?? ""}, with 95 % interval`;
  const head = make(
    "tr",
    {},
    make("th", { scope: "col" }, "No."),
    make("th", { scope: "col" }, "Dispute"),
    make("th", { scope: "col", class: "number" }, "Share"),
  );
  return make(
    "table",
    { class: "disputes" },
    make("caption", {}, caption),
    make("thead", {}, head),
    make("tbody", {}, ...rows),
  );
}

function corridorList(data: RegionMap, arm: Arm): HTMLElement {
  const rows = data.corridors.map((corridor, index) => {
    const loss = arm.loss[index] ?? NOTHING;
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, corridor.id),
      make("td", { class: "number" }, `${plain(loss.value)} (${formatInterval(loss, plain)})`),
    );
  });
  const whole = `${plain(arm.throughput.value)} (${formatInterval(arm.throughput, plain)})`;
  const caption =
    `Throughput lost if the corridor were closed [${data.throughput_unit}]; the whole network carries ` + `${whole}`;
  return make(
    "table",
    { class: "disputes" },
    make("caption", {}, caption),
    make(
      "thead",
      {},
      make(
        "tr",
        {},
        make("th", { scope: "col" }, "Corridor"),
        make("th", { scope: "col", class: "number" }, "Loss (95 % interval)"),
      ),
    ),
    make("tbody", {}, ...rows),
  );
}

function plain(value: number | null): string {
  return value === null ? "–" : formatTick(Number(value.toFixed(1)) || 0); // never -0
}

function footnote(data: RegionMap, page: PageContext): HTMLElement {
  const lacking = data.countries.filter((country) => !isOnMap(country)).map(({ name }) => name);
  const names = lacking.length > 3 ? `${lacking.length} of the countries` : lacking.join(", ");
  const discs = `The map has no shape of ${names}: a disc amid the ends of its roads stands for a country. `;
  return make(
    "p",
    { class: "note" },
    lacking.length > 0 ? discs : "",
    lacking.length < data.countries.length ? "Borders: Natural Earth, public domain. " : "", // else none are drawn
    "Each country is shaded by the highest risk among the disputes it is party to. Hatched: party to no dispute. ",
    "The shading follows the slider, the widths of corridors do not: they are means over all months. ",
    "A mark stands where the region file puts it, else where its country has room: not where the dispute is. ",
    "Lines between nodes are straight: they show which places a corridor joins, not its course. ",
    page.report.footnotes.join(" "),
  );
}

const FLAT = 0.75; // height over width: beside lists such a map would be small
const NO_MAP = "Nothing says where this region lies: there is no map, but the lists.";

function picture(data: RegionMap, arm: Arm, moment: number, page: PageContext): Node[] {
  const whole = page.width();
  const drawn = mapData(data, arm, moment);
  const shape = mapAspect(drawn);
  const isFlat = whole > BESIDE_FROM && shape !== null && shape < FLAT;
  const width = whole > BESIDE_FROM && !isFlat ? Math.round(whole * 0.6) : whole;
  const map =
    shape === null
      ? make("p", { class: "note" }, NO_MAP)
      : regionMap(drawn, { width, styles: page.styles, policy: arm.policy });
  const lists = make("div", {}, disputeList(data, arm, moment), corridorList(data, arm));
  const both = make("div", { class: isFlat ? "map-and-list flat" : "map-and-list" }, map, lists);
  return [both, footnote(data, page)];
}

export const regionMapBody: BodyMaker<RegionMap> = (_, data, page, redraw) => {
  let policy = page.report.baseline;
  let moment = Math.max(0, data.months.length - 1);
  const choose = makeSelect("Policy", [], (id) => {
    policy = id;
    redraw();
  });
  const select = choose.querySelector("select");
  const { slider, output } = makeSlider("Month by which the level was reached", moment, moment);
  slider.addEventListener("input", () => {
    moment = Number(slider.value);
    redraw();
  });
  const chosenOf = (shown: string[]): string =>
    shown.length === 0 || shown.includes(policy) ? policy : (shown[0] ?? policy);
  return {
    controls: [choose, make("label", { class: "control month" }, "By ", slider, output)],
    dependsOn: (shown) => `${chosenOf(shown)} ${moment} ${shown.join("\n")}`,
    titlePolicies: (shown) => (shown.length === 0 ? [] : [chosenOf(shown)]),
    draw: (shown) => {
      const chosen = chosenOf(shown);
      const choices = data.arms.filter((arm) => arm.policy === chosen || shown.includes(arm.policy));
      const arm = choices.find((one) => one.policy === chosen);
      if (select !== null) {
        setChoices(
          select,
          choices.map((one) => ({ id: one.policy, label: one.policy })),
          chosen,
        );
      }
      sayPlace(slider, output, data.dates[moment] ?? "");
      return arm === undefined ? [`No values for ${chosen}.`] : picture(data, arm, moment, page);
    },
  };
};
