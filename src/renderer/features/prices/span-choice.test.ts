import { expect, it } from 'vitest';
import { readSpan } from './span-choice';

const NOW = new Date(2026, 10, 23, 14, 30).getTime();
const NO_DAYS = { first: '', last: '' };
const day = (year: number, month: number, date: number) => new Date(year, month - 1, date).getTime();

it('begins at local midnight and has no end', () => {
  expect(readSpan('today', NO_DAYS, NOW)).toEqual({ from: day(2026, 11, 23), to: null });
  expect(readSpan('month', NO_DAYS, NOW)).toEqual({ from: day(2026, 11, 1), to: null });
  expect(readSpan('30-days', NO_DAYS, NOW)).toEqual({ from: day(2026, 10, 25), to: null });
  expect(readSpan('all', NO_DAYS, NOW)).toEqual({ from: null, to: null });
});

it('has both its days whole, and may be open at an end', () => {
  expect(readSpan('custom', { first: '2026-10-25', last: '2026-10-25' }, NOW)).toEqual({
    from: day(2026, 10, 25),
    to: day(2026, 10, 26),
  });
  expect(readSpan('custom', { first: '2026-11-01', last: '' }, NOW)).toEqual({ from: day(2026, 11, 1), to: null });
});

it('is none where a day is none, or the last lies before the first', () => {
  expect(readSpan('custom', { first: '2026-02-30', last: '' }, NOW)).toBeNull();
  expect(readSpan('custom', { first: '2026-11-02', last: '2026-11-01' }, NOW)).toBeNull();
});
