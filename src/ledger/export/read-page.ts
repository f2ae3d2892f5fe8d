import { decodeDecision } from '../../shared/model/common-steps';
import type { Decision } from '../../shared/model/decision';
import type { Attempt, Exchange } from '../../shared/model/exchange';
import type { ExchangeFilter } from '../../shared/model/exchange-filter';
import { fromAttemptRow, fromExchangeRow, type AttemptRow, type ExchangeRow } from '../exchange-row';
import { toFilterSql } from '../filter-exchanges';
import type { Database } from '../open-database';

/** Exchanges of one page. */
const PAGE = 100;

interface PageEntry {
  exchange: Exchange;
  decision: Decision | null;
}

/**
 * Makes the function that reads the exchanges of a filter after one of them, oldest first; null: from the oldest. Empty at the end. Its
 * statements are prepared once, and not for each page of many.
 */
export function createPageReader(database: Database, filter: ExchangeFilter): (after: Exchange | null) => PageEntry[] {
  const { condition, values } = toFilterSql(filter);
  const readRows = database.prepare(
    `SELECT * FROM exchanges WHERE started_at >= :at AND (started_at > :at OR exchanges.id > :id) AND ${condition}
     ORDER BY started_at, id LIMIT ${PAGE}`,
  );
  const readAttempts = database.prepare('SELECT * FROM attempts WHERE exchange_id = ? ORDER BY number');
  const readDecision = database.prepare('SELECT json FROM decisions WHERE id = ?');

  function findAttempts(id: string): Attempt[] {
    return (readAttempts.all(id) as AttemptRow[]).map(fromAttemptRow);
  }

  function findDecision(id: number | null): Decision | null {
    const row = readDecision.get(id) as { json: string } | undefined;
    return row === undefined ? null : decodeDecision(row.json);
  }

  return (after) => {
    const rows = readRows.all({
      ...values,
      at: after?.startedAt ?? Number.MIN_SAFE_INTEGER,
      id: after?.id ?? '',
    }) as (ExchangeRow & { decision_id: number | null })[];
    // Many exchanges of a page share a decision, so each is read once.
    const decisions = new Map<number | null, Decision | null>([[null, null]]);
    return rows.map((row) => {
      if (!decisions.has(row.decision_id)) decisions.set(row.decision_id, findDecision(row.decision_id));
      return { exchange: fromExchangeRow(row, findAttempts(row.id)), decision: decisions.get(row.decision_id) ?? null };
    });
  };
}
