import type { Forecast } from '../../shared/model/figures';
import { findDayStart } from '../local-time';
import type { Database } from '../open-database';
import { addDays, findMonthEnd, findMonthStart } from './buckets';
import { queryFigures } from './query-figures';

/** It goes by the whole days of so many weeks. */
const WEEKS = 8;
/** Fewer days say nothing. */
const FEWEST_DAYS = 7;
/** From so many days on each day of the week is taken by itself: three of each, at least. */
const WEEKDAY_DAYS = 21;

/** A day that is past, or a part of one to come: which day of the week, and how much of it. */
interface Day {
  weekday: number;
  part: number;
}

/**
 * What the month of `now` (epoch milliseconds) is likely to come to, in real money. The formula: days of one kind cost `m` on average with a variance `v`,
 * as `n` days of the last weeks show; days are of one kind when they are the same day of the week, or all while there are too few. What is left of the month
 * has `k` days of that kind, of today a part. It will come to the sum of `k m`, with a variance of the sum of `v (k + k² / n)`: days differ, and an average of few is itself
 * uncertain. The range is Student's for 8 of 10, and does not go below what is spent.
 */
export function forecastMonth(database: Database, now: number): Forecast {
  const monthStart = findMonthStart(now);
  const monthEnd = findMonthEnd(now);
  const spent = sumCost(database, monthStart, now + 1);
  const past = readDays(database, findDayStart(now));
  const known = { monthStart, monthEnd, spent, days: past.length };
  if (past.length < FEWEST_DAYS) return { ...known, expected: null, low: null, high: null };
  const { mean, variance, freedom } = extrapolate(past, listDaysLeft(now, monthEnd));
  const reach = studentQuantile90(freedom) * Math.sqrt(variance);
  return {
    ...known,
    expected: Math.round(spent + mean),
    low: Math.round(spent + Math.max(0, mean - reach)),
    high: Math.round(spent + mean + reach),
  };
}

function sumCost(database: Database, from: number, to: number): number {
  return queryFigures(database, { from, to, playMoney: false, groupBy: null, bucket: null, limit: 1 }).total.cost.total;
}

/** The whole days before today, oldest first, from the first that is kept on. A day without requests cost nothing. */
function readDays(database: Database, today: number): { weekday: number; cost: number }[] {
  const { start: first } = database.prepare('SELECT min(start) AS start FROM figure_days').get() as { start: number | null };
  if (first === null) return [];
  const from = Math.max(first, addDays(today, -7 * WEEKS));
  if (from >= today) return [];
  const { groups } = queryFigures(database, { from, to: today, playMoney: false, groupBy: null, bucket: 'day', limit: 1 });
  const costs = new Map(groups[0]?.series.map(({ start, figures }) => [start, figures.cost.total]));
  const days: { weekday: number; cost: number }[] = [];
  for (let day = from; day < today; day = addDays(day, 1)) {
    days.push({ weekday: new Date(day).getDay(), cost: costs.get(day) ?? 0 });
  }
  return days;
}

/** The rest of today, and the days after it. */
function listDaysLeft(now: number, monthEnd: number): Day[] {
  const days: Day[] = [];
  for (let day = findDayStart(now); day < monthEnd; day = addDays(day, 1)) {
    const end = addDays(day, 1);
    days.push({ weekday: new Date(day).getDay(), part: (end - Math.max(day, now)) / (end - day) });
  }
  return days;
}

function extrapolate(past: readonly { weekday: number; cost: number }[], left: readonly Day[]) {
  const byWeekday = past.length >= WEEKDAY_DAYS;
  const kindOf = ({ weekday }: { weekday: number }) => (byWeekday ? weekday : 0);
  let mean = 0;
  let variance = 0;
  const kinds = new Set(past.map(kindOf));
  for (const kind of kinds) {
    const costs = past.filter((day) => kindOf(day) === kind).map(({ cost }) => cost);
    const count = left.filter((day) => kindOf(day) === kind).reduce((sum, { part }) => sum + part, 0);
    const average = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
    const spread = costs.reduce((sum, cost) => sum + (cost - average) ** 2, 0) / (costs.length - 1);
    mean += count * average;
    variance += spread * (count + count ** 2 / costs.length);
  }
  return { mean, variance, freedom: past.length - kinds.size };
}

/**
 * Below it lies nine tenths of Student's distribution, by the expansion of its quantiles around the normal ones (Abramowitz and Stegun, chapter 26); exact to 0.1 % from
 * six degrees of freedom on.
 */
function studentQuantile90(freedom: number): number {
  const z = 1.2815515655446004;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  return z + first / freedom + second / freedom ** 2;
}
