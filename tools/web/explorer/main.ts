// The page: takes a file, shows the view that the address bar names, and writes the address when a reader chooses.
import { byId, make } from "../page/dom.ts";
import { controlElements } from "./controls.ts";
import { figureElement } from "./figure.ts";
import { FileClient } from "./file_client.ts";
import { fingerprint, type ResultFacts } from "./layout.ts";
import { messageOf, openResult, Refusal } from "./open_result.ts";
import type { ResultFile } from "./result_file.ts";
import { resolveState, type Resolution } from "./state_resolution.ts";
import { parseHash, textPart, writeHash, type ViewName, type ViewState } from "./view_state.ts";
import type { Drawing, ViewContext } from "./views/context.ts";
import { drawDistribution } from "./views/distribution.ts";
import { drawEvents } from "./views/events.ts";
import { drawExceedance } from "./views/exceedance.ts";
import { drawFans } from "./views/fans.ts";
import { drawRuns } from "./views/runs.ts";
import { count } from "./views/words.ts";

interface Open {
  file: File;
  result: ResultFile;
  droppedAt: number; // [ms]
}

const views: Record<ViewName, (context: ViewContext) => Promise<Drawing>> = {
  fans: drawFans,
  distribution: drawDistribution,
  exceedance: drawExceedance,
  events: drawEvents,
  runs: drawRuns,
};

const page = document.documentElement;
const status = byId("status", HTMLElement);
const notes = byId("notes", HTMLElement);
const controls = byId("controls", HTMLElement);
const figure = byId("figure", HTMLElement);
const facts = byId("facts", HTMLElement);
const client = new FileClient(textOfScript("worker-source"), textOfScript("hdf5-wasm"));
let open: Open | null = null;
let drawing = 0; // number of the last drawing begun: older ones are thrown away
let isFirstDrawing = true;

function textOfScript(id: string): string {
  return byId(id, HTMLElement).textContent ?? "";
}

function say(...sentences: string[]): void {
  status.replaceChildren(...sentences.filter((one) => one !== "").map((sentence) => make("p", {}, sentence)));
}

async function take(file: File): Promise<void> {
  const droppedAt = performance.now();
  const ticket = ++drawing;
  page.dataset["ready"] = "false";
  say(`Opening "${file.name}" …`);
  try {
    const result = await openResult(client, file);
    if (ticket !== drawing) return;
    open = { file, result, droppedAt };
    isFirstDrawing = true;
    document.body.classList.add("has-file");
    showFacts(file, result.facts);
    await draw();
  } catch (error) {
    if (ticket !== drawing) return;
    close();
    say(error instanceof Refusal ? error.message : `"${file.name}" cannot be shown: ${messageOf(error)}.`);
    finish();
  }
}

function close(): void {
  open = null;
  document.body.classList.remove("has-file");
  for (const part of [notes, controls, figure, facts]) part.replaceChildren();
}

async function draw(): Promise<void> {
  if (open === null) return;
  const { file, result } = open;
  const ticket = ++drawing;
  page.dataset["ready"] = "false";
  const written = parseHash(location.hash);
  try {
    const resolution = await resolveState(written, result);
    const context: ViewContext = { result, ...resolution, width: chartWidth() };
    // Controls first: where a view cannot be drawn, a reader must be able to leave it.
    const elements = await controlElements(result, resolution, (part) => choose(resolution, part));
    if (ticket !== drawing) return;
    showControls(elements);
    const made = await views[resolution.state.view](context);
    if (ticket !== drawing) return;
    show(made);
    say(
      `${file.name}: ${result.facts.title}.`,
      sentenceOnFile(
        written.parts.size > 0 ? textPart(written, "file") : null,
        textPart(written, "result"),
        file,
        result.facts,
      ),
      ...resolution.complaints,
    );
    if (written.parts.size === 0)
      history.replaceState(null, "", writeHash(resolution.state, file.name, fingerprint(result.facts)));
  } catch (error) {
    if (ticket !== drawing) return;
    show({ figure: null, notes: [] });
    say(
      `This view cannot be drawn: ${messageOf(error)}. The file may be damaged in the part that it needs; other ` +
        `views may still work.`,
    );
  }
  finish();
}

