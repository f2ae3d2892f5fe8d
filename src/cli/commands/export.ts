import { resolve } from 'node:path';
import { exportLedger, findDataFolder } from '../../host';
import { groupDigits } from '../../shared/group-digits';
import type { ExportWords } from '../read-export-words';

export interface ExportCommandOptions extends ExportWords {
  version: string;
  environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Writes requests of the ledger into a file. It reads the ledger alone, so Switchyard may run or not. Resolves with the exit code: 1 when the file
 * could not be written, 130 when it was interrupted; then there is none.
 */
export async function exportRequests({ environment, file, ...request }: ExportCommandOptions): Promise<number> {
  const interrupted = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => interrupted.abort());
  try {
    const report = await exportLedger(findDataFolder(environment), { ...request, file: resolve(file) }, interrupted.signal);
    if (report === null) return 130;
    const requests = report.exchanges === 1 ? '1 request' : `${groupDigits(report.exchanges)} requests`;
    process.stdout.write(`${requests} written to ${file} (${groupDigits(report.bytes)} bytes).\n`);
    return 0;
  } catch (error) {
    const { message, hint } = error as { message: string; hint?: string };
    process.stderr.write(`switchyard: ${message}${hint ? ` ${hint}` : ''}\n`);
    return 1;
  }
}
