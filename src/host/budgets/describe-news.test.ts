import { expect, it } from 'vitest';
import type { BudgetNews, BudgetState } from '../../shared/model/budget';
import { describeBudgetNews } from './describe-news';

const DOLLAR = 1_000_000_000;

function news(more: Partial<BudgetNews>, state: Partial<BudgetState> = {}): BudgetNews {
  const windowEnd = new Date(2026, 5, 17).getTime();
  return {
    ...{ kind: 'reached', at: 80, then: 'notify', ...more },
    state: {
      ...{ name: 'Daily', scope: {}, per: 'day', windowStart: 0, windowEnd, limit: 5 * DOLLAR, spent: 4.02 * DOLLAR },
      ...{ reserved: 0, unpriced: 0, reached: null, complete: true, ...state },
    },
  };
}

it.each<[BudgetNews, string]>([
  [news({}), 'The budget Daily has reached 80 %: $4.02 of $5.00. It starts anew on Wednesday at 00:00.'],
  [
    news({ at: 100, then: 'block' }, { spent: 5.5 * DOLLAR, per: 'hour', windowEnd: new Date(2026, 5, 12, 15).getTime() }),
    'The budget Daily is used up: $5.50 of $5.00. It starts anew at 15:00.',
  ],
  [
    news({ then: 'next-target' }, { per: 'month', windowEnd: new Date(2026, 6, 1).getTime() }),
    'The budget Daily has reached 80 %: $4.02 of $5.00. It starts anew on 1 July at 00:00.',
  ],
  [
    news({ kind: 'refused', at: 100, then: 'block' }, { reserved: 0.5 * DOLLAR }),
    'The budget Daily has refused a request: $4.02 of $5.00 spent and $0.50 set aside, too little left for it. It starts anew on Wednesday at 00:00.',
  ],
])('tells how a budget stands, and when it starts anew (%#)', (one, message) => {
  expect(describeBudgetNews(one).message).toBe(message);
});

it('says what follows from a step that does more than tell', () => {
  expect(describeBudgetNews(news({})).hint).toBeUndefined();
  expect(describeBudgetNews(news({ then: 'next-target' }))).toMatchObject({
    level: 'info',
    hint: expect.stringContaining('passed over') as string,
  });
  expect(describeBudgetNews(news({ then: 'block' }))).toMatchObject({
    level: 'warn',
    hint: expect.stringContaining('is refused from here on') as string,
  });
});
