import { afterEach, expect, it, vi } from 'vitest';
import { findWindow } from './local-time';

afterEach(() => {
  vi.unstubAllEnvs();
});

const HOUR = 3_600_000;
const WINDOWS = ['hour', 'day', 'week', 'month'] as const;

function at(text: string): number {
  return new Date(text).getTime();
}

it.each([
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Havana',
])('has each moment of a year in one window, and one follows the other, in %s', (name) => {
  vi.stubEnv('TZ', name);
  const end = Date.UTC(2027, 0, 3);
  for (const per of WINDOWS) {
    let { start: next } = findWindow(per, Date.UTC(2026, 0, 1, 12));
    for (let count = 0; next < end; count += 1) {
      const window = findWindow(per, next);
      expect(window.start, `${per} ${count} at ${new Date(next).toISOString()}`).toBe(next);
      expect(findWindow(per, window.end - 1), `${per} before ${new Date(window.end).toISOString()}`).toEqual(window);
      expect(findWindow(per, (window.start + window.end) / 2)).toEqual(window);
      next = window.end;
    }
  }
});

it('gives the days on which the clock is set 23 and 25 hours, and the hour that comes twice two windows', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  const length = (per: (typeof WINDOWS)[number], time: number) => {
    const { start, end } = findWindow(per, time);
    return (end - start) / HOUR;
  };
  expect(length('day', at('2026-03-29T12:00:00Z'))).toBe(23);
  expect(length('day', at('2026-10-25T12:00:00Z'))).toBe(25);
  expect(length('week', at('2026-10-25T12:00:00Z'))).toBe(169);
  expect(findWindow('hour', at('2026-10-25T00:30:00Z')).end).toBe(findWindow('hour', at('2026-10-25T01:30:00Z')).start);
});

it('begins a day that has no midnight with its first moment', () => {
  vi.stubEnv('TZ', 'America/Santiago');
  const { start, end } = findWindow('day', at('2026-09-06T15:00:00Z'));
  expect(new Date(start).toISOString()).toBe('2026-09-06T04:00:00.000Z');
  expect((end - start) / HOUR).toBe(23);
});

it('begins a week on Monday, over the end of a year too, and a month on its first', () => {
  vi.stubEnv('TZ', 'America/New_York');
  expect(findWindow('week', at('2027-01-01T12:00:00Z'))).toEqual({
    start: at('2026-12-28T05:00:00Z'),
    end: at('2027-01-04T05:00:00Z'),
  });
  expect(findWindow('week', at('2026-12-27T12:00:00Z')).end).toBe(at('2026-12-28T05:00:00Z'));
  expect(findWindow('month', at('2026-12-31T12:00:00Z'))).toEqual({
    start: at('2026-12-01T05:00:00Z'),
    end: at('2027-01-01T05:00:00Z'),
  });
});

it('takes the windows of the zone in which the machine is now', () => {
  const time = at('2026-06-12T02:00:00Z');
  vi.stubEnv('TZ', 'Asia/Tokyo');
  expect(findWindow('day', time).start).toBe(at('2026-06-11T15:00:00Z'));
  vi.stubEnv('TZ', 'America/Los_Angeles');
  expect(findWindow('day', time).start).toBe(at('2026-06-11T07:00:00Z'));
});

it('makes the hour in which the clock is set by half an hour an hour and a half', () => {
  vi.stubEnv('TZ', 'Australia/Lord_Howe');
  const { start, end } = findWindow('hour', at('2026-04-04T15:10:00Z'));
  expect((end - start) / HOUR).toBe(1.5);
});
