import { DIMENSIONS } from './cells';
import { BIN_COUNT } from './histogram';
import { MEASURE_COUNT } from './measures';

const TIMES = 2;

/**
 * True where a page reads as src/ledger/figures/cells.ts says and names values that are known. It trusts no byte, as the reader of
 * queries does: a page out of a damaged file may say anything.
 */
export function isSoundPage(page: Uint8Array, isKnown: (valueId: number) => boolean): boolean {
  let at = 0;

  function readNumber(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = page[at++];
      if (byte === undefined || factor > Number.MAX_SAFE_INTEGER / 128) return NaN;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  function isSoundKey(): boolean {
    const money = readNumber();
    return (money === 0 || money === 1) && DIMENSIONS.every(() => isKnown(readNumber()));
  }

  function areSoundSums(): boolean {
    const present = readNumber();
    const negative = readNumber();
    if (!(present < 2 ** MEASURE_COUNT && negative <= present)) return false;
    for (let bits = present; bits !== 0; bits &= bits - 1) if (!Number.isSafeInteger(readNumber())) return false;
    return true;
  }

  function areSoundTimes(): boolean {
    let left = readNumber();
    if (!(left <= BIN_COUNT)) return false;
    for (let bin = 0; left > 0; left--) {
      bin += readNumber();
      if (!(bin < BIN_COUNT && Number.isSafeInteger(readNumber()))) return false;
    }
    return true;
  }

  while (at < page.length) {
    const end = readNumber() + at;
    const keyEnd = (page[at++] ?? NaN) + at;
    if (!isSoundKey() || at !== keyEnd || !areSoundSums()) return false;
    for (let kind = 0; kind < TIMES; kind++) if (!areSoundTimes()) return false;
    if (at !== end) return false;
  }
  return true;
}
