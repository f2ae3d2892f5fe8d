import type { Exchange } from '../shared/model/exchange';
import { createDecisionWriter } from './decisions';
import { toAttemptRow, toExchangeRow, type Row } from './exchange-row';
import { createFigureKeeper } from './figures/keep-figures';
import { inTransaction, type Database } from './open-database';
import { readExchange } from './read-exchanges';
import type { WaitingRow } from './waiting-rows';

/** Writes rows, new or changed, in one transaction. A row is always written whole, and the sums by hour and day are kept with it. */
export interface ExchangeWriter {
  (written: Iterable<WaitingRow>): void;
  /** Decisions were deleted. */
  forgetDecisions(): void;
}

export function createExchangeWriter(database: Database): ExchangeWriter {
  const decisions = createDecisionWriter(database);
  const figures = createFigureKeeper(database);
  const findOutcome = database.prepare('SELECT outcome FROM exchanges WHERE id = ?');
  const removeAttempts = database.prepare('DELETE FROM attempts WHERE exchange_id = ?');
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

  /** What had ended was counted as it then was. */
  function takeBack(id: string): void {
    const held = findOutcome.get(id) as Pick<Exchange, 'outcome'> | undefined;
    if (held === undefined || held.outcome === 'in-flight') return;
    const before = readExchange(database, id);
    if (before === null) return;
    figures.count(before, -1);
    // What is written now may have fewer attempts, and what stays here would be taken back next time.
    removeAttempts.run(id);
  }

  function write({ exchange, decision }: WaitingRow): void {
    takeBack(exchange.id);
    const row = toExchangeRow(exchange);
    // What is written without a decision keeps the one that it has.
    upsert('exchanges', ['id'], decision === undefined ? row : { ...row, decision_id: decisions.write(decision) });
    for (const attempt of exchange.attempts) {
      upsert('attempts', ['exchange_id', 'number'], toAttemptRow(exchange.id, attempt));
    }
    figures.count(exchange, 1);
  }

  function writeAll(written: Iterable<WaitingRow>): void {
    try {
      inTransaction(database, () => {
        for (const one of written) write(one);
        figures.save();
      });
    } catch (error) {
      decisions.forget();
      figures.forget();
      throw error;
    }
  }

  return Object.assign(writeAll, { forgetDecisions: decisions.forget });
}

function upsertSql(table: string, key: readonly string[], columns: readonly string[]): string {
  const changes = columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`);
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changes.join(', ')}`;
}
