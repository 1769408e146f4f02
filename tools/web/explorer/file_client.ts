// The page's end of the worker: questions become promises.
import type { Answers, Question, Ranges, Request, Response as WorkerResponse, Values } from "./protocol.ts";

export class FileClient {
  /** Bytes of the file that were read since it was opened. */
  bytesRead = 0;
  private readonly worker: Worker;
  private readonly waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  private nextId = 1;
  private readonly started: Promise<null>;

  constructor(workerSource: string, packedWasm: string) {
    const address = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
    this.worker = new Worker(address);
    this.worker.addEventListener("message", (event: MessageEvent<WorkerResponse>) => this.receive(event.data));
    this.worker.addEventListener("error", (event) => this.fail(event.message));
    this.started = unpack(packedWasm).then((wasm) => this.ask<"start">({ kind: "start", wasm }, [wasm]));
    // Whoever opens a file hears of it; without this the browser would report it a second time.
    this.started.catch(() => undefined);
  }

  /** Fails if this browser cannot run the reader. */
  async start(): Promise<void> {
    await this.started;
  }

  async open(file: File): Promise<void> {
    await this.ask<"open">({ kind: "open", file });
  }

  group(path: string): Promise<Answers["group"]> {
    return this.ask<"group">({ kind: "group", path });
  }

  datasets(paths: string[]): Promise<Answers["datasets"]> {
    return this.ask<"datasets">({ kind: "datasets", paths });
  }

  read(path: string, ranges: Ranges | null = null): Promise<Values> {
    return this.ask<"read">({ kind: "read", path, ranges });
  }

  private ask<Kind extends keyof Answers>(question: Question, transfer: Transferable[] = []): Promise<Answers[Kind]> {
    const id = this.nextId++;
    return new Promise<Answers[Kind]>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      const request: Request = { id, question };
      this.worker.postMessage(request, transfer);
    });
  }

  private receive(response: WorkerResponse): void {
    const waiter = this.waiting.get(response.id);
    this.waiting.delete(response.id);
    this.bytesRead = response.bytesRead;
    if (waiter === undefined) return;
    if (response.succeeded) waiter.resolve(response.answer as never);
    else waiter.reject(new Error(response.message));
  }

  private fail(message: string): void {
    for (const waiter of this.waiting.values()) waiter.reject(new Error(`the reader stopped: ${message}`));
    this.waiting.clear();
  }
}

async function unpack(packed: string): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}
