import { join } from 'node:path';
import { openForReading } from '../../ledger';
import type { ExportReport } from '../../shared/model/ledger-info';
import { exportToFile, type ExportRequest } from './export-file';

/**
 * Exports from the ledger of a data folder, beside a Switchyard that may run on it. Resolves with null where the signal ended it, and then there
 * is no file. Rejects with AppError ledger-failed or export-failed.
 */
export async function exportLedger(
  dataFolder: string,
  request: ExportRequest,
  signal: AbortSignal,
): Promise<ExportReport | null> {
  const ledger = openForReading(join(dataFolder, 'ledger.db'));
  try {
    const never = new AbortController().signal;
    return await exportToFile(ledger, request, { signal: never, mayGoOn: () => !signal.aborted, eager: true });
  } finally {
    ledger.close();
  }
}
