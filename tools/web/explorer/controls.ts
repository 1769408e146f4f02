// The controls above a figure. They show a state and announce another one; they keep none.
import { element } from "./dom.ts";
import type { Variable } from "./layout.ts";
import type { ResultFile } from "./result_file.ts";
import { mostPairs, mostSingles, orderedPolicies, usable, type Resolution } from "./state_resolution.ts";
import { thickLines, type ThickLine, type ViewName, type ViewState } from "./view_state.ts";

export type Change = (part: Partial<ViewState>) => void;

interface Option {
  value: string;
  label: string;
}

const viewLabels: Record<ViewName, string> = {
  fans: "Fans over time",
  distribution: "Distribution of an outcome",
  exceedance: "Exceedance of an outcome",
  events: "Events of a run",
  runs: "Run against run",
};

const mostInSelect = 120; // beyond this many a list with search is quicker than a menu

export async function controlElements(result: ResultFile, resolution: Resolution, change: Change): Promise<HTMLElement[]> {
  const { state } = resolution;
  const views = Object.entries(viewLabels).map(([value, label]) => ({ value, label }));
  const controls = [select("view", "View", views, state.view, (value) => change(toView(state, value as ViewName)))];
  controls.push(...(await subjectControls(result, resolution, change)));
  const policies = orderedPolicies(result).map((policy) => ({ value: policy, label: policy }));
  if (state.view === "events") {
    controls.push(
      select("policy", "Policy", policies, state.policy, (policy) => change({ policy })),
      number("run", `Run (0–${last(result.facts.eventRuns)})`, state.run, last(result.facts.eventRuns), (run) => change({ run })),
    );
  } else if (state.view === "runs") {
    controls.push(...pairControls(result, policies, state, change));
  } else {
    controls.push(policyBoxes(policies, state.policies, (chosen) => change({ policies: chosen })));
  }
  const scenarios = result.facts.scenarios.map((scenario) => ({ value: scenario, label: scenario }));
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
    const choose = (name: string): void => change({ variable: name, entities: keptEntities(state, variable, variables.find((one) => one.name === name)) });
    controls.push(choice("variable", "Variable", variables.map(named), state.variable, choose));
  }
  if ((state.view === "distribution" || state.view === "exceedance") && outcome !== null) {
    const outcomes = await result.outcomes();
    const choose = (name: string): void => change({ outcome: name, entities: keptEntities(state, outcome, outcomes.find((one) => one.name === name)) });
    controls.push(choice("outcome", "Outcome", outcomes.map(named), state.outcome, choose));
  }
  if (state.view !== "events" && entities.length > 1) {
    controls.push(entityControl(resolution, change));
  }
  return controls;
}

function entityControl(resolution: Resolution, change: Change): HTMLElement {
  const { state, variable, entities } = resolution;
  const several: Option[] = [];
  if (state.view === "fans") several.push({ value: "", label: "all, as panels" });
  if (state.view === "runs") several.push({ value: "", label: entities.length > mostPairs ? `the first ${mostPairs}` : "all" });
  const isSome = state.entities.length > 1 && state.entities.length < Math.min(entities.length, state.view === "runs" ? mostPairs : Infinity);
  if (isSome) several.push({ value: "some", label: `the ${state.entities.length} that the address names` });
  const options = [...several, ...entities.map((entity) => ({ value: entity.key, label: entity.label }))];
  const shown = isSome ? "some" : state.entities.length === 1 ? (state.entities[0] ?? "") : "";
  const all = state.view === "runs" ? entities.slice(0, mostPairs).map((entity) => entity.key) : [];
  return choice("entity", entityLabel(variable, resolution), options, shown, (key) => {
    if (key !== "some") change({ entities: key === "" ? all : [key] });
  });
}

function entityLabel(variable: Variable | null, { outcome }: Resolution): string {
  const axes = variable?.axes ?? outcome?.axes ?? [];
  const words = axes.join(" and ");
  return words === "" ? "Entity" : words.charAt(0).toUpperCase() + words.slice(1);
}

