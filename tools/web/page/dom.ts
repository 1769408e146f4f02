// Elements of both pages. Children that are strings become text, never markup: names in the data may hold anything.
export type Child = Node | string | null;

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

export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) {
    throw new Error(`the page has no ${id}`);
  }
  return found;
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

/** The same words; numbers stay on one line with their unit, and `commands` look like commands. */
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
