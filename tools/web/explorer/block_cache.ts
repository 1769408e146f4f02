// HDF5 asks for its bookkeeping in about a thousand reads of a few bytes, and each read from a dropped file costs
// nearly a millisecond. Blocks are read whole and kept; what is long, as chunks of numbers are, is read as asked.

/** Reads from `position` into the buffer; tells how many bytes there were. */
export type ReadBytes = (buffer: Uint8Array, offset: number, length: number, position: number) => number;

const BLOCK_SIZE = 8192; // [bytes]
const MOST_BLOCKS = 1024;

export class BlockCache {
  private readonly blocks = new Map<number, Uint8Array>();

  read(source: ReadBytes, buffer: Uint8Array, offset: number, length: number, position: number): number {
    if (length >= BLOCK_SIZE) {
      return source(buffer, offset, length, position);
    }
    let copied = 0;
    while (copied < length) {
      const at = position + copied;
      const block = this.block(source, Math.floor(at / BLOCK_SIZE));
      const part = block.subarray(at % BLOCK_SIZE, (at % BLOCK_SIZE) + length - copied);
      if (part.length === 0) {
        break; // the file ends here
      }
      buffer.set(part, offset + copied);
      copied += part.length;
    }
    return copied;
  }

  clear(): void {
    this.blocks.clear();
  }

  private block(source: ReadBytes, index: number): Uint8Array {
    const kept = this.blocks.get(index);
    if (kept !== undefined) {
      return kept;
    }
    const block = new Uint8Array(BLOCK_SIZE);
    const size = source(block, 0, BLOCK_SIZE, index * BLOCK_SIZE);
    const made = block.subarray(0, size);
    if (this.blocks.size >= MOST_BLOCKS) {
      // The one that was read first: bookkeeping at the root is read again soon enough.
      for (const oldest of this.blocks.keys()) {
        this.blocks.delete(oldest);
        break;
      }
    }
    this.blocks.set(index, made);
    return made;
  }
}
