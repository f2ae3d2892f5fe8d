import { expect, it } from 'vitest';
import { UNKNOWN_COST } from '../../../shared/model/money';
import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import { makeExchange } from '../../testing/make-exchange';
import { computeTodayFigures } from './today-figures';

const midnight = 1000;

it('takes the median of the first tokens of one kind of money, today only', () => {
  const rows = [
    makeExchange({ startedAt: 5000, firstTokenMs: 900 }),
    makeExchange({ startedAt: 4000, firstTokenMs: 300 }),
    makeExchange({ startedAt: 3000, firstTokenMs: null }),
    makeExchange({ startedAt: 3000, firstTokenMs: 1, cost: { ...UNKNOWN_COST, playMoney: true } }),
    makeExchange({ startedAt: 10, firstTokenMs: 1 }),
  ];
  expect(computeTodayFigures(rows, midnight, 'real').firstToken).toEqual({ ms: 600, requests: 2 });
  expect(computeTodayFigures(rows, midnight, 'play').firstToken).toEqual({ ms: 1, requests: 1 });
  expect(computeTodayFigures([], midnight, 'real').firstToken).toBeNull();
});

it('leaves rows whose cache use is unknown out of the share', () => {
  const usage = { ...UNKNOWN_USAGE, input: 100, cacheRead: 800, cacheWrite: 100 };
  const rows = [makeExchange({ startedAt: 2000, usage }), makeExchange({ startedAt: 2000, usage: UNKNOWN_USAGE })];
  expect(computeTodayFigures(rows, midnight, 'real').cacheRead).toEqual({ share: 0.8, input: 1000 });
});
