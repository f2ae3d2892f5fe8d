import { expect, it } from 'vitest';
import { FAILURE_POLICY } from './failure-policy';
import { planRetry } from './plan-retry';

const plan = (more: Partial<Parameters<typeof planRetry>[0]>) =>
  planRetry({ retries: 0, retryAfterMs: null, now: 0, deadline: 340_000, random: 0, ...more }, FAILURE_POLICY);

it('waits twice as long each time, half of it left to chance', () => {
  expect([plan({}), plan({ random: 0.999 })]).toEqual([250, 500]);
  expect([plan({ retries: 1 }), plan({ retries: 1, random: 0.999 })]).toEqual([500, 1000]);
});

it('ends after two retries', () => {
  expect(plan({ retries: 2 })).toBeNull();
});

it('waits at least as long as the upstream asks', () => {
  expect(plan({ retryAfterMs: 3000 })).toBe(3000);
  expect(plan({ retryAfterMs: 3000, random: 0.5 })).toBe(3125);
  expect(plan({ retryAfterMs: 0 })).toBe(250);
});

it('takes a long wait for no retry', () => {
  expect(plan({ retryAfterMs: 10_000 })).toBe(10_000);
  expect(plan({ retryAfterMs: 10_001 })).toBeNull();
});

it('takes a wait past the deadline for no retry', () => {
  expect(plan({ now: 339_700 })).toBe(250);
  expect(plan({ now: 339_750 })).toBeNull();
});
