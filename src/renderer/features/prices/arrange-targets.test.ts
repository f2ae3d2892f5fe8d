import { expect, it } from 'vitest';
import type { PriceCard, TargetPrice } from '../../../shared/model/prices';
import { arrangeTargets } from './arrange-targets';

const card = (source: string, input: number): PriceCard => ({
  source,
  sourceDate: null,
  listedAs: null,
  input,
  output: input * 4,
  cacheRead: null,
  cacheWrite: null,
  cacheWrite1h: null,
  webSearch: null,
  tiers: [],
});
const target = (name: string, more: Partial<TargetPrice> = {}): TargetPrice => ({
  target: name,
  card: null,
  listed: null,
  reported: false,
  playMoney: false,
  own: [],
  requests: 0,
  unpriced: 0,
  ...more,
});

const TARGETS = [
  target('a/cheap', { card: card('genai-prices', 1), requests: 5 }),
  target('b/dear', { card: card('your own', 9), requests: 2 }),
  target('c/unknown', { requests: 3, unpriced: 3 }),
  target('d/simulated', { reported: true, playMoney: true, requests: 9 }),
];
const names = (filter: string, order: Parameters<typeof arrangeTargets>[2]) =>
  arrangeTargets(TARGETS, filter, order).map(({ target: name }) => name);

it('begins with what has no price, and with the dearest or the busiest where that is asked', () => {
  expect(names('', 'unpriced')).toEqual(['c/unknown', 'd/simulated', 'a/cheap', 'b/dear']);
  expect(names('', 'input')).toEqual(['b/dear', 'a/cheap', 'c/unknown', 'd/simulated']);
  expect(names('', 'requests')[0]).toBe('d/simulated');
  expect(names('', 'name')[0]).toBe('a/cheap');
});

it('finds by all words, in the name or the source', () => {
  expect(names('B/ own', 'name')).toEqual(['b/dear']);
  expect(names('unpriced', 'name')).toEqual(['c/unknown', 'd/simulated']);
  expect(names('nothing', 'name')).toEqual([]);
});
