import { createDecisionWriter } from './decisions';
import { toAttemptRow, toExchangeRow, type Row } from './exchange-row';
import { inTransaction, type Database } from './open-database';
import type { WaitingRow } from './waiting-rows';

/** Makes the function that writes rows, new or changed, in one transaction. A row is always written whole. */
export function createExchangeWriter(database: Database): (written: Iterable<WaitingRow>) => void {
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

  function write({ exchange, decision }: WaitingRow): void {
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
