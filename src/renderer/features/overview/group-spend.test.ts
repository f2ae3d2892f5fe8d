import { afterEach, expect, it, vi } from 'vitest';
import type { DaySpend, SpendBucket } from '../../../shared/model/spend';
import { groupSpend } from './group-spend';

afterEach(() => {
  vi.unstubAllEnvs();
});

function dayOf(dayStart: number, buckets: SpendBucket[]): DaySpend {
  return { dayStart, total: 0, requests: 0, failed: 0, unpriced: 0, buckets, routes: [] };
}

it('makes a bar of every hour and stacks the routes in their fixed order', () => {
  const dayStart = new Date(2025, 10, 12).getTime();
  const nine = dayStart + 9 * 3_600_000;
  const { hours, routes } = groupSpend(
    dayOf(dayStart, [
      { hourStart: nine, route: 'background', cost: 5, requests: 1 },
      { hourStart: nine, route: 'default', cost: 7, requests: 2 },
      { hourStart: nine, route: 'default', cost: 1, requests: 1 },
      { hourStart: nine, route: null, cost: 3, requests: 1 },
    ]),
  );
  expect(hours).toHaveLength(24);
  expect(hours[9]).toEqual({ hourStart: nine, byRoute: { background: 5, default: 8, none: 3 } });
  expect(routes).toEqual(['default', 'background', 'none']);
});

it('leaves a route that cost nothing out of the stack', () => {
  const dayStart = new Date(2025, 10, 12).getTime();
  expect(groupSpend(dayOf(dayStart, [{ hourStart: dayStart, route: 'think', cost: 0, requests: 4 }])).routes).toEqual([]);
});

it('gives the day on which the clocks go forward 23 hours, and the one on which they go back 25', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  const spring = new Date(2025, 2, 30).getTime();
  const autumn = new Date(2025, 9, 26).getTime();
  expect(groupSpend(dayOf(spring, [])).hours).toHaveLength(23);
  const last = autumn + 24 * 3_600_000;
  const { hours } = groupSpend(dayOf(autumn, [{ hourStart: last, route: 'default', cost: 2, requests: 1 }]));
  expect(hours).toHaveLength(25);
  expect(hours[24]?.byRoute).toEqual({ default: 2 });
});
