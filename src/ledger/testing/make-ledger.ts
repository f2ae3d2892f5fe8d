import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Attempt, Exchange } from '../../shared/model/exchange';
import { sampleExchange } from '../../shared/testing/sample-exchange';
import { openDatabase, type Database } from '../open-database';
import { createExchangeWriter, type ExchangeWriter } from '../write-exchanges';

/** A ledger in a folder of its own, as tests need it: written at once, and open to questions. */
export interface TestLedger {
  file: string;
  database: Database;
  writer: ExchangeWriter;
  write(...exchanges: (Partial<Exchange> & { id: string })[]): void;
  /** Writes so many copies of an exchange quickly, each a millisecond after the one before, with an id of six digits. */
  writeMany(count: number, exchange: Partial<Exchange>): void;
  /** The first column of the rows of a query. */
  ask(query: string): unknown[];
  remove(): void;
}

export function makeLedger(): TestLedger {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-ledger-'));
  const file = join(folder, 'ledger.db');
  const database = openDatabase(file);
  const writer = createExchangeWriter(database);
  return {
    file,
    database,
    writer,
    write: (...exchanges) => writer(exchanges.map((exchange) => ({ exchange: sampleExchange(exchange) }))),
    writeMany(count, exchange) {
      writer([{ exchange: sampleExchange({ ...exchange, id: 'template' }) }]);
      const columns = (database.prepare('PRAGMA table_info(exchanges)').all() as { name: string }[]).map(({ name }) => name);
      const values = columns.map((name) => ({ id: `printf('req_%06d', value)`, started_at: 'started_at + value' })[name] ?? name);
      database.exec(`WITH RECURSIVE counted (value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM counted WHERE value < ${count - 1})
        INSERT INTO exchanges (${columns.join(', ')}) SELECT ${values.join(', ')} FROM exchanges, counted WHERE id = 'template';
        DELETE FROM exchanges WHERE id = 'template'`);
    },
    ask: (query) => (database.prepare(query).all() as object[]).map((row) => Object.values(row)[0] as unknown),
    remove() {
      if (database.isOpen) database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export const SAMPLE_ATTEMPT: Attempt = {
  number: 1,
  providerId: 'deepseek',
  model: 'deepseek-chat',
  keyId: null,
  lane: 'translated',
  outcome: 'ok',
  status: 200,
  startedAfterMs: 10,
  endedAfterMs: 900,
  error: null,
  usage: null,
  cost: null,
};

/** Runs work to its end without the pauses. */
export function runThrough<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