function finish(): void {
  page.dataset["bytesRead"] = String(client.bytesRead);
  if (isFirstDrawing && open !== null) page.dataset["chartMs"] = String(Math.round(performance.now() - open.droppedAt));
  isFirstDrawing = false;
  page.dataset["ready"] = "true";
}

function showControls(elements: HTMLElement[]): void {
  const focused = document.activeElement?.id ?? "";
  controls.replaceChildren(...elements);
  // They are made anew; whoever works by keyboard must not lose the place.
  if (focused !== "") document.getElementById(focused)?.focus();
}

function show(made: Drawing): void {
  notes.replaceChildren(...made.notes.map((note) => make("p", {}, note)));
  figure.replaceChildren(...(made.figure === null ? [] : [figureElement(made.figure)]));
  document.title = made.figure === null ? "detente explorer" : `${made.figure.title} – detente explorer`;
}

/** Whether this is the file that the address was made with; a name alone proves nothing, so the result is compared. */
function sentenceOnFile(name: string | null, result: string | null, file: File, own: ResultFacts): string {
  if (result === null || result === fingerprint(own)) return "";
  const [title = "", seed = "", runs = ""] = result.split("~");
  const theirs = `"${name ?? "another file"}" (${title}, seed ${seed}, ${runs} runs)`;
  return (
    `The address was made with ${theirs}; this is "${file.name}" (${own.title}, seed ${own.seed}, ${own.runs} ` +
    `runs), so what it shows may differ.`
  );
}

function choose({ state }: Resolution, part: Partial<ViewState>): void {
  if (open === null) return;
  page.dataset["ready"] = "false";
  const next = { ...state, ...part };
  const hash = writeHash(next, open.file.name, fingerprint(open.result.facts));
  if (hash === location.hash) void draw();
  else location.hash = hash; // hashchange draws, as for back and forward
}

function showFacts(file: File, own: ResultFacts): void {
  const entries: [string, string][] = [
    ["File", `${file.name}, ${(file.size / 1e6).toLocaleString("en-US", { maximumFractionDigits: 1 })} MB`],
    ["Experiment", own.title],
    ["Policies", `${own.policies.join(", ")} (compared with ${own.baseline})`],
    ["Scenarios", own.scenarios.join(", ")],
    [
      "Runs",
      `${count(own.runs)}: ${count(own.samples)} samples (${own.design}) of ` +
        `${own.replications}; histories of ${count(own.historyRuns)}, events of ` +
        `${count(own.eventRuns)}`,
    ],
    ["Months", `${own.months} from ${own.start}`],
    ["Seed, precision", `${own.seed}, ${own.precision}`],
  ];
  if (own.droppedRuns > 0)
    entries.push(["Dropped runs", `${own.droppedRuns}: they came to no result and count nowhere`]);
  facts.replaceChildren(...entries.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
}

function chartWidth(): number {
  return Math.max(280, Math.min(1080, Math.floor(figure.getBoundingClientRect().width)));
}

function listen(): void {
  const chooser = byId("file", HTMLInputElement);
  byId("choose", HTMLButtonElement).addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    const file = chooser.files?.[0];
    if (file !== undefined) void take(file);
    chooser.value = ""; // so that the same file can be chosen again
  });
  // The whole page takes drops: a file dropped beside a target would replace the page.
  addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("is-dragging");
  });
  addEventListener("dragleave", () => document.body.classList.remove("is-dragging"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("is-dragging");
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) void take(file);
    else say("What was dropped is no file.");
  });
  addEventListener("hashchange", () => void draw());
  let width = 0;
  new ResizeObserver(() => {
    const now = chartWidth();
    if (open !== null && width !== 0 && now !== width) void draw();
    width = now;
  }).observe(figure);
}

function greet(): void {
  const name = textPart(parseHash(location.hash), "file");
  if (name !== null) say(`This address was made with the file "${name}". Drop that file to see the view.`);
}

listen();
greet();
page.dataset["loaded"] = "true";
