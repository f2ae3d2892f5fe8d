import { expect, it } from 'vitest';
import { findLargest, fitTargets } from './fit-targets';

const target = (id: string, contextWindow?: number) => ({ model: { id, contextWindow } });
const [small, large, unknown] = [target('small', 32_000), target('large', 200_000), target('unknown')];

it('passes over a target whose window cannot hold the input and a little answer, and says why', () => {
  expect(fitTargets([small, large, unknown], 60_000)).toEqual({
    fitting: [large, unknown],
    passedOver: [{ target: small, why: 'its window of 32,000 tokens cannot hold about 60,000' }],
  });
});

it('asks a target that the input may just fit, since an estimate errs', () => {
  expect(fitTargets([small], 34_000).fitting).toEqual([small]);
  expect(fitTargets([small], 34_500).fitting).toEqual([]);
});

it('finds the largest, an unknown window before all', () => {
  expect(findLargest([small, large])).toBe(large);
  expect(findLargest([large, unknown, small])).toBe(unknown);
  expect(findLargest([small])).toBe(small);
});
