// From a dropped file to a result, or to a plain sentence that says why not.
import type { FileClient } from "./file_client.ts";
import { numberOf, SUPPORTED_VERSION, textOf } from "./layout.ts";
import type { GroupDescription } from "./protocol.ts";
import { ResultFile } from "./result_file.ts";
import { checkFile, SUPERBLOCK_BYTES, type FileCheck } from "./superblock.ts";

/** A file that is not taken; the message is for readers. */
export class Refusal extends Error {}

const WANTED = "The explorer takes the result.h5 that `detente run` writes.";

export async function openResult(client: FileClient, file: File): Promise<ResultFile> {
  const head = await firstBytes(file);
  refuseUnlessWhole(checkFile(head, file.size), file);
  await client.start().catch((error: unknown) => {
    throw new Refusal(
      `The reader of HDF5 does not start in this browser (${messageOf(error)}); a current Firefox, Chrome, Edge or ` +
        `Safari can run it.`,
    );
  });
  try {
    await client.open(file);
  } catch {
    throw new Refusal(
      `"${file.name}" begins like an HDF5 file but cannot be opened: it is damaged, or of a form that this page does ` +
        `not know.`,
    );
  }
  const root = await client.group("/").catch(() => null);
  if (root === null) {
    throw new Refusal(`"${file.name}" is an HDF5 file whose root cannot be read: it is damaged. Copy it again.`);
  }
  refuseUnlessResult(root, file.name);
  try {
    return await ResultFile.read(client, root);
  } catch (error) {
    throw new Refusal(
      `"${file.name}" says that it is a result of detente, but cannot be read: ${messageOf(error)}. It may be damaged.`,
    );
  }
}

async function firstBytes(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, SUPERBLOCK_BYTES).arrayBuffer());
  } catch {
    throw new Refusal(`"${file.name}" cannot be read: it is a folder, or the browser may not open it.`);
  }
}

function refuseUnlessWhole(check: FileCheck, file: File): void {
  switch (check.kind) {
    case "whole":
      return;
    case "empty":
      throw new Refusal(`"${file.name}" is empty. ${WANTED}`);
    case "foreign":
      throw new Refusal(`"${file.name}" is not an HDF5 file. ${WANTED}`);
    case "cut": {
      const missing = `it should have ${bytes(check.expected)} and has ${bytes(file.size)}`;
      throw new Refusal(`"${file.name}" is cut short: ${missing}. Copy it again, or wait until it is written.`);
    }
  }
}

function refuseUnlessResult(root: GroupDescription, name: string): void {
  const schema = textOf(root.attributes["schema"]);
  const version = numberOf(root.attributes["schema_version"], Number.NaN);
  if (schema === "detente/analysis") {
    throw new Refusal(
      `"${name}" is an analysis (analysis.h5). The result that it was made of is wanted: the result.h5 beside it.`,
    );
  }
  if (schema !== "detente/result") {
    const itsSchema = schema === "" ? "has no attribute schema" : `has the schema "${schema}"`;
    throw new Refusal(`"${name}" is an HDF5 file, but not a result of detente: it ${itsSchema}. ${WANTED}`);
  }
  if (version !== SUPPORTED_VERSION) {
    const found = Number.isNaN(version) ? "no version" : `version ${version}`;
    throw new Refusal(
      `"${name}" is a result of ${found}, and this page reads version ${SUPPORTED_VERSION}. Use the explorer that ` +
        `belongs to the program that wrote it.`,
    );
  }
}

function bytes(count: number): string {
  return `${count.toLocaleString("en-US")} bytes`;
}

export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // The library's own traces run over many lines and mean nothing to a reader.
  return message.split("\n")[0]?.slice(0, 200) ?? "unknown error";
}
