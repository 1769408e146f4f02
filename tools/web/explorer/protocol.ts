// What page and worker say to each other. The worker knows HDF5 and nothing of detente; the page knows the layout of a
// result and nothing of HDF5.

/** Half-open ranges, one for each axis. */
export type Ranges = [number, number][];

export type AttributeValue = string | number;

export interface DatasetDescription {
  name: string;
  path: string;
  shape: number[];
  axes: string[]; // names of the coordinates; "" where an axis has none
  attributes: Record<string, AttributeValue>;
}

export interface GroupDescription {
  names: string[]; // of datasets and groups
  attributes: Record<string, AttributeValue>;
}

/** 64-bit integers come as doubles: positions and counts are far below 2^53. */
export type Values = Float64Array | string[];

export type Question =
  | { kind: "start"; wasm: ArrayBuffer }
  | { kind: "open"; file: File }
  | { kind: "group"; path: string }
  | { kind: "datasets"; paths: string[] }
  | { kind: "read"; path: string; ranges: Ranges | null };

export interface Answers {
  start: null;
  open: null;
  group: GroupDescription | null; // null: there is no such group
  datasets: DatasetDescription[];
  read: Values;
}

export interface Request {
  id: number;
  question: Question;
}

export type Response =
  | { id: number; succeeded: true; answer: Answers[keyof Answers]; bytesRead: number }
  | { id: number; succeeded: false; message: string; bytesRead: number };
