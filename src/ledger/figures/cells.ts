import type { Dimension } from '../../shared/model/exchange-filter';
import { MEASURE_COUNT } from './measures';

/** In the order in which a cell's key has them, after the kind of money: append only. */
export const DIMENSIONS = [
  'route',
  'scenario',
  'provider',
  'model',
  'client',
  'session',
  'project',
  'key',
  'status',
] as const satisfies readonly Dimension[];

/** What was counted of all that is alike in every dimension. */
export interface Cell {
  sums: Float64Array;
  /** How many times lie in which bin: to the first token, and to the end. */
  timings: readonly [Map<number, number>, Map<number, number>];
}

export function createCell(): Cell {
  return { sums: new Float64Array(MEASURE_COUNT), timings: [new Map(), new Map()] };
}

export function addCell(to: Cell, from: Cell): void {
  from.sums.forEach((value, index) => (to.sums[index]! += value));
  from.timings.forEach((bins, kind) => bins.forEach((count, bin) => addTime(to, kind, bin, count)));
}

/** Counts times of a kind (0: to the first token, 1: to the end) into a bin. */
export function addTime(cell: Cell, kind: number, bin: number, count: number): void {
  const bins = cell.timings[kind]!;
  const sum = (bins.get(bin) ?? 0) + count;
  if (sum === 0) bins.delete(bin);
  else bins.set(bin, sum);
}

/** Cells by key, as {@link encodeKey} writes it. */
export type Cells = Map<string, Cell>;

/** The kind of money (0: real, 1: play), and the value of each dimension by its id, as one short text of a byte a character. */
export function encodeKey(parts: readonly number[]): string {
  const bytes: number[] = [];
  for (const part of parts) pushNumber(bytes, part);
  return String.fromCharCode(...bytes);
}

/*
 * A page holds the cells of one hour or day, one after another. Numbers take a byte for each seven bits, the lowest first, and the top
 * bit says that more follow. A cell is: the bytes that follow this number; the bytes of its key; the key; which measures are not 0, as bits; which of
 * these are negative; the measures that are not 0; and for both kinds of times the number of bins, and then each bin, as the distance from the
 * one before, with its count. A bin's count may be negative only while a page is wrong, and then stands for none.
 */

