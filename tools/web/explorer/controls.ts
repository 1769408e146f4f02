// The controls above a figure. They show a state and announce another one; they keep none.
import { make, setChoices, type Choice } from "../page/dom.ts";
import type { Variable } from "./layout.ts";
import type { ResultFile } from "./result_file.ts";
import { MOST_PAIRS, MOST_SINGLES, orderedPolicies, usable, type Resolution } from "./state_resolution.ts";
import { THICK_LINES, type ThickLine, type ViewName, type ViewState } from "./view_state.ts";
import { capital, count } from "./views/words.ts";

export type Change = (part: Partial<ViewState>) => void;

const VIEW_LABELS: Record<ViewName, string> = {
  fans: "Fans over time",
  distribution: "Distribution of an outcome",
  exceedance: "Exceedance of an outcome",
  events: "Events of a run",
  runs: "Run against run",
};

const MOST_IN_SELECT = 120; // beyond this many a list with search is quicker than a menu

export async function controlElements(
  result: ResultFile,
  resolution: Resolution,
  change: Change,
): Promise<HTMLElement[]> {
  const { state } = resolution;
  const views = Object.entries(VIEW_LABELS).map(([id, label]) => ({ id, label }));
  const controls = [select("view", "View", views, state.view, (value) => change(toView(state, value as ViewName)))];
  controls.push(...(await subjectControls(result, resolution, change)));
  const policies = orderedPolicies(result).map((policy) => ({ id: policy, label: policy }));
  if (state.view === "events") {
    controls.push(
      select("policy", "Policy", policies, state.policy, (policy) => change({ policy })),
      number("run", `Run (0–${last(result.facts.eventRuns)})`, state.run, last(result.facts.eventRuns), (run) =>
        change({ run }),
      ),
    );
  } else if (state.view === "runs") {
    controls.push(...pairControls(result, policies, state, change));
  } else {
    controls.push(policyBoxes(policies, state.policies, (chosen) => change({ policies: chosen })));
  }
  const scenarios = result.facts.scenarios.map((scenario) => ({ id: scenario, label: scenario }));
  if (scenarios.length > 1) {
    controls.push(select("scenario", "Scenario", scenarios, state.scenario, (scenario) => change({ scenario })));
  }
  controls.push(...viewControls(result, resolution, change));
  return controls;
}

/** Fans and runs show the same variables, so their entities stay chosen; those of an outcome are others. */
function toView(state: ViewState, view: ViewName): Partial<ViewState> {
  const isKept = (state.view === "fans" || state.view === "runs") === (view === "fans" || view === "runs");
  return isKept ? { view } : { view, entities: [] };
}

/** An entity means something to another variable only if that has the same axes. */
function keptEntities(state: ViewState, before: { axes: string[] }, after: { axes: string[] } | undefined): string[] {
  return after !== undefined && before.axes.join() === after.axes.join() ? state.entities : [];
}

async function subjectControls(result: ResultFile, resolution: Resolution, change: Change): Promise<HTMLElement[]> {
  const { state, variable, outcome, entities } = resolution;
  const controls: HTMLElement[] = [];
  if ((state.view === "fans" || state.view === "runs") && variable !== null) {
    const variables = await usable(state.view, result);
    const choose = (name: string): void =>
      change({
        variable: name,
        entities: keptEntities(
          state,
          variable,
          variables.find((one) => one.name === name),
        ),
      });
    controls.push(choice("variable", "Variable", variables.map(named), state.variable, choose));
  }
  if ((state.view === "distribution" || state.view === "exceedance") && outcome !== null) {
    const outcomes = await result.outcomes();
    const choose = (name: string): void =>
      change({
        outcome: name,
        entities: keptEntities(
          state,
          outcome,
          outcomes.find((one) => one.name === name),
        ),
      });
    controls.push(choice("outcome", "Outcome", outcomes.map(named), state.outcome, choose));
  }
  if (state.view !== "events" && entities.length > 1) {
    controls.push(entityControl(resolution, change));
  }
  return controls;
}

function entityControl(resolution: Resolution, change: Change): HTMLElement {
  const { state, variable, entities } = resolution;
  const several: Choice[] = [];
  if (state.view === "fans") several.push({ id: "", label: "all, as panels" });
  if (state.view === "runs")
    several.push({ id: "", label: entities.length > MOST_PAIRS ? `the first ${MOST_PAIRS}` : "all" });
  const isSome =
    state.entities.length > 1 &&
    state.entities.length < Math.min(entities.length, state.view === "runs" ? MOST_PAIRS : Infinity);
  if (isSome) several.push({ id: "some", label: `the ${state.entities.length} that the address names` });
  const options = [...several, ...entities.map((entity) => ({ id: entity.key, label: entity.label }))];
  const shown = isSome ? "some" : state.entities.length === 1 ? (state.entities[0] ?? "") : "";
  const all = state.view === "runs" ? entities.slice(0, MOST_PAIRS).map((entity) => entity.key) : [];
  return choice("entity", entityLabel(variable, resolution), options, shown, (key) => {
    if (key !== "some") change({ entities: key === "" ? all : [key] });
  });
}

function entityLabel(variable: Variable | null, { outcome }: Resolution): string {
  const axes = variable?.axes ?? outcome?.axes ?? [];
  const words = axes.join(" and ");
  return words === "" ? "Entity" : capital(words);
}

