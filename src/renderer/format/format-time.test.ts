import { expect, it } from 'vitest';
import { endOfDay, formatClock, formatDate, formatDay, formatSince, startOfDay } from './format-time';

const noon = new Date(2025, 10, 12, 12, 5, 9).getTime();

it('shows the local time of day in 24 hours', () => {
  expect(formatClock(noon)).toBe('12:05:09');
  expect(formatClock(startOfDay(noon))).toBe('00:00:00');
});

it('names today and yesterday, and dates the days before', () => {
  expect(formatDay(noon, noon + 1000)).toBe('Today');
  expect(formatDay(noon, endOfDay(noon))).toBe('Yesterday');
  expect(formatDay(noon, new Date(2025, 10, 20).getTime())).toBe('Wednesday 12 November');
});

it('leaves the date out of a moment of today', () => {
  expect(formatSince(noon, noon + 60_000)).toBe('12:05');
  expect(formatSince(noon, endOfDay(noon))).toBe('12 Nov, 12:05');
});

it('ends a day at the next local midnight', () => {
  expect(endOfDay(noon)).toBe(new Date(2025, 10, 13).getTime());
  expect(startOfDay(endOfDay(noon) - 1)).toBe(startOfDay(noon));
});

it('writes a price date in words and passes anything else on', () => {
  expect(formatDate('2025-11-12')).toBe('12 Nov 2025');
  expect(formatDate('now')).toBe('now');
});
