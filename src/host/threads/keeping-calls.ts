import type { Keeping } from '../../ledger';
import type { Retention } from '../../shared/config/logging-config';
import { AppError } from '../../shared/errors';
import type { ExportReport, LedgerInfo, RetentionPreview, RetentionReport } from '../../shared/model/ledger-info';
import { exportToFile, type ExportRequest } from '../export/export-file';
import type { CallHandlers } from './thread-calls';
import { tidyLedger, type TidyOptions } from './tidy-ledger';

/** The calls of the ledger thread about what is kept, and how it leaves. */
export type KeepingCalls = {
  'ledger-info': { input: void; output: LedgerInfo };
  'preview-retention': { input: Retention; output: RetentionPreview };
  /** From now on this one holds. */
  'follow-retention': { input: Retention; output: void };
  'apply-retention': { input: Retention; output: RetentionReport };
  /** Null: it was cancelled, and there is no file. */
  export: { input: ExportRequest; output: ExportReport | null };
  'cancel-export': { input: void; output: void };
};

export interface KeepingService {
  handlers: CallHandlers<KeepingCalls>;
  /** Ends what runs. Before the ledger is closed. */
  close(): Promise<void>;
}

export function createKeepingService(options: TidyOptions): KeepingService {
  const { keeping, now } = options;
  const tidier = tidyLedger(options);
  const closing = new AbortController();
  const { signal } = closing;
  let current: { cancelled: boolean; done: Promise<unknown> } | null = null;

  async function runExport(ledger: Keeping, request: ExportRequest): Promise<ExportReport | null> {
    if (current !== null) throw new AppError('export-failed', 'An export is running already.', 'Wait for it, or cancel it.');
    const never = new AbortController().signal;
    const run = { cancelled: false, done: Promise.resolve<unknown>(null) };
    current = run;
    const report = exportToFile(ledger, request, { signal: never, mayGoOn: () => !run.cancelled });
    run.done = report.catch(() => undefined);
    return report.finally(() => (current = null));
  }

  return {
    handlers: {
      'ledger-info': () => keeping().info({ signal }),
      'preview-retention': (retention) => keeping().previewRetention(retention, { now: now(), force: true, signal }),
      'follow-retention': tidier.follow,
      'apply-retention': tidier.applyNow,
      export: async (request) => runExport(keeping(), request),
      'cancel-export'() {
        if (current !== null) current.cancelled = true;
      },
    },
    async close() {
      closing.abort();
      if (current !== null) current.cancelled = true;
      await Promise.all([current?.done, tidier.close()]);
    },
  };
}
