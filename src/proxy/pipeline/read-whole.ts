import type { Readable } from 'node:stream';
import type { BodyCapture } from '../bodies/capture-bodies';
import type { Recorder } from './record';

/** An answer that is not streamed is read to this size, in bytes. */
const LIMIT = 64 * 1024 * 1024;

/** The whole body of an answer. Throws when it is larger than 64 MB. `onPiece` sees each piece. */
export async function readWhole(body: Readable, onPiece?: (piece: Buffer) => void): Promise<Buffer> {
  const bytes = await readUpTo(body, LIMIT + 1, onPiece);
  if (bytes.length > LIMIT) throw new Error('its answer is larger than 64 MB');
  return bytes;
}

/** The same, recorded. What came of one that breaks off is progress too: it is sent once it has been made, so it is billed. */
export async function readRecorded(
  body: Readable,
  recorder: Pick<Recorder, 'firstByte' | 'progress'>,
  capture: Pick<BodyCapture, 'upstreamPiece'>,
): Promise<Buffer> {
  let came = 0;
  try {
    return await readWhole(body, (piece) => {
      if (came === 0) recorder.firstByte();
      came += piece.length;
      capture.upstreamPiece(piece);
    });
  } catch (error) {
    if (came > 0) recorder.progress(came);
    throw error;
  }
}

/** The body's first `limit` bytes; the rest is dropped. */
export async function readUpTo(body: Readable, limit: number, onPiece?: (piece: Buffer) => void): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    onPiece?.(piece);
    pieces.push(piece);
    size += piece.length;
    if (size >= limit) break;
  }
  return Buffer.concat(pieces).subarray(0, limit);
}
