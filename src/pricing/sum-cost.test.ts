import { expect, it } from 'vitest';
import { UNKNOWN_COST, type Cost } from '../shared/model/money';
import { sumCost } from './sum-cost';

const cost = (more: Partial<Cost>): Cost => ({ ...UNKNOWN_COST, ...more });

it('adds the costs of attempts, and names the source of the last', () => {
  const first = cost({ total: 5, input: 3, output: 2, source: 'genai-prices', sourceDate: '2026-09-23' });
  const last = cost({ total: 7, source: 'provider', sourceDate: '2026-11-24' });
  expect(sumCost([first, null, last])).toEqual({ ...last, total: 12, input: 3, output: 2 });
  expect(sumCost([first])).toEqual(first);
  expect(sumCost([null])).toEqual(UNKNOWN_COST);
});

it('leaves the total unknown where the answer is unpriced, and passes over an unpriced attempt before it', () => {
  expect(sumCost([cost({ total: 5 }), cost({ total: null })]).total).toBeNull();
  expect(sumCost([cost({ total: null }), cost({ total: 5 })]).total).toBe(5);
});

it('never adds play money to real money', () => {
  const play = cost({ total: 100, playMoney: true });
  expect(sumCost([cost({ total: 5 }), play])).toEqual(cost({ total: 5 }));
  expect(sumCost([play, cost({ total: 5 })])).toEqual(cost({ total: 5 }));
  expect(sumCost([play, play])).toEqual(cost({ total: 200, playMoney: true }));
});
