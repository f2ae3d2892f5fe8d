import type { Percentiles } from '../../shared/model/figures';

/** Each bin is so many times as wide as the one before: a time is known to half of that, 3.5 %. */
const GROWTH = 1.07;
const LOG_GROWTH = Math.log(GROWTH);

/** The last bin begins at some two days. */
export const BIN_COUNT = 282;

/** The bin of a time in whole milliseconds; what took none has one of its own. */
export function findBin(ms: number): number {
  if (ms < 1) return 0;
  return Math.min(BIN_COUNT - 1, 1 + Math.floor(Math.log(ms) / LOG_GROWTH));
}

/** The middle of a bin, by ratio. */
function readBin(bin: number): number {
  return bin === 0 ? 0 : Math.round(GROWTH ** (bin - 0.5));
}

/** Percentiles by nearest rank of the times counted by bin; null where there are none. They are 3.5 % exact, and half a millisecond. */
export function readPercentiles(bins: Float64Array): Percentiles | null {
  const count = bins.reduce((sum, each) => sum + each, 0);
  if (count <= 0) return null;
  const find = (share: number) => {
    let left = Math.ceil(count * share);
    return readBin(bins.findIndex((each) => (left -= each) <= 0));
  };
  return { count, p50: find(0.5), p90: find(0.9), p95: find(0.95), p99: find(0.99) };
}
