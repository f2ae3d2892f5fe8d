import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, it } from 'vitest';
import { openDatabase, toLedgerError } from './open-database';
import { listExchanges } from './list-exchanges';
import { sampleRow } from './testing/sample-ledger';
import { createExchangeWriter } from './write-exchanges';

it('a write for which there is no room leaves nothing of itself behind, says so, and succeeds when there is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-full-'));
  const file = join(folder, 'ledger.db');
  const database = openDatabase(file);
  const write = createExchangeWriter(database);
  write([sampleRow(1)]);
  // SQLite says SQLITE_FULL at this as it does at a full disk.
  database.exec('PRAGMA max_page_count = 20');
  const many = Array.from({ length: 400 }, (_, index) => sampleRow(index + 2));
  let failure: unknown;
  try {
    write(many);
  } catch (error) {
    failure = error;
  }
  expect(toLedgerError(failure, file)).toMatchObject({
    message: expect.stringContaining('database or disk is full'),
    hint: expect.stringContaining('free space'),
  });
  const list = () => listExchanges(database, { before: null, limit: 1_000 });
  expect(list()).toEqual([sampleRow(1).exchange]);
  database.exec('PRAGMA max_page_count = 100000');
  write(many);
  expect(list()).toHaveLength(401);
  database.close();
  const other = new DatabaseSync(file);
  expect(other.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  other.close();
  rmSync(folder, { recursive: true });
});
