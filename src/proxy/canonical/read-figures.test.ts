import { expect, it } from 'vitest';
import { createFigureReader, readServiceTier } from './read-figures';

it('takes counts as they are, and absent ones as unknown', () => {
  const figures = createFigureReader();
  expect([figures.count('input', 7), figures.count('output', 0)]).toEqual([7, 0]);
  expect([figures.count('input', null), figures.count('input', undefined), figures.dollars(undefined)]).toEqual([
    null,
    null,
    null,
  ]);
  expect(figures.report({ input: 7 })).toMatchObject({ usage: { input: 7, output: null, estimated: false }, reportedCost: null });
  expect(figures.report({})).not.toHaveProperty('faults');
});

it.each([
  [-5, -5, 0],
  [12.5, 12.5, 13],
  ['12', null, null],
  [Infinity, null, null],
  [NaN, null, null],
  [{ tokens: 1 }, null, null],
])('makes of the count %s something that can be counted, and says so', (value, reported, counted) => {
  const figures = createFigureReader();
  expect(figures.count('output', value)).toBe(counted);
  expect(figures.report({}).faults).toEqual([{ figure: 'output', reported, counted }]);
});

it('lets a part be no more than its whole', () => {
  const figures = createFigureReader();
  expect([figures.part('cacheRead', 80, 100), figures.part('cacheRead', 180, 100), figures.part('cacheRead', 180, null)]).toEqual(
    [80, 100, 180],
  );
  expect(figures.report({}).faults).toEqual([{ figure: 'cacheRead', reported: 180, counted: 100 }]);
});

it.each([
  [-0.01, -0.01],
  ['0.1', null],
  [Infinity, null],
])('takes no cost of %s', (value, reported) => {
  const figures = createFigureReader();
  expect(figures.dollars(value)).toBeNull();
  expect(figures.report({}).faults).toEqual([{ figure: 'cost', reported, counted: null }]);
});

it('knows the rates by the words of each API', () => {
  const words = ['standard', 'default', 'ON_DEMAND', 'batch', 'flex', 'ON_DEMAND_FLEX', 'priority', 'auto', 'scale', null, 7];
  expect(words.map(readServiceTier)).toEqual([
    'standard',
    'standard',
    'standard',
    'batch',
    'flex',
    'flex',
    'priority',
    null,
    null,
    null,
    null,
  ]);
});
