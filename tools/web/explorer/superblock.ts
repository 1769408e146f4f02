// The first bytes of an HDF5 file say how long it must be. They are checked before the library sees the file, for it
// does not say what is wrong with a bad one. Source: HDF5 File Format Specification 3.0, "Format Signature and
// Superblock".

export type FileCheck =
  | { kind: "whole" }
  | { kind: "empty" }
  | { kind: "foreign" } // no HDF5 file
  | { kind: "cut"; expected: number };

export const SUPERBLOCK_BYTES = 96; // longer than every version of it

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const UNDEFINED_ADDRESS = 0xffff_ffff_ffff_ffffn;

function address(view: DataView, at: number, size: number): bigint {
  return size === 4 ? BigInt(view.getUint32(at, true)) : view.getBigUint64(at, true);
}

/** Address of the end of the file, relative to its start; null where this version of the superblock is not known. */
function endOfFile(view: DataView): bigint | null {
  const version = view.getUint8(8);
  const offsetSize = view.getUint8(version < 2 ? 13 : 9);
  if (version > 3 || (offsetSize !== 4 && offsetSize !== 8)) return null;
  // Versions 0 and 1: base, free space, end. Versions 2 and 3: base, extension, end.
  const addresses = version === 0 ? 24 : version === 1 ? 28 : 12;
  return address(view, addresses + 2 * offsetSize, offsetSize);
}

export function checkFile(head: Uint8Array, size: number): FileCheck {
  if (size === 0) return { kind: "empty" };
  if (!SIGNATURE.every((byte, index) => head[index] === byte)) return { kind: "foreign" };
  if (head.length < 64 && size < SUPERBLOCK_BYTES) return { kind: "cut", expected: SUPERBLOCK_BYTES };
  const end = endOfFile(new DataView(head.buffer, head.byteOffset, head.byteLength));
  if (end === null || end === UNDEFINED_ADDRESS || end <= BigInt(size)) return { kind: "whole" };
  return { kind: "cut", expected: Number(end) };
}
