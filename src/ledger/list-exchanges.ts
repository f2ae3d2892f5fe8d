import type { ExchangeFilter } from '../shared/model/exchange-filter';
import type { Exchange } from '../shared/model/exchange';
import type { ExchangeCount } from '../shared/model/figures';
import type { ExchangeRow } from './exchange-row';
import { findHours, type Hour } from './figures/find-hours';
import { createSieve } from './figures/sieve-pages';
import { toFilterSql } from './filter-exchanges';
import type { Database } from './open-database';
import { withAttempts } from './read-exchanges';
import { toWordQuery } from './search-words';

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

/** Sets of bodies that are searched at first, and at the most, before it is looked whether the page is full. */
const FIRST_SETS = 500;
const MOST_SETS = 20_000;

/** `sets`: where bodies are asked for, those of the span lie between these. */
interface Span extends Hour {
  sets?: { firstSet: number; lastSet: number };
}

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
  const time = timeColumn(filter);
  const inSpan = `${time} >= :spanFrom AND ${time} < :spanTo AND ${condition}`;
  const page = database.prepare(`SELECT * FROM exchanges WHERE ${inSpan} ORDER BY started_at DESC LIMIT :limit`);
  const rows: ExchangeRow[] = [];
  for (const { from, to, sets } of findSpans(database, filter, before, newestRows)) {
    const found = page.all({ ...values, ...sets, spanFrom: from, spanTo: to, limit: limit - rows.length }) as ExchangeRow[];
    rows.push(...found);
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) continue;
    while (rows.at(-1)?.started_at === last.started_at) rows.pop();
    const together = { ...values, ...sets, spanFrom: last.started_at, spanTo: last.started_at + 1, limit: -1 };
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
    `SELECT count(*) AS count FROM exchanges WHERE ${timeColumn(filter)} >= :spanFrom AND ${timeColumn(filter)} < :spanTo AND ${condition}`,
  );
  const begun = performance.now();
  let count = 0;
  for (const span of findSpans(database, filter, null, 0)) {
    for (const { from, to } of span.sets === undefined ? splitSpan(database, span) : [span]) {
      if (performance.now() - begun > withinMs) return { count, complete: false };
      count += (inSpan.get({ ...values, ...span.sets, spanFrom: from, spanTo: to }) as { count: number }).count;
    }
  }
  return { count, complete: true };
}

/**
 * Spans, newest first, in which all lie that may fit: that of the newest rows, and then the hours in which the figures know of any; or all time, where
 * the figures know nothing of what is asked.
 */
function* findSpans(database: Database, filter: ExchangeFilter, before: number | null, newestRows: number): Generator<Span> {
  const start = filter.from ?? Number.MIN_SAFE_INTEGER;
  const all = { from: start, to: Math.min(before ?? Number.MAX_SAFE_INTEGER, filter.to ?? Number.MAX_SAFE_INTEGER) };
  if (filter.text !== undefined) {
    if (toWordQuery(filter.text) !== null) yield* findSpansOfBodies(database, all);
    return;
  }
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

/** Where words are looked for, rows are found by them, and not every row of the span is read. The plus keeps the index by time out of it. */
function timeColumn({ text }: ExchangeFilter): string {
  return text === undefined ? 'started_at' : '+started_at';
}

/** Spans, newest first, of a few bodies at the beginning and then of more and more, up to MOST_SETS: what is common is found in the first. */
function* findSpansOfBodies(database: Database, { from, to }: Hour): Generator<Span> {
  const findStart = database.prepare(
    `SELECT started_at FROM body_sets WHERE deleted_at IS NULL AND started_at >= ? AND started_at < ?
     ORDER BY started_at DESC LIMIT 1 OFFSET ?`,
  );
  const findSets = database.prepare(
    'SELECT min(id) AS firstSet, max(id) AS lastSet FROM body_sets WHERE deleted_at IS NULL AND started_at >= ? AND started_at < ?',
  );
  for (let end = to, count = FIRST_SETS; ; count = Math.min(count * 4, MOST_SETS)) {
    const start = (findStart.get(from, end, count) as { started_at: number } | undefined)?.started_at ?? from;
    const sets = findSets.get(start, end) as { firstSet: number; lastSet: number } | { firstSet: null; lastSet: null };
    if (sets.firstSet !== null) yield { from: start, to: end, sets };
    if (start === from) return;
    end = start;
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
