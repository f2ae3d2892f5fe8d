import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import { migrations } from '../migrations';
import { inTransaction, migrate, type Database } from '../open-database';
import { dropInvalid } from './drop-invalid';
import { openPages, type PageFile } from './page-file';
import { rebuilds } from './derived-tables';
import type { RecoveredCounts } from './recover-ledger';
import { salvageRows, type Salvage } from './salvage-rows';
import { listTableShapes, type SalvagedRow } from './table-shapes';

const ROWS_IN_TRANSACTION = 2_000;

/**
 * Fills the new file `target` with what can be read of the damaged ledger `source`: rows go into tables of the version that the
 * damaged file had, which are then migrated as any old ledger is. What this build would not take as an exchange or a decision stays out. Throws when it is stopped.
 */
export function buildRecovered(source: string, target: string, isStopped: () => boolean): RecoveredCounts {
  const goOn = () => {
    if (isStopped()) throw new Error('its recovery was broken off');
  };
  const pages = openPages(source);
  closeSync(openSync(target, 'wx', 0o600));
  const database = new DatabaseSync(target);
  try {
    // Nobody else reads it, and one that is broken off is made again: no log, whose file would stay beside it, and no waiting for the disk.
    database.exec(
      'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -32000',
    );
    const version = findVersion(pages);
    migrate(database, 0, version);
    const salvage = salvageRows(pages, listTableShapes(database));
    insertRows(database, salvage.rows, goOn);
    migrate(database, version);
    inTransaction(database, () => {
      dropInvalid(database, goOn);
      for (const rebuild of rebuilds) rebuild(database);
    });
    const recovered = countExchanges(database);
    return { recovered, known: Math.max(recovered, salvage.countKnown('exchanges')) };
  } finally {
    database.close();
    pages.close();
  }
}

function countExchanges(database: Database): number {
  return (database.prepare('SELECT count(*) AS rows FROM exchanges').get() as { rows: number }).rows;
}

/** A version that is no longer known, or can't be true, counts as this build's: tables only ever get columns. */
function findVersion({ version }: PageFile): number {
  return version !== null && version >= 1 && version <= migrations.length ? version : migrations.length;
}

function insertRows(database: Database, rows: Salvage['rows'], goOn: () => void): void {
  const statements = new Map<string, ReturnType<Database['prepare']>>();

  function insert(table: string, row: SalvagedRow): void {
    const columns = Object.keys(row);
    const name = `${table} ${columns.length}`;
    let statement = statements.get(name);
    if (!statement) {
      const places = columns.map(() => '?').join(', ');
      statement = database.prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${places})`);
      statements.set(name, statement);
    }
    statement.run(...Object.values(row));
  }

  for (let done = false; !done;) {
    inTransaction(database, () => {
      for (let count = 0; count < ROWS_IN_TRANSACTION; count++) {
        goOn();
        const next = rows.next();
        done = next.done === true;
        if (next.done) return;
        insert(next.value.table, next.value.row);
      }
    });
  }
}
