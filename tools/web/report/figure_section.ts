// The frame that all figures share: number, title, controls, picture, caption, numbers, CSV.
import type { BodyMaker, FigureBody, PageContext } from "./context.ts";
import { csvButton, rowsOfTable } from "./csv.ts";
import { make, typeset } from "./dom.ts";
import { numbersTable } from "./numbers_table.ts";
import type { Cell, Figure, Finding, Table } from "./report_data.ts";

export interface FigureSection {
  element: HTMLElement;
  draw(shown: string[]): void;
}

/** The first finding about one of these policies: its text is the title of the figure. */
export function titleFinding(figure: Figure<string, unknown>, policies: string[]): Finding | undefined {
  return figure.findings.find((one) => policies.includes(one.about));
}

function absentSection(figure: Figure<string, unknown>, absent: { sentence: string; command: string }): FigureSection {
  const element = make(
    "section",
    { class: "absent", id: figure.id, "aria-label": `${figure.number} ${figure.topic}` },
    make(
      "p",
      {},
      make("b", {}, `${figure.number} ${figure.topic}. `),
      `${absent.sentence} `,
      make("code", {}, absent.command),
    ),
  );
  return { element, draw: () => undefined };
}

class NumbersPart {
  readonly element: HTMLElement;
  private readonly details: HTMLDetailsElement;
  private shown: string[] = [];

  constructor(
    private readonly table: Table,
    private readonly name: string,
    rows: () => Cell[][],
    fileName: string,
  ) {
    this.details = make("details", { class: "numbers" }, make("summary", {}, "Show the numbers"));
    // Long tables are made when somebody wants them.
    this.details.addEventListener("toggle", () => this.fill());
    this.element = make("div", { class: "below" }, this.details, csvButton(fileName, rows));
  }

  draw(shown: string[]): void {
    this.shown = shown;
    this.fill();
  }

  private fill(): void {
    this.details.querySelector(".scroll")?.remove();
    if (this.details.open) {
      this.details.append(numbersTable(this.table, this.shown, this.name));
    }
  }
}

function numbersPart(figure: Figure<string, unknown>, body: FigureBody, page: PageContext): NumbersPart | null {
  const { table } = figure;
  if (table === null) {
    return null;
  }
  const rows = body.csv === undefined ? () => rowsOfTable(table) : () => body.csv?.() ?? [];
  const fileName = `${page.report.name}_${figure.number}_${figure.id}`.replace(/[^\w.-]+/g, "_");
  return new NumbersPart(table, `Numbers of ${figure.number}, ${figure.topic}`, rows, fileName);
}

export function figureSection<Data>(
  figure: Figure<string, Data>,
  makeBody: BodyMaker<Data>,
  page: PageContext,
): FigureSection {
  const { data } = figure;
  if (figure.absent !== null || data === null) {
    return absentSection(figure, figure.absent ?? { sentence: "There is no data for this figure.", command: "" });
  }
  let shown: string[] = [];
  let drawn = "";
  const body = makeBody(figure, data, page, () => redraw());
  const title = make("h2", { id: `${figure.id}-title` });
  const picture = make("div", { class: "picture" });
  const controls = make("div", { class: "controls" }, ...body.controls);
  const numbers = numbersPart(figure, body, page);
  const element = make(
    "section",
    { id: figure.id, class: "figure", "aria-labelledby": `${figure.id}-title` },
    make("p", { class: "eyebrow" }, `${figure.number} · ${figure.topic}`),
    title,
    body.controls.length > 0 ? controls : null,
    picture,
    make("p", { class: "caption" }, ...typeset(figure.caption)),
    numbers?.element ?? null,
  );
  const redraw = (): void => {
    title.replaceChildren(...typeset(titleFinding(figure, body.titlePolicies?.(shown) ?? shown)?.text ?? figure.topic));
    const depends = `${page.width()} ${page.isPaper()} ${body.dependsOn?.(shown) ?? shown.join("\n")}`;
    if (depends !== drawn || body.dependsOn === undefined) {
      picture.replaceChildren(...body.draw(shown));
      drawn = depends;
    }
    numbers?.draw(shown);
  };
  const draw = (policies: string[]): void => {
    shown = policies;
    redraw();
  };
  return { element, draw };
}
