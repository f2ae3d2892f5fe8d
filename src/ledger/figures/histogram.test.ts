import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BIN_COUNT, findBin, readPercentiles } from './histogram';

function count(times: readonly number[]): Float64Array {
  const bins = new Float64Array(BIN_COUNT);
  for (const time of times) bins[findBin(time)]! += 1;
  return bins;
}

/** By nearest rank. */
function exact(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1]!;
}

it('knows percentiles to 3.5 percent, and half a millisecond', () => {
  const anyTime = fc.oneof(fc.nat(50), fc.nat(20_000), fc.nat(172_000_000));
  fc.assert(
    fc.property(fc.array(anyTime, { minLength: 1, maxLength: 300 }), (times) => {
      const found = readPercentiles(count(times));
      expect(found?.count).toBe(times.length);
      for (const [name, share] of [
        ['p50', 0.5],
        ['p90', 0.9],
        ['p95', 0.95],
        ['p99', 0.99],
      ] as const) {
        const truth = exact(times, share);
        expect(Math.abs(found![name] - truth)).toBeLessThanOrEqual(truth * 0.035 + 0.5);
      }
    }),
    { seed: 5 },
  );
});

it('counts what is longer than any bin in the last one', () => {
  expect(findBin(Number.MAX_SAFE_INTEGER)).toBe(BIN_COUNT - 1);
});

it('has no percentiles of nothing', () => {
  expect(readPercentiles(count([]))).toBeNull();
});
