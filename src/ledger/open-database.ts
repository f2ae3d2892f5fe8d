import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import { AppError } from '../shared/errors';
import { migrations } from './migrations';

export type Database = InstanceType<typeof DatabaseSync>;

/**
 * Milliseconds that a write waits for another process on the same file. Short, since it is tried again anyway, and a thread that is
 * ended while it waits takes the process with it.
 */
export const BUSY_TIMEOUT_MS = 500;

/**
 * Opens the ledger file, makes it when missing (mode 0600), and brings it to this build's version.
 * Throws AppError ledger-failed when it is newer, no database, or cannot be opened; the file is then left as it is.
 */
export function openDatabase(file: string): Database {
  let database: Database | null = null;
  try {
    makePrivate(file);
    database = new DatabaseSync(file);
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    const version = readVersion(database);
    refuseNewer(version, file);
    // Holds for a new file, before anything is in it: its free pages can be given back one by one.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
    // What is deleted is overwritten: a prompt must not be found in the free pages of the file.
    database.exec('PRAGMA secure_delete = ON');
    migrate(database, version);
    return database;
  } catch (error) {
    database?.close();
    throw toLedgerError(error, file);
  }
}

/** SQLite gives its -wal and -shm files the mode of the main file, so the main file is made first. */
function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

export function readVersion(database: Database): number {
  return (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}

export function refuseNewer(version: number, file: string): void {
  if (version <= migrations.length) return;
  throw new AppError(
    'ledger-failed',
    `The ledger ${file} was written by a newer Switchyard (version ${version}; this one reads up to ${migrations.length}).`,
    'Install the newer Switchyard again, or move the file away: a new ledger is then made.',
  );
}

/** Takes a database from one version to another, each step in a transaction of its own. */
export function migrate(database: Database, from: number, to = migrations.length): void {
  migrations.slice(from, to).forEach((sql, index) => {
    inTransaction(database, () => {
      // Another process may have been quicker between reading the version and getting the lock.
      if (readVersion(database) > from + index) return;
      database.exec(sql);
      database.exec(`PRAGMA user_version = ${from + index + 1}`);
    });
  });
}

/** Runs the writes of `work` as one transaction; rolls back and rethrows when it throws. */
export function inTransaction(database: Database, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    // A full disk rolls back by itself; a second ROLLBACK would hide the first error.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Names the file and what SQLite or the system said of it. */
export function toLedgerError(error: unknown, file: string): AppError {
  if (error instanceof AppError) return error;
  const cause = error instanceof Error ? error.message : String(error);
  if (/not a database|malformed/i.test(cause)) {
    return new AppError(
      'ledger-failed',
      `The ledger ${file} is damaged or no ledger at all (${cause}).`,
      'What can be read of it is recovered into a new one. Routing works meanwhile.',
      { cause: error },
    );
  }
  return new AppError(
    'ledger-failed',
    `The ledger ${file} can't be used: ${cause}.`,
    'Check the free space and the permissions of its folder. Routing works without it.',
    { cause: error },
  );
}
