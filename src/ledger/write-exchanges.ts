import type { ExchangeEvent } from '../shared/model/exchange';
import { createDecisionWriter } from './decisions';
import { toAttemptRow, toExchangeRow, type Row } from './exchange-row';
import { inTransaction, type Database } from './open-database';

/** A row as it is now, and at its end the decision on it. */
export type WrittenExchange = Pick<ExchangeEvent, 'exchange' | 'decision'>;

/** Makes the function that writes rows, new or changed, in one transaction. A row is always written whole. */
export function createExchangeWriter(database: Database): (written: Iterable<WrittenExchange>) => void {
  const decisions = createDecisionWriter(database);
  const upserts = new Map<string, ReturnType<Database['prepare']>>();

  function upsert(table: string, key: readonly string[], row: Row): void {
    const columns = Object.keys(row);
    const name = `${table} ${columns.length}`;
    let statement = upserts.get(name);
    if (!statement) {
      statement = database.prepare(upsertSql(table, key, columns));
      upserts.set(name, statement);
    }
    statement.run(...Object.values(row));
  }

  function write({ exchange, decision }: WrittenExchange): void {
    const row = toExchangeRow(exchange);
    // What is written without a decision keeps the one that it has.
    upsert('exchanges', ['id'], decision === undefined ? row : { ...row, decision_id: decisions.write(decision) });
    for (const attempt of exchange.attempts) {
      upsert('attempts', ['exchange_id', 'number'], toAttemptRow(exchange.id, attempt));
    }
  }

  return (written) => {
    try {
      inTransaction(database, () => {
        for (const one of written) write(one);
      });
    } catch (error) {
      decisions.forget();
      throw error;
    }
  };
}

function upsertSql(table: string, key: readonly string[], columns: readonly string[]): string {
  const changes = columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`);
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changes.join(', ')}`;
}
