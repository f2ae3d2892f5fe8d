import { LedgerClosed, type Keeping } from '../../ledger';
import type { Retention } from '../../shared/config/logging-config';
import type { RetentionReport } from '../../shared/model/ledger-info';
import type { LogEntry } from '../logs/create-logs';
import type { Activity } from './activity';

/** Milliseconds: from the start, or a change of the setting, to the first round; between two; and to another try while requests run. */
const FIRST_MS = 60_000;
const EVERY_MS = 4 * 3_600_000;
const RETRY_MS = 60_000;
/** A file that is larger than its limit by this factor is not left to a quiet hour. */
const FAR_TOO_LARGE = 1.25;
const MEGABYTE = 1_000_000;

export interface TidyOptions {
  /** Throws while the ledger can't be used. */
  keeping(): Keeping;
  activity: Activity;
  log(entry: LogEntry): void;
  /** Something that the user should know. */
  warn(message: string, hint: string): void;
  /** Epoch milliseconds. */
  now(): number;
}

export interface Tidier {
  /** From now on this retention holds; it is applied after a while, and then every few hours, when no request runs. */
  follow(retention: Retention): void;
  /** The user asked for it: at once, whatever the clock says. */
  applyNow(retention: Retention): Promise<RetentionReport>;
  /** Ends what runs, between two steps. */
  close(): Promise<void>;
}

/** Keeps the ledger within its retention, and gives free pages of its file back to the disk. */
export function tidyLedger({ keeping, activity, log, warn, now }: TidyOptions): Tidier {
  const closing = new AbortController();
  const { signal } = closing;
  let retention: Retention | null = null;
  let timer: NodeJS.Timeout | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let told: string | null = null;

  function schedule(ms: number): void {
    if (timer !== null) clearTimeout(timer);
    timer = signal.aborted ? null : setTimeout(() => void inTurn(round).catch(tellFailure), ms).unref();
  }

  /** One at a time. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  }

  async function round(): Promise<void> {
    if (retention === null || signal.aborted) return;
    schedule(EVERY_MS);
    const ledger = keeping();
    if (!activity.idle() && !isFarTooLarge(ledger, retention)) return schedule(RETRY_MS);
    const options = { now: now(), force: false, signal };
    tellHeld((await ledger.previewRetention(retention, options)).held);
    const deleted = await ledger.applyRetention(retention, options);
    const bytes = activity.idle() ? await ledger.returnPages({ signal, mayGoOn: activity.idle }) : null;
    tellDeleted({ ...deleted, bytes: bytes ?? 0 });
    if (bytes === null) schedule(RETRY_MS);
  }

  function tellDeleted(report: RetentionReport): void {
    const { exchanges, bodies, bytes } = report;
    if (exchanges + bodies + bytes === 0) return;
    log({
      level: 'info',
      message: 'retention: old requests and bodies were deleted',
      fields: { requests: exchanges, bodies, bytes },
    });
  }

  function tellHeld(held: string | null): void {
    if (held !== null && held !== told) {
      log({ level: 'warn', message: held });
      warn(held, 'If the clock is right, apply the retention in the settings, under Ledger.');
    }
    told = held;
  }

  function tellFailure(error: unknown): void {
    if (signal.aborted) return;
    // It is being opened or recovered, which is told elsewhere.
    if (error instanceof LedgerClosed) return schedule(RETRY_MS);
    const { message } = error as Error;
    log({ level: 'error', message: `retention: ${message}` });
    if (told !== message) warn(`Old requests could not be deleted: ${message}`, 'It is tried again in a few hours.');
    told = message;
  }

  return {
    follow(next) {
      if (JSON.stringify(next) === JSON.stringify(retention)) return;
      retention = next;
      schedule(FIRST_MS);
    },
    applyNow: (wanted) =>
      inTurn(async () => {
        const ledger = keeping();
        const before = (await ledger.info({ signal })).bytes;
        const deleted = await ledger.applyRetention(wanted, { now: now(), force: true, signal });
        await ledger.returnPages({ signal, mayGoOn: () => !activity.busy() });
        const report = { ...deleted, bytes: Math.max(0, before - (await ledger.info({ signal })).bytes) };
        tellDeleted(report);
        return report;
      }),
    async close() {
      closing.abort();
      if (timer !== null) clearTimeout(timer);
      await last;
    },
  };
}

function isFarTooLarge(ledger: Keeping, { maxMegabytes }: Retention): boolean {
  return maxMegabytes !== null && ledger.usedBytes() > maxMegabytes * MEGABYTE * FAR_TOO_LARGE;
}
