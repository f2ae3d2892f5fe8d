import { existsSync, renameSync, rmSync } from 'node:fs';
import { besides, moveAside } from './file-names';
import { flushFile, flushFolder } from './flush-to-disk';

/** Of requests. */
export interface RecoveredCounts {
  recovered: number;
  /** How many the damaged file is known to have held. */
  known: number;
}

/** What became of a damaged ledger. */
export interface RecoveryReport {
  /** Where the damaged file lies now; null: it was gone. */
  aside: string | null;
  /** Null: an earlier run counted them, and was ended before it could say so. */
  counts: RecoveredCounts | null;
}

/** Fills the new file `target` with what can be read of `source`, and has let go of both when it is settled; rejects soon when it is aborted. */
export type BuildRecovered = (source: string, target: string, signal: AbortSignal) => Promise<RecoveredCounts>;

/**
 * Makes a new ledger of what can be read of a damaged one, and moves the damaged one aside. May be broken off anywhere and called again:
 * the damaged file is only read until the new one is whole on the disk. No connection may be open on the file. Rejects with the error
 * of SQLite or the system when there is no room or the folder can't be written; the damaged file is then where it was.
 */
export async function recoverLedger(
  file: string,
  now: Date,
  build: BuildRecovered,
  signal: AbortSignal,
): Promise<RecoveryReport> {
  const { mark, growing, ready } = besides(file);
  let counts: RecoveredCounts | null = null;
  if (!existsSync(ready)) {
    rmSync(growing, { force: true });
    try {
      counts = await build(file, growing, signal);
      flushFile(growing);
      renameSync(growing, ready);
      flushFolder(file);
    } catch (error) {
      rmSync(growing, { force: true });
      throw error;
    }
  }
  const aside = moveAside(file, now);
  renameSync(ready, file);
  flushFolder(file);
  rmSync(mark, { force: true });
  return { aside, counts };
}
