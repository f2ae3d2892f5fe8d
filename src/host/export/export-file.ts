import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Keeping, LedgerReader } from '../../ledger';
import { AppError } from '../../shared/errors';
import type { ExchangeFilter } from '../../shared/model/exchange-filter';
import type { ExportFormat, ExportReport } from '../../shared/model/ledger-info';
import { describeSystemError } from '../config/describe-system-error';

export interface ExportRequest {
  file: string;
  format: ExportFormat;
  filter: ExchangeFilter;
  /** Kept bodies too. */
  bodies: boolean;
  /** The user has said that a file of this name may go. */
  overwrite: boolean;
  /** Of the app. */
  version: string;
}

export interface ExportRun {
  signal: AbortSignal;
  /** On false the export ends and leaves no file. */
  mayGoOn?(): boolean;
  eager?: boolean;
}

type Exporter = Pick<Keeping | LedgerReader, 'exportExchanges'>;

/** Text that is gathered before it is written, in characters. */
const BLOCK = 256_000;

/**
 * Writes an export into a file beside its target, which then takes its name: the target is there whole or not at all. Resolves with null where
 * it was ended early. Rejects with AppError export-failed where the file can't be written, or is there and may not go.
 */
export async function exportToFile(exporter: Exporter, request: ExportRequest, run: ExportRun): Promise<ExportReport | null> {
  const { file, overwrite, ...options } = request;
  const refusePresent = () => {
    if (!overwrite && existsSync(file))
      throw new AppError('export-failed', `${file} is there already.`, 'Choose another name, or have it replaced with --force.');
  };
  refusePresent();
  const temporary = join(dirname(file), `.${basename(file)}.${randomUUID()}.part`);
  try {
    const written = openText(temporary);
    let exchanges: number | null;
    try {
      exchanges = await exporter.exportExchanges({ ...options, ...run, write: written.write });
      await written.save();
    } finally {
      written.close();
    }
    if (exchanges === null) return null;
    refusePresent();
    renameSync(temporary, file);
    return { file, exchanges, bytes: written.bytes() };
  } catch (error) {
    throw toExportFault(file, error);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function openText(file: string) {
  const handle = openSync(file, 'wx', 0o600);
  let parts: string[] = [];
  let waiting = 0;
  let bytes = 0;
  const flush = () => {
    const block = Buffer.from(parts.join(''));
    parts = [];
    waiting = 0;
    for (let done = 0; done < block.length;) done += writeSync(handle, block, done);
    bytes += block.length;
  };
  return {
    write(text: string): void {
      parts.push(text);
      waiting += text.length;
      if (waiting >= BLOCK) flush();
    },
    async save(): Promise<void> {
      flush();
      await promisify(fsync)(handle);
    },
    close: () => closeSync(handle),
    bytes: () => bytes,
  };
}

/** What the system refuses is told with the name of the file; all else as it is. */
function toExportFault(file: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof AppError || code === undefined || syscall === undefined) return error;
  const reason = code === 'ENOENT' ? 'its folder is not there' : describeSystemError(error);
  const message = `${file} could not be written: ${reason}.`;
  return new AppError('export-failed', message, 'Choose another place, or make room. A file that was there is unchanged.', {
    cause: error,
  });
}
