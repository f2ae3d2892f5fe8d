import type { ExchangeFilter } from '../shared/model/exchange-filter';
import type { Exchange } from '../shared/model/exchange';
import type { ExchangeCount } from '../shared/model/figures';
import type { ExchangeRow } from './exchange-row';
import { findHours, type Hour } from './figures/find-hours';
import { createSieve } from './figures/sieve-pages';
import { toFilterSql } from './filter-exchanges';
import type { Database } from './open-database';
import { withAttempts } from './read-exchanges';

export interface ExchangeQuery {
  /** startedAt of the last row of the page before, epoch milliseconds; null for the newest page. */
  before: number | null;
  limit: number;
  filter?: ExchangeFilter | undefined;
}

/** Rows that are looked at as they come, before the figures are asked where there may be more. What is common is found among them. */
const NEWEST_ROWS = 1_000;
/** Rows that a count looks at before it asks for the time. */
const COUNT_STEP = 10_000;

/**
 * A page of exchanges, newest first. Rows of the same millisecond are never parted: the page grows past `limit` by
 * those that began together with its last row, since the next page starts strictly before that time.
 */
export function listExchanges(
  database: Database,
  { before, limit, filter = {} }: ExchangeQuery,
  newestRows = NEWEST_ROWS,
): Exchange[] {
  const { condition, values } = toFilterSql(filter);
  // Words are few where they are: they are looked up, and not every row of the span.
  const time = filter.text === undefined ? 'started_at' : '+started_at';
  const inSpan = `${time} >= :spanFrom AND ${time} < :spanTo AND ${condition}`;
  const page = database.prepare(`SELECT * FROM exchanges WHERE ${inSpan} ORDER BY started_at DESC LIMIT :limit`);
  const rows: ExchangeRow[] = [];
  for (const { from, to } of findSpans(database, filter, before, newestRows)) {
    const found = page.all({ ...values, spanFrom: from, spanTo: to, limit: limit - rows.length }) as ExchangeRow[];
    rows.push(...found);
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) continue;
    while (rows.at(-1)?.started_at === last.started_at) rows.pop();
    const together = { ...values, spanFrom: last.started_at, spanTo: last.started_at + 1, limit: -1 };
    rows.push(...(page.all(together) as ExchangeRow[]));
    break;
  }
  return withAttempts(
    database,
    rows.sort((a, b) => b.started_at - a.started_at || (a.id < b.id ? 1 : -1)),
  );
}

/** How many exchanges fit a filter: as many of them, the newest ones, as can be counted in about so many milliseconds. */
export function countExchanges(database: Database, filter: ExchangeFilter, withinMs: number): ExchangeCount {
  const { condition, values } = toFilterSql(filter);
  const inSpan = database.prepare(
    `SELECT count(*) AS count FROM exchanges WHERE started_at >= :spanFrom AND started_at < :spanTo AND ${condition}`,
  );
  const begun = performance.now();
  let count = 0;
  for (const span of findSpans(database, filter, null, 0)) {
    for (const { from, to } of splitSpan(database, span)) {
      if (performance.now() - begun > withinMs) return { count, complete: false };
      count += (inSpan.get({ ...values, spanFrom: from, spanTo: to }) as { count: number }).count;
    }
  }
  return { count, complete: true };
}

/**
 * Spans, newest first, in which all lie that may fit: that of the newest rows, and then the hours in which the figures know of any; or all time, where
 * the figures know nothing of what is asked.
 */
function* findSpans(database: Database, filter: ExchangeFilter, before: number | null, newestRows: number): Generator<Hour> {
  const start = filter.from ?? Number.MIN_SAFE_INTEGER;
  const all = { from: start, to: Math.min(before ?? Number.MAX_SAFE_INTEGER, filter.to ?? Number.MAX_SAFE_INTEGER) };
  const sieve = createSieve(database, filter);
  if (sieve === null) return yield all;
  const newest = { from: findFirst(database, all, newestRows) ?? start, to: all.to };
  yield newest;
  let end = newest.from;
  for (const { from, to } of findHours(database, sieve, end)) {
    if (to <= start) return;
    yield { from: Math.max(start, from), to: Math.min(end, to) };
    // Hours written in time zones that are off by a part of an hour overlap.
    end = from;
  }
}

/** A span as several, newest first, of so many rows each. */
function* splitSpan(database: Database, { from, to }: Hour): Generator<Hour> {
  for (let end = to; ;) {
    const first = findFirst(database, { from, to: end }, COUNT_STEP);
    yield { from: first ?? from, to: end };
    if (first === null) return;
    end = first;
  }
}

/** When the first of the newest rows of a span began; null where it has no more than so many. */
function findFirst(database: Database, { from, to }: Hour, rows: number): number | null {
  const row = database
    .prepare(
      'SELECT started_at FROM exchanges WHERE started_at >= ? AND started_at < ? ORDER BY started_at DESC LIMIT 1 OFFSET ?',
    )
    .get(from, to, rows) as { started_at: number } | undefined;
  return row?.started_at ?? null;
}
