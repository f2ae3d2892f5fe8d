/** A character of UTF-16 takes at most so many bytes in UTF-8. */
const BYTES_PER_CHARACTER = 3;

/** Puts texts behind one another as UTF-8, in memory that grows. */
export class ByteWriter {
  private bytes: Buffer;
  /** How many bytes there are. */
  length = 0;

  /** `size` is about how many bytes there will be. */
  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  write(text: string): void {
    if (this.length + text.length * BYTES_PER_CHARACTER > this.bytes.length) this.makeRoom(Buffer.byteLength(text));
    this.length += this.bytes.write(text, this.length);
  }

  copy(piece: Uint8Array): void {
    this.makeRoom(piece.length);
    this.bytes.set(piece, this.length);
    this.length += piece.length;
  }

  /** All that was written; valid until more is written or taken back. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** Takes back all after the first so many bytes. */
  cut(length: number): void {
    this.length = length;
  }

  private makeRoom(needed: number): void {
    if (this.length + needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.ceil((this.length + needed) * 1.5));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
