import { readSync } from 'node:fs';

const HEADER = 32;
const FRAME_HEADER = 24;
const MAGIC = 0x377f0682;

/**
 * Where the newest committed version of each page lies in a write-ahead log: page number to offset in the log. Only frames whose
 * checksums hold count, as in https://sqlite.org/fileformat2.html#walformat. Empty when it is no log or is damaged from its start.
 */
export function indexWal(fd: number, size: number): { pageSize: number; pages: ReadonlyMap<number, number> } {
  const committed = new Map<number, number>();
  const header = Buffer.alloc(HEADER);
  if (size < HEADER || readSync(fd, header, 0, HEADER, 0) < HEADER) return { pageSize: 0, pages: committed };
  const magic = header.readUInt32BE(0);
  const pageSize = header.readUInt32BE(8);
  const bigEndian = magic === MAGIC + 1;
  if ((magic !== MAGIC && !bigEndian) || !isPageSize(pageSize)) return { pageSize: 0, pages: committed };
  let sums = addToChecksum([0, 0], header.subarray(0, 24), bigEndian);
  if (!equal(sums, header, 24)) return { pageSize: 0, pages: committed };
  const frame = Buffer.alloc(FRAME_HEADER + pageSize);
  let since = new Map<number, number>();
  for (let at = HEADER; at + frame.length <= size; at += frame.length) {
    if (readSync(fd, frame, 0, frame.length, at) < frame.length) break;
    if (header.compare(frame, 8, 16, 16, 24) !== 0) break;
    sums = addToChecksum(sums, frame.subarray(0, 8), bigEndian);
    sums = addToChecksum(sums, frame.subarray(FRAME_HEADER), bigEndian);
    if (!equal(sums, frame, 16)) break;
    since.set(frame.readUInt32BE(0), at + FRAME_HEADER);
    if (frame.readUInt32BE(4) === 0) continue;
    for (const [page, offset] of since) committed.set(page, offset);
    since = new Map();
  }
  return { pageSize, pages: committed };
}

export function isPageSize(size: number): boolean {
  return size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;
}

type Sums = readonly [number, number];

function equal([first, second]: Sums, buffer: Buffer, at: number): boolean {
  return buffer.readUInt32BE(at) === first && buffer.readUInt32BE(at + 4) === second;
}

function addToChecksum([first, second]: Sums, bytes: Buffer, bigEndian: boolean): Sums {
  const read = (at: number) => (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  for (let at = 0; at < bytes.length; at += 8) {
    first = (first + read(at) + second) >>> 0;
    second = (second + read(at + 4) + first) >>> 0;
  }
  return [first, second];
}
