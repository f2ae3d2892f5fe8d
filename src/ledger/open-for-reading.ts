import { existsSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import { AppError } from '../shared/errors';
import { exportExchanges, type ExportOptions } from './export/export-exchanges';
import { migrations } from './migrations';
import { readVersion, refuseNewer, toLedgerError, type Database } from './open-database';
import { runInSlicesWhile, type StoppableOptions } from './run-in-slices';

/** A ledger beside the Switchyard that may be writing it. */
export interface LedgerReader {
  /** Writes exchanges as the text of a file. Resolves with how many; null where it was ended early. */
  exportExchanges(options: ExportOptions & StoppableOptions): Promise<number | null>;
  close(): void;
}

/** Opens a ledger to read it only; nothing of it is made or changed. Throws AppError ledger-failed where that is not possible. */
export function openForReading(file: string): LedgerReader {
  let database: Database | null = null;
  try {
    if (!existsSync(file)) {
      throw new AppError('ledger-failed', `There is no ledger ${file} yet.`, 'Check SWITCHYARD_HOME, or start Switchyard once.');
    }
    const opened = new DatabaseSync(file, { readOnly: true });
    database = opened;
    const version = readVersion(opened);
    refuseNewer(version, file);
    refuseOlder(version, file);
    return {
      exportExchanges: (options) => runInSlicesWhile(exportExchanges(opened, options), options),
      close: () => opened.close(),
    };
  } catch (error) {
    database?.close();
    throw toLedgerError(error, file);
  }
}

function refuseOlder(version: number, file: string): void {
  if (version === migrations.length) return;
  throw new AppError(
    'ledger-failed',
    `The ledger ${file} was written by an older Switchyard (version ${version}; this one reads ${migrations.length}).`,
    'Start this Switchyard once: that brings the ledger up to date.',
  );
}
