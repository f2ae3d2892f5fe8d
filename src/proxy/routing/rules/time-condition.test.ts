import { afterEach, describe, expect, it, vi } from 'vitest';
import { Conditions } from '../../../shared/config/rule-conditions';
import type { Subject } from './subject';
import { compileTime } from './time-condition';

/** `time` as a clock on the wall in the time zone shows it. */
function holds(conditions: object, time: string): boolean | null | undefined {
  return compileTime(Conditions.parse(conditions))?.holds({ now: new Date(time) } as Subject);
}

/** Of one day's minutes, as UTC, those at which the condition holds. */
function countMinutes(conditions: object, fromUtc: string, hours: number): number {
  const condition = compileTime(Conditions.parse(conditions));
  const from = Date.parse(fromUtc);
  const minutes = Array.from({ length: hours * 60 }, (_, minute) => new Date(from + minute * 60_000));
  return minutes.filter((now) => condition?.holds({ now } as Subject)).length;
}

afterEach(() => vi.unstubAllEnvs());

describe('a range of time', () => {
  it('has its first minute, and not its last', () => {
    const office = { time: '9:00-17:30' };
    const at = (clock: string) => holds(office, `2026-11-24T${clock}`);
    expect([at('08:59:59'), at('09:00:00'), at('17:29:59'), at('17:30:00')]).toEqual([false, true, true, false]);
  });

  it('may go over midnight, or end at it', () => {
    const night = { time: '22:00-06:00' };
    const at = (clock: string) => holds(night, `2026-11-24T${clock}`);
    expect([at('21:59'), at('22:00'), at('23:59'), at('00:00'), at('05:59'), at('06:00')]).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect([holds({ time: '22:00-24:00' }, '2026-11-24T23:59'), holds({ time: '22:00-24:00' }, '2026-11-25T00:00')]).toEqual([
      true,
      false,
    ]);
  });

  it('over midnight is of the day on which it began', () => {
    const fridayNight = { time: '22:00-06:00', days: 'fri' };
    expect(holds(fridayNight, '2026-11-27T23:00')).toBe(true);
    expect(holds(fridayNight, '2026-11-28T05:00')).toBe(true);
    expect(holds(fridayNight, '2026-11-27T05:00')).toBe(false);
    expect(holds(fridayNight, '2026-11-28T23:00')).toBe(false);
    const sundayNight = { time: '22:00-06:00', days: ['sun'] };
    expect(holds(sundayNight, '2026-11-30T01:00')).toBe(true);
    expect(holds(sundayNight, '2026-11-29T01:00')).toBe(false);
  });
});

describe('days alone', () => {
  it('are whole', () => {
    const weekend = { days: ['sat', 'sun'] };
    expect(holds(weekend, '2026-11-27T23:59:59')).toBe(false);
    expect(holds(weekend, '2026-11-28T00:00:00')).toBe(true);
    expect(holds(weekend, '2026-11-29T23:59:59')).toBe(true);
    expect(holds(weekend, '2026-11-30T00:00:00')).toBe(false);
  });
});

describe('when clocks are changed', () => {
  it('an hour that is left out never comes, and a night has one less', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    expect(countMinutes({ time: '02:00-03:00' }, '2026-03-28T23:00Z', 23)).toBe(0);
    expect(countMinutes({ time: '22:00-06:00', days: 'sat' }, '2026-03-28T12:00Z', 24)).toBe(7 * 60);
  });

  it('an hour that is repeated comes twice, and a night has one more', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    expect(countMinutes({ time: '02:00-03:00' }, '2026-10-24T22:00Z', 25)).toBe(2 * 60);
    expect(countMinutes({ time: '22:00-06:00', days: 'sat' }, '2026-10-24T12:00Z', 24)).toBe(9 * 60);
  });

  it('at midnight, the day that begins late is whole all the same', () => {
    vi.stubEnv('TZ', 'America/Santiago');
    expect(countMinutes({ days: 'sun' }, '2026-09-05T12:00Z', 48)).toBe(23 * 60);
  });
});
