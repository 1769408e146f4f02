// Elements of the page. Children that are strings become text, never markup: names in the data may hold anything.
type Child = Node | string | null;

type Attributes = Record<string, string | number | boolean | null | undefined>;

/** `make("p", { class: "lead" }, "text")`; attributes that are false, null or undefined are left out. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(key, value === true ? "" : String(value));
    }
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

export interface Choice {
  id: string;
  label: string;
}

/** A labelled choice of one of several. */
export function makeSelect(label: string, choices: Choice[], onChange: (id: string) => void): HTMLLabelElement {
  const select = make("select");
  setChoices(select, choices, choices[0]?.id ?? "");
  select.addEventListener("change", () => onChange(select.value));
  return make("label", { class: "control" }, `${label} `, select);
}

export function setChoices(select: HTMLSelectElement, choices: Choice[], chosen: string): void {
  select.replaceChildren(
    ...choices.map(({ id, label }) => make("option", { value: id, selected: id === chosen }, label)),
  );
}

const UNBROKEN = /(`[^`]+`|\d{4}-\d{2}(?!\d)|[+−-]?\d[\d.,]* (?:%|MEUR|million euro))/;

/** Text whose numbers stay on one line with their unit, and in which `commands` look like commands. The words stay as they are. */
export function typeset(text: string): (Node | string)[] {
  return text.split(UNBROKEN).map((part, index) => {
    if (index % 2 === 0) {
      return part;
    }
    return part.startsWith("`") ? make("code", {}, part.slice(1, -1)) : make("span", { class: "unbroken" }, part);
  });
}

/** The name of a policy, which may break after each underscore. */
export function breakable(name: string): (Node | string)[] {
  return name.split(/(?<=_)/).flatMap((part, index) => (index === 0 ? [part] : [make("wbr"), part]));
}

/** A slider over whole numbers from 0 to `last`; the output beside it says what its place means. */
export function makeSlider(
  label: string,
  last: number,
  value: number,
): { slider: HTMLInputElement; output: HTMLOutputElement } {
  const slider = make("input", { type: "range", min: 0, max: last, step: 1, value, "aria-label": label });
  return { slider, output: make("output") };
}

export function sayPlace(slider: HTMLInputElement, output: HTMLOutputElement, text: string): void {
  slider.setAttribute("aria-valuetext", text);
  output.textContent = text;
}
