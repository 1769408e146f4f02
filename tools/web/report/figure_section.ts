// A figure of the report in its frame; or, where it has no data, the line that says why.
import { rowsOfTable } from "../page/csv.ts";
import { typeset, make } from "../page/dom.ts";
import { figureShell } from "../page/figure_shell.ts";
import { safeFileName } from "../page/save.ts";
import type { Numbers } from "../page/table.ts";
import type { BodyMaker, PageContext } from "./context.ts";
import type { Figure, Finding, Table } from "./report_data.ts";

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

function numbersShown(table: Table, shown: string[]): Numbers {
  const { columns, rows, policy_column: column } = table;
  return { columns, rows: column === null ? rows : rows.filter((row) => shown.includes(String(row[column]))) };
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
  const { table, number, topic, id } = figure;
  const shell = figureShell({
    id,
    name: `${number}, ${topic}`,
    fileName: safeFileName([`${page.report.name}_${number}_${id}`]),
    eyebrow: `${number} · ${topic}`,
    controls: body.controls,
    caption: typeset(figure.caption),
    numbers: table === null ? null : () => numbersShown(table, shown),
    csv: () => body.csv?.() ?? (table === null ? [] : rowsOfTable(table)),
  });
  const redraw = (): void => {
    const title = titleFinding(figure, body.titlePolicies?.(shown) ?? shown)?.text ?? topic;
    const depends = `${page.width()} ${page.isPaper()} ${body.dependsOn?.(shown) ?? shown.join("\n")}`;
    const isNew = depends !== drawn || body.dependsOn === undefined;
    shell.show(typeset(title), isNew ? body.draw(shown) : null);
    drawn = depends;
  };
  const draw = (policies: string[]): void => {
    shown = policies;
    redraw();
  };
  return { element: shell.element, draw };
}