function pushNumber(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function encodeBody({ sums, timings }: Cell): number[] {
  const bytes: number[] = [];
  let present = 0;
  let negative = 0;
  sums.forEach((value, index) => {
    if (value !== 0) present |= 1 << index;
    if (value < 0) negative |= 1 << index;
  });
  pushNumber(bytes, present);
  pushNumber(bytes, negative);
  for (const value of sums) if (value !== 0) pushNumber(bytes, Math.abs(value));
  for (const bins of timings) {
    const sorted = [...bins].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
    pushNumber(bytes, sorted.length);
    sorted.forEach(([bin, count], index) => {
      pushNumber(bytes, bin - (sorted[index - 1]?.[0] ?? 0));
      pushNumber(bytes, count);
    });
  }
  return bytes;
}

function encodeCell(key: string, cell: Cell): Buffer {
  const body = encodeBody(cell);
  const head: number[] = [];
  pushNumber(head, 1 + key.length + body.length);
  return Buffer.concat([Buffer.from([...head, key.length]), Buffer.from(key, 'latin1'), Buffer.from(body)]);
}

function isEmpty({ sums, timings }: Cell): boolean {
  return sums.every((value) => value === 0) && timings.every(({ size }) => size === 0);
}

/**
 * A page with cells added to those that it holds; what comes to nothing leaves it. Null: nothing is left. Only the cells that change are
 * decoded.
 */
export function addToPage(page: Uint8Array | null, added: Cells): Uint8Array | null {
  const parts: Uint8Array[] = [];
  const left = new Map(added);
  const reader = createPageReader(page ?? new Uint8Array());
  while (reader.next()) {
    const key = reader.key();
    const change = left.get(key);
    if (change === undefined) {
      parts.push(reader.bytes());
      continue;
    }
    left.delete(key);
    const sum = reader.cell();
    addCell(sum, change);
    if (!isEmpty(sum)) parts.push(encodeCell(key, sum));
  }
  for (const [key, cell] of left) if (!isEmpty(cell)) parts.push(encodeCell(key, cell));
  return parts.length === 0 ? null : Buffer.concat(parts);
}

/** All cells of a page. */
export function readCells(page: Uint8Array): Cells {
  const cells: Cells = new Map();
  const reader = createPageReader(page);
  while (reader.next()) cells.set(reader.key(), reader.cell());
  return cells;
}

export interface PageReader {
  /** Goes to the next cell; false at the end. */
  next(): boolean;
  /** The cell with its key as it stands in the page. */
  bytes(): Uint8Array;
  key(): string;
  cell(): Cell;
  /** The parts of the key of the cell: the kind of money first. The list is used again by the next call. */
  parts(): Uint32Array;
  /** Which measures are not 0, as bits. To be called after parts(). */
  present(): number;
  /** Adds its measures to sums. To be called after parts(). */
  addSums(sums: Float64Array): void;
  /** Adds its times to bins: after addSums() those to the first token, and called again those to the end. */
  addTimes(bins: Float64Array): void;
}

/** Reads a page cell by cell. It is the inner loop of every query: no objects are made but where cell() or key() ask for them. */
export function createPageReader(page: Uint8Array): PageReader {
  const keyParts = new Uint32Array(1 + DIMENSIONS.length);
  let at = 0;
  let start = 0;
  let end = 0;
  let keyAt = 0;
  let keyLength = 0;

  function readNumber(): number {
    let byte = page[at++]!;
    if (byte < 128) return byte;
    let value = byte & 127;
    let factor = 128;
    do {
      byte = page[at++]!;
      value += (byte & 127) * factor;
      factor *= 128;
    } while (byte >= 128);
    return value;
  }

  // The three below are most of the time that a query takes: they read numbers by themselves, and keep their place in a local variable.

  function parts(): Uint32Array {
    let place = keyAt;
    for (let index = 0; index <= DIMENSIONS.length; index++) {
      let byte = page[place++]!;
      let value = byte & 127;
      for (let shift = 7; byte >= 128; shift += 7) {
        byte = page[place++]!;
        value |= (byte & 127) << shift;
      }
      keyParts[index] = value;
    }
    at = place;
    return keyParts;
  }

  function addSums(sums: Float64Array): void {
    let present = readNumber();
    const negative = readNumber();
    let place = at;
    while (present !== 0) {
      const bit = present & -present;
      let byte = page[place++]!;
      let value = byte & 127;
      for (let factor = 128; byte >= 128; factor *= 128) {
        byte = page[place++]!;
        value += (byte & 127) * factor;
      }
      sums[31 - Math.clz32(bit)]! += (negative & bit) === 0 ? value : -value;
      present ^= bit;
    }
    at = place;
  }

  function addTimes(bins: Float64Array): void {
    let left = readNumber();
    let place = at;
    let bin = 0;
    for (; left > 0; left--) {
      let byte = page[place++]!;
      bin += byte & 127;
      if (byte >= 128) bin += page[place++]! * 128;
      byte = page[place++]!;
      let count = byte & 127;
      for (let factor = 128; byte >= 128; factor *= 128) {
        byte = page[place++]!;
        count += (byte & 127) * factor;
      }
      bins[bin]! += count;
    }
    at = place;
  }

  function readBins(bins: Map<number, number>): void {
    let bin = 0;
    for (let left = readNumber(); left > 0; left--) {
      bin += readNumber();
      bins.set(bin, readNumber());
    }
  }

  return {
    next() {
      if (end >= page.length) return false;
      start = at = end;
      const length = readNumber();
      end = at + length;
      keyLength = page[at++]!;
      keyAt = at;
      return true;
    },
    bytes: () => page.subarray(start, end),
    key: () => String.fromCharCode(...page.subarray(keyAt, keyAt + keyLength)),
    cell() {
      at = keyAt + keyLength;
      const cell = createCell();
      addSums(cell.sums);
      cell.timings.forEach(readBins);
      return cell;
    },
    parts,
    present: readNumber,
    addSums,
    addTimes,
  };
}