function named({ name, meaning }: { name: string; meaning: string }): Choice {
  // "governance: oversight times ...", not "governance: governance: oversight times ...".
  const rest = meaning.startsWith(name) ? meaning.slice(name.length).replace(/^[:,;\s]+/, "") : meaning;
  const short = rest.length > 58 ? `${rest.slice(0, 57).trimEnd()}…` : rest;
  return { id: name, label: short === "" ? name : `${name}: ${short}` };
}

function pairControls(result: ResultFile, policies: Choice[], state: ViewState, change: Change): HTMLElement[] {
  const most = last(result.facts.historyRuns);
  // Two policies in one run have the same luck; whoever goes to another run goes there with both.
  const isPaired = state.run === state.otherRun && state.policy !== state.otherPolicy;
  return [
    select("policy", "First policy", policies, state.policy, (policy) => change({ policy })),
    number("run", `run (0–${most})`, state.run, most, (run) => change(isPaired ? { run, otherRun: run } : { run })),
    select("policy_b", "Second policy", policies, state.otherPolicy, (otherPolicy) => change({ otherPolicy })),
    number("run_b", `run (0–${most})`, state.otherRun, most, (otherRun) => change({ otherRun })),
  ];
}

function viewControls(result: ResultFile, { state, variable }: Resolution, change: Change): HTMLElement[] {
  if (state.view === "distribution") {
    const forms = [
      { id: "dots", label: "50 dots" },
      { id: "histogram", label: "histogram" },
    ];
    return [
      select("form", "Drawn as", forms, state.form, (form) =>
        change({ form: form === "histogram" ? "histogram" : "dots" }),
      ),
    ];
  }
  if (state.view !== "fans" || variable === null) {
    return [];
  }
  const lines = THICK_LINES.map((line) => ({ id: line, label: line }));
  const controls =
    variable.summary?.hasQuantiles === true
      ? [select("line", "Thick line", lines, state.line, (line) => change({ line: line as ThickLine }))]
      : [];
  if (variable.inHistory) {
    const most = last(result.facts.historyRuns);
    controls.push(
      number("singles", "Single runs", state.singles, Math.min(MOST_SINGLES, result.facts.historyRuns), (singles) =>
        change({ singles }),
      ),
      number("run", `from run (0–${most})`, state.run, most, (run) => change({ run })),
    );
  }
  return controls;
}

function last(count: number): number {
  return Math.max(0, count - 1);
}

function labelled(id: string, label: string, control: HTMLElement): HTMLElement {
  control.id = `control-${id}`;
  return make("div", { class: "control" }, make("label", { for: control.id }, label), control);
}

function select(
  id: string,
  label: string,
  options: Choice[],
  value: string,
  choose: (value: string) => void,
): HTMLElement {
  const control = make("select");
  setChoices(control, options, value);
  control.addEventListener("change", () => choose(control.value));
  return labelled(id, label, control);
}

/** A menu while it is short, else a field that searches while one types. */
function choice(
  id: string,
  label: string,
  options: Choice[],
  value: string,
  choose: (value: string) => void,
): HTMLElement {
  if (options.length <= MOST_IN_SELECT) {
    return select(id, label, options, value, choose);
  }
  const entries = options.map((option) => make("option", { value: option.label }));
  const list = make("datalist", { id: `options-${id}` }, ...entries);
  const shown = options.find((option) => option.id === value)?.label ?? "";
  const control = make("input", {
    type: "text",
    list: list.id,
    autocomplete: "off",
    placeholder: "type to search",
    class: "search",
  });
  control.value = shown;
  control.addEventListener("focus", () => control.select());
  control.addEventListener("change", () => {
    const typed = control.value.trim().toLowerCase();
    const found =
      options.find((option) => option.label.toLowerCase() === typed || option.id.toLowerCase() === typed) ??
      options.find((option) => option.label.toLowerCase().includes(typed));
    if (found === undefined || typed === "") {
      control.value = shown;
    } else {
      choose(found.id);
    }
  });
  const made = labelled(id, `${label} (${count(options.length)}, type to search)`, control);
  made.append(list);
  return made;
}

function number(id: string, label: string, value: number, most: number, choose: (value: number) => void): HTMLElement {
  const control = make("input", { type: "number", min: 0, max: most, step: 1, inputmode: "numeric" });
  control.value = String(value);
  control.addEventListener("change", () => {
    const asked = Math.round(Number(control.value));
    const taken = Number.isFinite(asked) && control.value.trim() !== "" ? Math.min(most, Math.max(0, asked)) : value;
    control.value = String(taken);
    if (taken !== value) choose(taken);
  });
  return labelled(id, label, control);
}

function policyBoxes(policies: Choice[], chosen: string[], choose: (chosen: string[]) => void): HTMLElement {
  const boxes = policies.map(({ id }, index) =>
    make("input", { type: "checkbox", value: id, id: `control-policy-${index}`, checked: chosen.includes(id) }),
  );
  const announce = (): void => choose(boxes.filter((one) => one.checked).map((one) => one.value));
  boxes.forEach((box) => box.addEventListener("change", announce));
  const labels = boxes.map((box, index) => make("label", {}, box, policies[index]?.label ?? ""));
  const heading = make("span", { id: "policies-label", class: "heading" }, "Policies");
  const group = { class: "control", role: "group", "aria-labelledby": heading.id };
  return make("div", group, heading, make("div", { class: "boxes" }, ...labels));
}
