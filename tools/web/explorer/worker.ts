// Reads HDF5 off the page's thread, slice by slice: the file is mounted, never copied into memory.
import type { Dataset, File as HdfFile, Group } from "h5wasm";
import { BlockCache, type ReadBytes } from "./block_cache.ts";
import type {
  Answers,
  AttributeValue,
  DatasetDescription,
  GroupDescription,
  Question,
  Ranges,
  Request,
  Response,
  Values,
} from "./protocol.ts";

interface MountedFileSystem {
  mkdir(path: string): void;
  mount(type: unknown, options: { blobs: { name: string; data: Blob }[] }, path: string): void;
  unmount(path: string): void;
  filesystems: {
    WORKERFS: {
      stream_ops: {
        read(stream: unknown, buffer: Uint8Array, offset: number, length: number, position: number): number;
      };
    };
  };
}

declare global {
  var detenteHdf5Wasm: ArrayBuffer | undefined; // where the bundled h5wasm looks for its binary
}

const FOLDER = "/dropped";
const FILE_NAME = "result.h5";
type Library = typeof import("h5wasm");
let library: Library | null = null;
let openFile: HdfFile | null = null;
let bytesRead = 0;
const trace: string[] = []; // what HDF5 said since the last question
const blocks = new BlockCache();
let axisNames = new Map<string, string>(); // of the coordinates in the root, by the reference that axes have to them

function loaded(): Library {
  if (library === null) throw new Error("the HDF5 reader has not started");
  return library;
}

function opened(): HdfFile {
  if (openFile === null) throw new Error("no file is open");
  return openFile;
}

function fileSystem(): MountedFileSystem {
  return loaded().FS as unknown as MountedFileSystem;
}

async function start(wasm: ArrayBuffer): Promise<null> {
  globalThis.detenteHdf5Wasm = wasm;
  // The library prints a trace of each error and goes on. Kept here, it makes an answer of damage; printed, it would
  // only fill the console of a reader who dropped a wrong file.
  console.error = (...parts: unknown[]) => void trace.push(parts.map(String).join(" "));
  // Imported only now, for the library starts as soon as it is imported.
  const started = await import("h5wasm");
  await started.ready;
  library = started;
  const operations = fileSystem().filesystems.WORKERFS.stream_ops;
  const read = operations.read;
  operations.read = (stream, buffer, offset, length, position) => {
    const counted: ReadBytes = (target, at, size, from) => {
      const count = read(stream, target, at, size, from);
      bytesRead += count;
      return count;
    };
    return blocks.read(counted, buffer, offset, length, position);
  };
  fileSystem().mkdir(FOLDER);
  return null;
}

function open(file: File): null {
  const system = fileSystem();
  if (openFile !== null) {
    openFile.close();
    openFile = null;
    system.unmount(FOLDER);
  }
  bytesRead = 0;
  blocks.clear();
  axisNames = new Map();
  system.mount(system.filesystems.WORKERFS as unknown, { blobs: [{ name: FILE_NAME, data: file }] }, FOLDER);
  const candidate = new (loaded().File)(`${FOLDER}/${FILE_NAME}`, "r");
  // h5wasm does not throw: a file that it could not open has a negative handle.
  if (candidate.file_id < 0) {
    system.unmount(FOLDER);
    throw new Error("HDF5 cannot open the file");
  }
  openFile = candidate;
  return null;
}

function toNumber(value: unknown): number {
  return typeof value === "bigint" ? Number(value) : typeof value === "number" ? value : Number.NaN;
}

/** Attributes that are one text or one number; lists of references, as DIMENSION_LIST, are passed over. */
function attributesOf(owner: Group | Dataset): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, attribute] of Object.entries(owner.attrs)) {
    if (name === "DIMENSION_LIST" || name === "REFERENCE_LIST") continue;
    const value = attribute.value;
    if (typeof value === "string") attributes[name] = value;
    else if (typeof value === "number" || typeof value === "bigint") attributes[name] = toNumber(value);
    else if (ArrayBuffer.isView(value) && value.length === 1) attributes[name] = toNumber(value[0]);
  }
  return attributes;
}

function isGroup(entity: unknown): entity is Group {
  return entity !== null && typeof entity === "object" && "keys" in entity;
}

