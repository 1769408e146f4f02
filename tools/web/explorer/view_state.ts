// What is shown, as it stands in the address bar: #view=fans&variable=level&entity=BEL_PRI. An address can be wrong in
// every part, for it is typed and mailed by people, and made for one file and opened with another.

export const VIEW_NAMES = ["fans", "distribution", "exceedance", "events", "runs"] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

export const THICK_LINES = ["automatic", "median", "mean"] as const;
export type ThickLine = (typeof THICK_LINES)[number];

export interface ViewState {
  view: ViewName;
  scenario: string;
  policies: string[];
  variable: string; // fans and runs
  outcome: string; // distribution and exceedance
  entities: string[]; // keys; none: all of them
  singles: number; // single runs drawn over fans
  line: ThickLine; // of fans
  run: number; // the first of the singles; the run of events; run A
  form: "dots" | "histogram";
  policy: string; // of events; policy A of runs
  otherPolicy: string; // policy B
  otherRun: number; // run B
}

/** As it stands in the address: every part may be missing or wrong. */
export interface WrittenState {
  parts: Map<string, string>;
  unknownKeys: string[];
  unreadable: string[];
}

const KEYS = [
  "view",
  "scenario",
  "policies",
  "variable",
  "outcome",
  "entity",
  "singles",
  "line",
  "run",
  "form",
  "policy",
  "policy_b",
  "run_b",
  "file",
  "result",
] as const;

export function parseHash(hash: string): WrittenState {
  const written: WrittenState = { parts: new Map(), unknownKeys: [], unreadable: [] };
  for (const part of hash.replace(/^#/, "").split("&")) {
    if (part === "") {
      continue;
    }
    const [key = "", ...rest] = part.split("=");
    if (!(KEYS as readonly string[]).includes(key)) {
      written.unknownKeys.push(decoded(key) ?? key);
    } else if (decoded(rest.join("=")) === null) {
      written.unreadable.push(key);
    } else {
      written.parts.set(key, rest.join("="));
    }
  }
  return written;
}

/** Text of a part; null where its percent signs make no sense. */
export function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

export function textPart(written: WrittenState, key: string): string | null {
  const part = written.parts.get(key);
  return part === undefined ? null : decoded(part);
}

/** Parts of a list are encoded one by one, so a comma inside a name is no separator. */
export function listPart(written: WrittenState, key: string): string[] | null {
  const part = written.parts.get(key);
  return part === undefined
    ? null
    : part
        .split(",")
        .filter((one) => one !== "")
        .map((one) => decoded(one) ?? one);
}

function encodeList(list: string[]): string {
  return list.map(encodeURIComponent).join(",");
}

/** Only what the view uses, in an order people can read. */
export function writeHash(state: ViewState, file: string, result: string): string {
  const parts: [string, string][] = [["view", state.view]];
  const add = (key: string, text: string): void => {
    if (text !== "") parts.push([key, encodeURIComponent(text)]); // empty: the default of that view
  };
  if (state.view === "fans" || state.view === "runs") add("variable", state.variable);
  if (state.view === "distribution" || state.view === "exceedance") add("outcome", state.outcome);
  // Keys of entities are encoded already, apart from the slash between their parts.
  if (state.view !== "events" && state.entities.length > 0)
    parts.push(["entity", state.entities.map((key) => key.replaceAll("%", "%25")).join(",")]);
  if (state.view === "events" || state.view === "runs") add("policy", state.policy);
  else parts.push(["policies", encodeList(state.policies)]);
  if (state.view === "fans") {
    add("singles", String(state.singles));
    add("line", state.line);
  }
  if (state.view !== "distribution" && state.view !== "exceedance") add("run", String(state.run));
  if (state.view === "distribution") add("form", state.form);
  if (state.view === "runs") {
    add("policy_b", state.otherPolicy);
    add("run_b", String(state.otherRun));
  }
  add("scenario", state.scenario);
  add("file", file);
  add("result", result);
  return `#${parts.map(([key, value]) => `${key}=${value}`).join("&")}`;
}
