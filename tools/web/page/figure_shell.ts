// The frame that all figures of both pages share: title, controls, picture, caption, and below them the numbers as a
// table and the files that a reader can save.
import { rowsOfTable, csvText } from "./csv.ts";
import { make, type Child } from "./dom.ts";
import { saveButton, saveFile } from "./save.ts";
import { pictureParts, standaloneSvg } from "./standalone_svg.ts";
import { numbersTable, type Cell, type Numbers } from "./table.ts";

export interface ShellParts {
  id: string;
  name: string; // what the buttons and the table are of
  fileName: string; // without extension
  eyebrow?: string; // above the title
  controls?: HTMLElement[];
  caption: Child[];
  /** For the table; without numbers there is none, and no CSV. */
  numbers: (() => Numbers) | null;
  mostRows?: number; // of the table
  /** Rows of the CSV, where it holds more than the table. */
  csv?: () => Cell[][];
}

export interface FigureShell {
  element: HTMLElement;
  /** A new picture where there is one, and the table of the numbers as they are now. */
  show(title: Child[], picture: Child[] | null): void;
}

/** The table is made when it is opened: most readers never do. */
function numbersElement({ numbers, name, mostRows }: ShellParts): { details: HTMLDetailsElement; fill: () => void } {
  const details = make("details", { class: "numbers" }, make("summary", {}, "Show the numbers"));
  const fill = (): void => {
    details.querySelector(".scroll")?.remove();
    if (details.open && numbers !== null) {
      details.append(numbersTable(numbers(), `Numbers of ${name}`, mostRows));
    }
  };
  details.addEventListener("toggle", fill);
  return { details, fill };
}

export function figureShell(parts: ShellParts): FigureShell {
  const { id, name, fileName, eyebrow, controls = [], numbers } = parts;
  const title = make("h2", { id: `${id}-title` });
  const picture = make("div", { class: "picture" });
  const caption = make("p", { class: "caption" }, ...parts.caption);
  const { details, fill } = numbersElement(parts);
  const csv = saveButton("CSV", `the numbers of ${name}`, () => {
    const rows = parts.csv?.() ?? (numbers === null ? [] : rowsOfTable(numbers()));
    saveFile(`${fileName}.csv`, "text/csv", csvText(rows));
  });
  const svg = saveButton("SVG", `the picture of ${name}`, () => {
    const drawn = standaloneSvg(title.textContent ?? "", picture, caption.textContent ?? "");
    saveFile(`${fileName}.svg`, "image/svg+xml", drawn);
  });
  const buttons = make("div", { class: "buttons" }, numbers === null ? null : csv, svg);
  const element = make(
    "section",
    { id, class: "figure", "aria-labelledby": title.id },
    eyebrow === undefined ? null : make("p", { class: "eyebrow" }, eyebrow),
    title,
    controls.length > 0 ? make("div", { class: "controls" }, ...controls) : null,
    picture,
    caption,
    make("div", { class: "below" }, numbers === null ? null : details, buttons),
  );
  const show = (words: Child[], drawn: Child[] | null): void => {
    title.replaceChildren(...words.filter((one) => one !== null));
    if (drawn !== null) {
      picture.replaceChildren(...drawn.filter((one) => one !== null));
      svg.hidden = !pictureParts(picture).some((one) => one instanceof SVGSVGElement);
    }
    fill();
  };
  return { element, show };
}