function find(path: string): unknown {
  // Asking for a name that is not there prints a trace of errors, so names are looked up first.
  let here: unknown = opened().get("/");
  for (const part of path.split("/").filter((one) => one !== "")) {
    if (!isGroup(here) || !here.keys().includes(part)) return null;
    here = here.get(part);
  }
  return here;
}

function describeGroup(path: string): GroupDescription | null {
  const group = find(path);
  if (!isGroup(group)) return null;
  return { names: group.keys(), attributes: attributesOf(group) };
}

function datasetAt(path: string): Dataset {
  const entity = opened().get(path);
  if (entity === null || !("slice" in entity)) throw new Error(`the file has no dataset ${path}`);
  return entity;
}

/** Asking HDF5 for the name of a scale opens it each time; the reference to it is at hand. */
function axisName(dataset: Dataset, axis: number): string {
  const lists = dataset.attrs["DIMENSION_LIST"]?.value;
  const scales: unknown = Array.isArray(lists) ? lists[axis] : null;
  const first: unknown = Array.isArray(scales) ? scales[0] : null;
  if (!(first instanceof loaded().Reference)) return "";
  const key = first.ref_data.join();
  const known = axisNames.get(key);
  if (known !== undefined) return known;
  const name = dataset.get_attached_scales(axis)[0]?.split("/").pop() ?? "";
  axisNames.set(key, name);
  return name;
}

function describeDataset(path: string): DatasetDescription {
  const dataset = datasetAt(path);
  const shape = dataset.shape ?? [];
  const axes = shape.map((_, axis) => axisName(dataset, axis));
  return { name: path.split("/").pop() ?? path, path, shape, axes, attributes: attributesOf(dataset) };
}

function toValues(raw: unknown, path: string): Values {
  if (typeof raw === "string") return [raw];
  if (typeof raw === "number" || typeof raw === "bigint") return Float64Array.of(toNumber(raw));
  if (Array.isArray(raw)) return raw.map((one) => (typeof one === "string" ? one : String(toNumber(one))));
  if (raw instanceof Float64Array) return raw;
  if (ArrayBuffer.isView(raw) && !(raw instanceof DataView))
    return Float64Array.from(raw as unknown as ArrayLike<number>, toNumber);
  throw new Error(`${path} holds values of an unexpected type`);
}

function read(path: string, ranges: Ranges | null): Values {
  const dataset = datasetAt(path);
  if (dataset.shape?.some((extent) => extent === 0) === true) return new Float64Array(0);
  // A failed read would leave what lay in memory before and return it as data; with this handler it throws.
  const module = loaded().Module;
  module.activate_throwing_error_handler();
  try {
    return toValues(ranges === null ? dataset.value : dataset.slice(ranges), path);
  } finally {
    module.deactivate_throwing_error_handler();
  }
}

/** The deepest entry of a trace, without place and line: "inflate() failed". */
function innermost(lines: string[]): string {
  const entries = lines.flatMap((line) => line.split("\n")).filter((line) => /^\s*#\d+/.test(line));
  return (
    entries
      .at(-1)
      ?.replace(/^.*?\(\): /, "")
      .trim() ??
    lines[0] ??
    ""
  );
}

async function answer(question: Question): Promise<Answers[keyof Answers]> {
  switch (question.kind) {
    case "start":
      return start(question.wasm);
    case "open":
      return open(question.file);
    case "group":
      return describeGroup(question.path);
    case "datasets":
      return question.paths.map(describeDataset);
    case "read":
      return read(question.path, question.ranges);
  }
}

async function respond(request: Request): Promise<void> {
  try {
    trace.length = 0;
    const result = await answer(request.question);
    if (trace.length > 0) throw new Error(trace.join("\n"));
    post({ id: request.id, succeeded: true, answer: result, bytesRead });
  } catch (error) {
    post({ id: request.id, succeeded: false, message: messageOf(error), bytesRead });
  }
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.includes("HDF5-DIAG") ? `HDF5 says "${innermost([...trace, message])}"` : message;
}

function post(response: Response): void {
  postMessage(response);
}

// One after the other: a question about a file must not overtake the one that opens it.
let last: Promise<void> = Promise.resolve();
addEventListener("message", (event: MessageEvent<Request>) => {
  last = last.then(() => respond(event.data));
});
