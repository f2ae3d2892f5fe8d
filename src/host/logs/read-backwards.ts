import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export interface RawLine {
  /** Byte at which it begins. */
  offset: number;
  /** Without its line break. */
  text: string;
}

const CHUNK_BYTES = 65_536;
const LINE_BREAK = 0x0a;

/**
 * The lines of a file that begin before `end` (in bytes; null: all), the last one first. It reads as it is asked for more, in chunks,
 * and tells each by its size. A file that is gone has no lines.
 */
export function* readBackwards(path: string, end: number | null, onRead: (bytes: number) => void): Generator<RawLine, void> {
  const descriptor = openFile(path);
  if (descriptor === null) return;
  try {
    let position = Math.min(end ?? Infinity, fstatSync(descriptor).size);
    let size = CHUNK_BYTES;
    let tail = Buffer.alloc(0);
    while (position > 0) {
      const length = Math.min(size, position);
      position -= length;
      const data = Buffer.concat([readChunk(descriptor, position, length), tail]);
      onRead(length);
      let stop = data.length;
      for (let before = findBreak(data, stop); before !== -1; before = findBreak(data, stop)) {
        yield { offset: position + before + 1, text: toText(data, before + 1, stop) };
        stop = before + 1;
      }
      tail = data.subarray(0, stop);
      // A line longer than a chunk: larger steps, so that it is not copied again and again.
      size = stop === data.length ? size * 2 : CHUNK_BYTES;
    }
    if (tail.length > 0) yield { offset: 0, text: toText(tail, 0, tail.length) };
  } finally {
    closeSync(descriptor);
  }
}

function openFile(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function readChunk(descriptor: number, position: number, length: number): Buffer {
  const chunk = Buffer.allocUnsafe(length);
  return chunk.subarray(0, readSync(descriptor, chunk, 0, length, position));
}

/** The line break before the line that ends at `stop`; -1: that line begins further ahead. */
function findBreak(data: Buffer, stop: number): number {
  return stop < 2 ? -1 : data.lastIndexOf(LINE_BREAK, stop - 2);
}

function toText(data: Buffer, start: number, stop: number): string {
  return data.toString('utf8', start, data[stop - 1] === LINE_BREAK ? stop - 1 : stop);
}