function named({ name, meaning }: { name: string; meaning: string }): Option {
  // "governance: oversight times ...", not "governance: governance: oversight times ...".
  const rest = meaning.startsWith(name) ? meaning.slice(name.length).replace(/^[:,;\s]+/, "") : meaning;
  const short = rest.length > 58 ? `${rest.slice(0, 57).trimEnd()}…` : rest;
  return { value: name, label: short === "" ? name : `${name}: ${short}` };
}

function pairControls(result: ResultFile, policies: Option[], state: ViewState, change: Change): HTMLElement[] {
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
    const forms = [{ value: "dots", label: "50 dots" }, { value: "histogram", label: "histogram" }];
    return [select("form", "Drawn as", forms, state.form, (form) => change({ form: form === "histogram" ? "histogram" : "dots" }))];
  }
  if (state.view !== "fans" || variable === null) {
    return [];
  }
  const lines = thickLines.map((line) => ({ value: line, label: line }));
  const controls = variable.summary?.hasQuantiles === true ? [select("line", "Thick line", lines, state.line, (line) => change({ line: line as ThickLine }))] : [];
  if (variable.inHistory) {
    const most = last(result.facts.historyRuns);
    controls.push(
      number("singles", "Single runs", state.singles, Math.min(mostSingles, result.facts.historyRuns), (singles) => change({ singles })),
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
  return element("div", { class: "control" }, [element("label", { for: control.id }, [label]), control]);
}

function select(id: string, label: string, options: Option[], value: string, choose: (value: string) => void): HTMLElement {
  const control = element("select", {}, options.map((option) => element("option", { value: option.value }, [option.label])));
  control.value = value;
  control.addEventListener("change", () => choose(control.value));
  return labelled(id, label, control);
}

/** A menu while it is short, else a field that searches while one types. */
function choice(id: string, label: string, options: Option[], value: string, choose: (value: string) => void): HTMLElement {
  if (options.length <= mostInSelect) {
    return select(id, label, options, value, choose);
  }
  const list = element("datalist", { id: `options-${id}` }, options.map((option) => element("option", { value: option.label })));
  const shown = options.find((option) => option.value === value)?.label ?? "";
  const control = element("input", { type: "text", list: list.id, autocomplete: "off", placeholder: "type to search", class: "search" });
  control.value = shown;
  control.addEventListener("focus", () => control.select());
  control.addEventListener("change", () => {
    const typed = control.value.trim().toLowerCase();
    const found = options.find((option) => option.label.toLowerCase() === typed || option.value.toLowerCase() === typed)
      ?? options.find((option) => option.label.toLowerCase().includes(typed));
    if (found === undefined || typed === "") {
      control.value = shown;
    } else {
      choose(found.value);
    }
  });
  const made = labelled(id, `${label} (${options.length.toLocaleString("en-US")}, type to search)`, control);
  made.append(list);
  return made;
}

function number(id: string, label: string, value: number, most: number, choose: (value: number) => void): HTMLElement {
  const control = element("input", { type: "number", min: "0", max: String(most), step: "1", inputmode: "numeric" });
  control.value = String(value);
  control.addEventListener("change", () => {
    const asked = Math.round(Number(control.value));
    const taken = Number.isFinite(asked) && control.value.trim() !== "" ? Math.min(most, Math.max(0, asked)) : value;
    control.value = String(taken);
    if (taken !== value) choose(taken);
  });
  return labelled(id, label, control);
}

function policyBoxes(policies: Option[], chosen: string[], choose: (chosen: string[]) => void): HTMLElement {
  const boxes = policies.map((policy) => {
    const box = element("input", { type: "checkbox", value: policy.value });
    box.checked = chosen.includes(policy.value);
    return box;
  });
  boxes.forEach((box) => box.addEventListener("change", () => choose(boxes.filter((one) => one.checked).map((one) => one.value))));
  boxes.forEach((box, index) => (box.id = `control-policy-${index}`));
  const labels = boxes.map((box, index) => element("label", {}, [box, policies[index]?.label ?? ""]));
  const heading = element("span", { id: "policies-label", class: "heading" }, ["Policies"]);
  return element("div", { class: "control", role: "group", "aria-labelledby": heading.id }, [heading, element("div", { class: "boxes" }, labels)]);
}
