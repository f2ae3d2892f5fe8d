import { existsSync, readFileSync, statSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import { migrations } from './migrations';
import { findLoss } from './damage';
import { BUSY_TIMEOUT_MS } from './open-database';
import { besides } from './recovery/file-names';

/** A file up to this size is checked whole before it is used, in some tenths of a second; docs/ledger.md has the figures. */
export const SMALL_BYTES = 64 * 1024 * 1024;
/** No build will ever have so many versions: a larger number is no version but damage. */
const MOST_VERSIONS = 10_000;

/** sound: may be opened, as far as was looked. newer: by its version. Otherwise what is wrong with it, for a sentence. */
export type Finding = { kind: 'missing' } | { kind: 'sound' | 'newer'; version: number } | { kind: 'damaged'; why: string };

/**
 * Looks at a ledger file without changing a byte of it: its header, version and schema, and every page of a file that is small. Throws
 * the error of SQLite or the system when it can't be looked at for another reason than damage.
 */
export function inspectFile(file: string): Finding {
  const { mark, ready } = besides(file);
  if (existsSync(ready)) return damaged('its recovery was broken off');
  if (existsSync(mark)) return damaged(readFileSync(mark, 'utf8'));
  const size = sizeOf(file);
  if (size === 0 && sizeOf(`${file}-wal`) > 0) return damaged('the file is empty and its write-ahead log is not');
  if (size === 0) return { kind: 'missing' };
  try {
    return readSchema(file, size);
  } catch (error) {
    if (findLoss(error) === 'damaged') return damaged((error as Error).message);
    throw error;
  }
}

function damaged(why: string): Finding {
  return { kind: 'damaged', why };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function readSchema(file: string, size: number): Finding {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const told: (string | number)[] = [];
    // A prepared statement would keep the file open until it is collected, so that it could not be moved on every system.
    database.function('tell', (value: string | number) => told.push(value));
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    database.exec('SELECT tell(user_version) FROM pragma_user_version');
    database.exec("SELECT tell(count(*)) + tell(coalesce(sum(name = 'exchanges'), 0)) FROM sqlite_schema WHERE type = 'table'");
    const [version = 0, tables = 0, exchanges = 0] = told.splice(0).map(Number);
    if (version < 0 || version > MOST_VERSIONS) return damaged('its version can not be');
    if (version > migrations.length) return { kind: 'newer', version };
    if (version === 0 && tables > 0) return damaged('it is a database of another kind');
    if (version > 0 && exchanges === 0) return damaged('it has no table of requests');
    if (size <= SMALL_BYTES) database.exec('SELECT tell(quick_check) FROM pragma_quick_check LIMIT 1');
    const [fault = 'ok'] = told;
    return fault === 'ok' ? { kind: 'sound', version } : damaged(String(fault));
  } finally {
    database.close();
  }
}
