import type { Exchange } from '../shared/model/exchange';
import type { ExchangeCosts } from '../shared/model/exchange-costs';
import type { ExchangeRow } from './exchange-row';
import type { Database } from './open-database';
import { withAttempts } from './read-exchanges';

/** Which exchanges, by when they began, epoch ms; `before` is not in it. Play money is never among them. */
export interface CostSpan {
  from: number;
  before: number;
}

const IN_SPAN = `started_at >= :from AND started_at < :before AND play_money = 0 AND outcome <> 'in-flight'`;

/** How many exchanges of a span have ended, of those that cost real money. */
export function countCosts(database: Database, { from, before }: CostSpan): number {
  const row = database.prepare(`SELECT count(*) AS count FROM exchanges WHERE ${IN_SPAN}`).get({ from, before });
  return (row as { count: number }).count;
}

/**
 * The first `limit` of them with their attempts, oldest first. Those of one millisecond are never parted, so that the next page begins one later than
 * the last of this.
 */
export function listForCosts(database: Database, { from, before }: CostSpan, limit: number): Exchange[] {
  const rows = database
    .prepare(
      `SELECT * FROM exchanges
       WHERE ${IN_SPAN} AND started_at <= coalesce(
         (SELECT started_at FROM exchanges WHERE ${IN_SPAN} ORDER BY started_at LIMIT 1 OFFSET :last), :before)
       ORDER BY started_at`,
    )
    .all({ from, before, last: limit - 1 }) as ExchangeRow[];
  return withAttempts(database, rows);
}

/** The exchanges of these ids as they are now, with other costs. One that is gone since, or has other attempts, is left out. */
export function withCosts(database: Database, costs: readonly ExchangeCosts[]): Exchange[] {
  const byId = new Map(costs.map((one) => [one.id, one]));
  const rows = database
    .prepare('SELECT * FROM exchanges WHERE id IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify([...byId.keys()])) as ExchangeRow[];
  return withAttempts(database, rows).flatMap((exchange) => {
    const found = byId.get(exchange.id);
    if (found === undefined || found.attempts.length !== exchange.attempts.length) return [];
    const attempts = exchange.attempts.map((attempt, index) => ({ ...attempt, cost: found.attempts[index] ?? null }));
    return [{ ...exchange, cost: found.cost, defaultCost: found.defaultCost, attempts }];
  });
}
