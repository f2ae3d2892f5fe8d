import type { ExchangeEvent } from '../shared/model/exchange';
import { createDecisionWriter } from './decisions';
import { toAttemptRow, toExchangeRow, type Row } from './exchange-row';
import { inTransaction, type Database } from './open-database';

/** A row as it is now, and at its end the decision on it. */
export type WrittenExchange = Pick<ExchangeEvent, 'exchange' | 'decision'>;

/** Makes the function that writes rows, new or changed, in one transaction. A row is always written whole. */
export function createExchangeWriter(database: Database): (written: Iterable<WrittenExchange>) => void {
  const writeDecision = createDecisionWriter(database);
  const upserts = new Map<string, ReturnType<Database['prepare']>>();

  function upsert(table: string, key: readonly string[], row: Row): void {
    let statement = upserts.get(table);
    if (!statement) {
      statement = database.prepare(upsertSql(table, key, Object.keys(row)));
      upserts.set(table, statement);
    }
    statement.run(...Object.values(row));
  }

  return (written) => {
    inTransaction(database, () => {
      for (const { exchange, decision } of written) {
        upsert('exchanges', ['id'], toExchangeRow(exchange));
        for (const attempt of exchange.attempts) {
          upsert('attempts', ['exchange_id', 'number'], toAttemptRow(exchange.id, attempt));
        }
        if (decision !== undefined) writeDecision(exchange.id, decision);
      }
    });
  };
}

function upsertSql(table: string, key: readonly string[], columns: readonly string[]): string {
  const changes = columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`);
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changes.join(', ')}`;
}
