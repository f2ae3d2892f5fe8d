import { expect, it } from 'vitest';
import { UNKNOWN_USAGE, type Usage } from '../../shared/model/usage';
import { sumUsage } from './sum-usage';

const usage = (more: Partial<Usage>): Usage => ({ ...UNKNOWN_USAGE, estimated: false, ...more });

it('adds what is known: unknown and 5 are 5, unknown and unknown stay so', () => {
  expect(sumUsage([usage({ input: 5, output: 1 }), null, usage({ output: 2, webSearches: 1 })])).toEqual(
    usage({ input: 5, output: 3, webSearches: 1 }),
  );
  expect(sumUsage([null, null])).toEqual(UNKNOWN_USAGE);
});

it('is estimated if any of it is', () => {
  expect(sumUsage([usage({ estimated: true }), usage({})]).estimated).toBe(true);
  expect(sumUsage([usage({}), usage({})]).estimated).toBe(false);
});

it('has a rate only where the attempts do not differ', () => {
  const rate = (...tiers: Usage['serviceTier'][]) => sumUsage(tiers.map((serviceTier) => usage({ serviceTier }))).serviceTier;
  expect([rate('batch', 'batch'), rate(null, 'flex'), rate('flex', null), rate('batch', 'standard'), rate(null, null)]).toEqual([
    'batch',
    'flex',
    'flex',
    null,
    null,
  ]);
});
