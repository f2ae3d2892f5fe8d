import type { Readable } from 'node:stream';

/** An answer that is not streamed is read to this size, in bytes. */
const LIMIT = 64 * 1024 * 1024;

/** The whole body of an answer. Throws when it is larger than 64 MB. */
export async function readWhole(body: Readable): Promise<Buffer> {
  const bytes = await readUpTo(body, LIMIT + 1);
  if (bytes.length > LIMIT) throw new Error('its answer is larger than 64 MB');
  return bytes;
}

/** The body's first `limit` bytes; the rest is dropped. */
export async function readUpTo(body: Readable, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    if (size >= limit) break;
  }
  return Buffer.concat(pieces).subarray(0, limit);
}
