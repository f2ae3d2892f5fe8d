import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import type { Database } from '../open-database';
import { measureFile } from './measure-file';

/** Pages of one step. */
const STEP_PAGES = 200;
/** Below so many free bytes it is not worth the writing: new rows will use them. */
const WORTH_BYTES = 1_000_000;
/** A file that cannot give pages back one by one is written anew in one go, of a few seconds at this size. */
const LARGEST_REWRITE_BYTES = 300_000_000;

const GIVES_BACK_IN_STEPS = 2;

/**
 * Gives the free pages of the file back to the disk, step by step with a `yield` after each. A file from before this was possible is written
 * anew once; where it is too large for that, or the disk has no room for a second one, its free pages stay for new rows.
 * Returns the bytes that were given back.
 */
export function* returnPages(database: Database, file: string): Generator<void, number, void> {
  const before = measureFile(database);
  if (before.freeBytes < WORTH_BYTES) return 0;
  if (!givesBackInSteps(database) && !rewrite(database, file, before.bytes)) return 0;
  for (let free = measureFile(database).freeBytes; free > 0;) {
    yield;
    database.exec(`PRAGMA incremental_vacuum(${STEP_PAGES})`);
    const left = measureFile(database).freeBytes;
    if (left >= free) break;
    free = left;
  }
  yield;
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  return before.bytes - measureFile(database).bytes;
}

function givesBackInSteps(database: Database): boolean {
  return (database.prepare('PRAGMA auto_vacuum').get() as { auto_vacuum: number }).auto_vacuum === GIVES_BACK_IN_STEPS;
}

/** SQLite writes the new file into the folder for temporary files first, and from there into its log beside the old one. */
function rewrite(database: Database, file: string, bytes: number): boolean {
  if (bytes > LARGEST_REWRITE_BYTES) return false;
  if (freeBytesOf(tmpdir()) < 2 * bytes || freeBytesOf(dirname(file)) < 3 * bytes) return false;
  database.exec(`PRAGMA auto_vacuum = INCREMENTAL; VACUUM`);
  return true;
}

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
