import { findHourStart } from '../../shared/local-time';
import type { Database } from '../open-database';
import { addDays, HOUR_MS } from './buckets';
import { PAGES, readPages, type PageRow } from './page-tables';
import type { Sieve } from './sieve-pages';

/** A span of time, epoch milliseconds; `to` is not in it. */
export interface Hour {
  from: number;
  to: number;
}

/**
 * The hours, newest first, of exchanges that a sieve lets through, among those that began before `before`. Requests that are in flight are in no figures:
 * the hours in which some began are always among them.
 */
export function* findHours(database: Database, sieve: Sieve, before: number): Generator<Hour> {
  const open = findOpenHours(database, before);
  for (const start of findCountedHours(database, sieve, before)) {
    while (open[0] !== undefined && open[0] > start) yield toHour(open.shift()!);
    if (open[0] === start) open.shift();
    yield toHour(start);
  }
  for (const start of open) yield toHour(start);
}

const toHour = (from: number): Hour => ({ from, to: from + HOUR_MS });

function* findCountedHours(database: Database, sieve: Sieve, before: number): Generator<number> {
  const days = database.prepare(`SELECT start, cells FROM ${PAGES[sieve.pages].days} WHERE start < ? ORDER BY start DESC`);
  for (const { start, cells } of days.iterate(before) as Iterable<PageRow>) {
    if (!sieve.mayHold(cells)) continue;
    // The middle of an hour says to which day it belongs.
    const hours = readPages(
      database,
      PAGES[sieve.pages].hours,
      start - HOUR_MS / 2,
      Math.min(before, addDays(start, 1) - HOUR_MS / 2),
    );
    for (const hour of hours.reverse()) if (sieve.mayHold(hour.cells)) yield hour.start;
  }
}

/** Newest first. */
function findOpenHours(database: Database, before: number): number[] {
  const rows = database
    .prepare("SELECT started_at FROM exchanges WHERE outcome = 'in-flight' AND started_at < ? ORDER BY started_at DESC")
    .all(before) as { started_at: number }[];
  return [...new Set(rows.map(({ started_at }) => findHourStart(started_at)))];
}
