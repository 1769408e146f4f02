// HDF5 asks for its bookkeeping in about a thousand reads of a few bytes, and each read from a dropped file costs nearly a
// millisecond. Blocks are read whole and kept; what is long, as chunks of numbers are, is read as asked.

/** Reads from `position` into the buffer; tells how many bytes there were. */
export type ReadBytes = (buffer: Uint8Array, offset: number, length: number, position: number) => number;

const blockSize = 8192; // [bytes]
const mostBlocks = 1024;

export class BlockCache {
  private readonly blocks = new Map<number, Uint8Array>();

  read(source: ReadBytes, buffer: Uint8Array, offset: number, length: number, position: number): number {
    if (length >= blockSize) {
      return source(buffer, offset, length, position);
    }
    let copied = 0;
    while (copied < length) {
      const at = position + copied;
      const block = this.block(source, Math.floor(at / blockSize));
      const part = block.subarray(at % blockSize, (at % blockSize) + length - copied);
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
    const block = new Uint8Array(blockSize);
    const size = source(block, 0, blockSize, index * blockSize);
    const made = block.subarray(0, size);
    if (this.blocks.size >= mostBlocks) {
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
