import type { Forecast } from '../../shared/model/figures';
import { findDayStart } from '../../shared/local-time';
import { FEWEST_FORECAST_DAYS } from '../../shared/model/forecast-days';
import type { Database } from '../open-database';
import { addDays, findMonthEnd, findMonthStart } from './buckets';
import { extrapolate, type DayLeft, type PastDay } from './extrapolate';
import { queryFigures } from './query-figures';

/** It goes by the whole days of so many weeks. */
const WEEKS = 8;

/**
 * What the month of `now` (epoch milliseconds) is likely to come to, in real money: what it has, and what the rest of it adds if that is as the whole days of
 * the last weeks were.
 */
export function forecastMonth(database: Database, now: number): Forecast {
  const monthStart = findMonthStart(now);
  const monthEnd = findMonthEnd(now);
  const spent = sumCost(database, monthStart, now + 1);
  const past = readDays(database, findDayStart(now));
  const known = { monthStart, monthEnd, spent, days: past.length };
  if (past.length < FEWEST_FORECAST_DAYS) return { ...known, expected: null, low: null, high: null };
  const rest = extrapolate(past, listDaysLeft(now, monthEnd));
  return {
    ...known,
    expected: Math.round(spent + rest.expected),
    low: Math.round(spent + rest.low),
    high: Math.round(spent + rest.high),
  };
}

function sumCost(database: Database, from: number, to: number): number {
  return queryFigures(database, { from, to, playMoney: false, groupBy: null, bucket: null, limit: 1 }).total.cost.total;
}

/** The whole days before today, oldest first, from the first that is kept on. A day without requests cost nothing. */
function readDays(database: Database, today: number): PastDay[] {
  const { start: first } = database.prepare('SELECT min(start) AS start FROM figure_days').get() as { start: number | null };
  if (first === null) return [];
  const from = Math.max(first, addDays(today, -7 * WEEKS));
  if (from >= today) return [];
  const { groups } = queryFigures(database, { from, to: today, playMoney: false, groupBy: null, bucket: 'day', limit: 1 });
  const costs = new Map(groups[0]?.series.map(({ start, figures }) => [start, figures.cost.total]));
  const days: PastDay[] = [];
  for (let day = from; day < today; day = addDays(day, 1)) {
    days.push({ weekday: new Date(day).getDay(), cost: costs.get(day) ?? 0 });
  }
  return days;
}

/** The rest of today, and the days after it. */
function listDaysLeft(now: number, monthEnd: number): DayLeft[] {
  const days: DayLeft[] = [];
  for (let day = findDayStart(now); day < monthEnd; day = addDays(day, 1)) {
    const end = addDays(day, 1);
    days.push({ weekday: new Date(day).getDay(), part: (end - Math.max(day, now)) / (end - day) });
  }
  return days;
}
