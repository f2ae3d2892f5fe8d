import { expect, it } from 'vitest';
import type { BudgetState } from '../../../shared/model/budget';
import { describeRange, describeWait, findStanding } from './forecast-words';

const DOLLAR = 1_000_000_000;

function budget(name: string, dollars: number, fields: Partial<BudgetState> = {}): BudgetState {
  return {
    name,
    scope: {},
    per: 'month',
    windowStart: 0,
    windowEnd: 1,
    limit: dollars * DOLLAR,
    spent: 0,
    reserved: 0,
    unpriced: 0,
    reached: null,
    complete: true,
    ...fields,
  };
}

it('gives the range in dollars, and none before there is a forecast', () => {
  expect(describeRange({ low: 88 * DOLLAR, high: 1_107.456 * DOLLAR })).toBe('88.00 – 1,107.46 in 8 of 10 cases');
  expect(describeRange({ low: null, high: null })).toBeNull();
});

it.each([
  [96, '$24.00 under', false],
  [120, '$0.00 under', false],
  [132.5, '$12.50 over', true],
])('says how far %d dollars are from the budget of the month', (dollars, by, isOver) => {
  expect(findStanding(dollars * DOLLAR, [budget('Monthly', 120)])).toEqual({ by, budget: 'the budget Monthly', isOver });
});

it('goes by the lowest budget of a month that counts all requests', () => {
  const others = [
    budget('Daily', 1, { per: 'day' }),
    budget('Of one provider', 2, { scope: { provider: 'openrouter' } }),
    budget('Roomy', 500),
  ];
  expect(findStanding(96 * DOLLAR, [...others, budget('Tight', 100)])).toMatchObject({
    by: '$4.00 under',
    budget: 'the budget Tight',
  });
  expect(findStanding(96 * DOLLAR, others.slice(0, 2))).toBeNull();
});

it('says how many days a forecast still needs', () => {
  expect(describeWait(0)).toBe('after 7 days of requests');
  expect(describeWait(3)).toBe('after 7 days of requests, 3 so far');
});
