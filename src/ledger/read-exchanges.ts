import type { Attempt, Exchange } from '../shared/model/exchange';
import { fromAttemptRow, fromExchangeRow, type AttemptRow, type ExchangeRow } from './exchange-row';
import type { Database } from './open-database';

/** Null when there is none of this id. */
export function findExchange(database: Database, id: string): Exchange | null {
  const rows = database.prepare('SELECT * FROM exchanges WHERE id = ?').all(id) as ExchangeRow[];
  return withAttempts(database, rows)[0] ?? null;
}

/** The rows that are still in flight, by the ids given, or all of them. */
export function listOpenExchanges(database: Database, ids?: Iterable<string>): Exchange[] {
  const rows = database.prepare(`SELECT * FROM exchanges WHERE outcome = 'in-flight' ORDER BY started_at`).all() as ExchangeRow[];
  const wanted = ids && new Set(ids);
  return withAttempts(database, wanted ? rows.filter((row) => wanted.has(row.id)) : rows);
}

/** An exchange as it stands in the ledger; null where it does not. */
export function readExchange(database: Database, id: string): Exchange | null {
  const row = database.prepare('SELECT * FROM exchanges WHERE id = ?').get(id) as ExchangeRow | undefined;
  return row === undefined ? null : (withAttempts(database, [row])[0] ?? null);
}

/** All exchanges that have ended, so many at a time. */
export function* readEndedExchanges(database: Database, chunk: number): Generator<Exchange[]> {
  const read = database.prepare('SELECT rowid, * FROM exchanges WHERE rowid > ? ORDER BY rowid LIMIT ?');
  let last = 0;
  for (;;) {
    const rows = read.all(last, chunk) as (ExchangeRow & { rowid: number })[];
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end.rowid;
    yield withAttempts(
      database,
      rows.filter(({ outcome }) => outcome !== 'in-flight'),
    );
  }
}

/** The exchanges of rows, with their attempts. */
export function withAttempts(database: Database, rows: ExchangeRow[]): Exchange[] {
  const attempts = database
    .prepare('SELECT * FROM attempts WHERE exchange_id IN (SELECT value FROM json_each(?)) ORDER BY exchange_id, number')
    .all(JSON.stringify(rows.map((row) => row.id))) as AttemptRow[];
  const byExchange = new Map<string, Attempt[]>();
  for (const attempt of attempts) {
    const list = byExchange.get(attempt.exchange_id) ?? [];
    list.push(fromAttemptRow(attempt));
    byExchange.set(attempt.exchange_id, list);
  }
  return rows.map((row) => fromExchangeRow(row, byExchange.get(row.id) ?? []));
}
