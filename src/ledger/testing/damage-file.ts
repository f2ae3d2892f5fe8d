import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';

/** Numbers from 0 to below 1, the same for the same seed (mulberry32, public domain). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Writes over a part of a file, which keeps its size. */
export function overwrite(file: string, offset: number, bytes: Uint8Array): void {
  const fd = openSync(file, 'r+');
  const { size } = fstatSync(fd);
  writeSync(fd, bytes, 0, Math.max(0, Math.min(bytes.length, size - offset)), offset);
  closeSync(fd);
}

/** Bytes of chance, or zeros, as a disk leaves them. */
export function noise(length: number, random: () => number): Uint8Array {
  const zeros = random() < 0.5;
  return Uint8Array.from({ length }, () => (zeros ? 0 : Math.floor(random() * 256)));
}
