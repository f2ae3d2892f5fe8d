import type { FiguresBucket } from '../../shared/model/figures';
import { findDayStart } from '../../shared/local-time';

export const HOUR_MS = 3_600_000;

/** Epoch milliseconds of the local midnight so many days after the one that began the day of `time`. */
export function addDays(time: number, days: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/**
 * The start of the day that an hour belongs to, by the hour's start. The middle of the hour decides, which is the same thing but for hours that were
 * written in a time zone that is off by a part of an hour from the one of now.
 */
export function findDayOfHour(hourStart: number): number {
  return findDayStart(hourStart + HOUR_MS / 2);
}

/** The local Monday, at midnight, that began the week of `time`. */
export function findWeekStart(time: number): number {
  return addDays(time, -((new Date(time).getDay() + 6) % 7));
}

export function findMonthStart(time: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), 1).getTime();
}

/** The start of the month after the one of `time`. */
export function findMonthEnd(time: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth() + 1, 1).getTime();
}

/** The start of the bucket in which an hour lies. A day, by its first hour, lies in the same one. */
export function findBucketStart(bucket: FiguresBucket, hourStart: number): number {
  if (bucket === 'hour') return hourStart;
  const day = findDayOfHour(hourStart);
  switch (bucket) {
    case 'day':
      return day;
    case 'week':
      return findWeekStart(day);
    case 'month':
      return findMonthStart(day);
  }
}
