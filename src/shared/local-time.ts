import type { BudgetWindow } from './config/budget-config';

/** From `start` on, `end` not in it; epoch milliseconds. */
export interface TimeSpan {
  start: number;
  end: number;
}

const HOUR_MS = 3_600_000;

/** Epoch milliseconds of the local midnight that began the day of `time`. */
export function findDayStart(time: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/**
 * Epoch milliseconds of the start of the local hour that `time` lies in. It goes back by the minutes on the clock instead
 * of building a local time, so that the hour that comes twice when summer time ends stays two hours. Where the clock is set
 * by half an hour, the hour in which that happens is the longer for it.
 */
export function findHourStart(time: number): number {
  let start = time;
  for (let past = pastHour(start); past > 0; past = pastHour(start)) start -= past;
  return start;
}

/**
 * The window of the local wall clock that `time` lies in: an hour, a day from midnight, a week from Monday, a month from its first.
 * One follows the other without a gap, whatever summer time does: a day may then have 23 or 25 hours. Where there is no midnight the day
 * begins with its first moment.
 */
export function findWindow(per: BudgetWindow, time: number): TimeSpan {
  if (per === 'hour') {
    const start = findHourStart(time);
    const end = start + HOUR_MS;
    const past = pastHour(end);
    return { start, end: past === 0 ? end : end + HOUR_MS - past };
  }
  const date = new Date(time);
  const midnight = (month: number, day: number) => new Date(date.getFullYear(), month, day).getTime();
  const month = date.getMonth();
  if (per === 'month') return { start: midnight(month, 1), end: midnight(month + 1, 1) };
  const today = date.getDate();
  if (per === 'day') return { start: midnight(month, today), end: midnight(month, today + 1) };
  const monday = today - ((date.getDay() + 6) % 7);
  return { start: midnight(month, monday), end: midnight(month, monday + 7) };
}

/** How long the local clock has been in its hour, in ms. */
function pastHour(time: number): number {
  const date = new Date(time);
  return date.getMinutes() * 60_000 + date.getSeconds() * 1_000 + date.getMilliseconds();
}
