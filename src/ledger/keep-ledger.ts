import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../shared/errors';
import type { Exchange, ExchangeEvent } from '../shared/model/exchange';
import { backUp } from './back-up';
import { findLoss } from './damage';
import { inspectFile, SMALL_BYTES } from './inspect-file';
import { closeExchange, openLedger, type Ledger } from './ledger';
import { migrations } from './migrations';
import { toLedgerError } from './open-database';
import { besides } from './recovery/file-names';
import { recoverLedger, type BuildRecovered, type RecoveryReport } from './recovery/recover-ledger';
import { createWaitingRows } from './waiting-rows';

/** A ledger that could not be opened is tried again after so many ms, each time twice as long. */
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
/** A query that comes while the ledger is recovered waits so long for it. */
const PATIENCE_MS = 3_000;
/** A large file is read through from this long after it was opened, a piece in so many ms. */
const CHECK_AFTER_MS = 10_000;
const CHECK_EVERY_MS = 50;

export interface KeeperOptions {
  build: BuildRecovered;
  /** The ledger can be used; rows that came before this are recorded after it returns. */
  onOpened(ledger: Ledger): void;
  /** Every row recorded so far is in the file. */
  onFlushed(): void;
  /** The ledger can't be opened or written, or works again (null); then with how many rows were given up meanwhile. */
  onFault(fault: AppError | null, givenUp: number): void;
  /** More rows wait than are kept; from now on the oldest are given up. */
  onGivingUp(): void;
  /** The file is damaged: `why` for a sentence. Its recovery begins. */
  onDamaged(why: string): void;
  onRecovered(report: RecoveryReport): void;
  /**
   * The open file was found damaged, or is no longer the one at its path. The driver may keep files open, and would then delete the log
   * of whatever lies there next; so this thread has to end. Its successor does what is needed. Called once; nothing is written after it.
   */
  onLost(loss: 'damaged' | 'gone'): void;
}

/** A ledger that is always there to take rows, whatever becomes of its file. */
export interface LedgerKeeper {
  /** Takes in a row as it is now; kept in memory while there is no ledger. Never throws. */
  record(event: ExchangeEvent): void;
  /** {@link Ledger.closeOpenRows}; while there is no ledger, of the rows that are kept. */
  closeOpenRows(reason: string, ids: Iterable<string>): Exchange[];
  /** Throws {@link LedgerClosed}, an AppError ledger-failed that says why, while it is not open. */
  ledger(): Ledger;
  /** Resolves when the ledger is open or has failed to open, or takes too long to. */
  settled(): Promise<void>;
  /** A query failed: if that shows that the file is lost, so it is treated. */
  noteFailure(error: unknown): void;
  /** Writes what waits and closes the file. */
  close(): Promise<void>;
}

export class LedgerClosed extends AppError {}

/** Opens the ledger, at once when it is sound; recovers it when it is damaged, and tries again when it can't be opened. */
export function keepLedger(file: string, options: KeeperOptions): LedgerKeeper {
  const kept = createWaitingRows(options.onGivingUp);
  const stopping = new AbortController();
  let ledger: Ledger | null = null;
  let closed = false;
  let faulty = false;
  let why = new LedgerClosed('ledger-failed', `The ledger ${file} is being opened.`, 'Try again in a moment.');
  let retryMs = FIRST_RETRY_MS;
  let timer: NodeJS.Timeout | null = null;
  let opening: Promise<void> | null = null;

  function open(): void {
    timer = null;
    opening = tryToOpen();
    void opening?.finally(() => (opening = null));
  }

  /** Null when that is done with at once. */
  function tryToOpen(): Promise<void> | null {
    try {
      mkdirSync(dirname(file), { recursive: true });
      const finding = inspectFile(file);
      if (finding.kind === 'damaged') return recover(finding.why).catch(failToOpen);
      if (finding.kind === 'sound' && finding.version < migrations.length) backUp(file, migrations.length);
      begin();
    } catch (error) {
      failToOpen(error);
    }
    return null;
  }

  async function recover(damage: string): Promise<void> {
    why = new LedgerClosed(
      'ledger-failed',
      `The ledger ${file} is damaged (${damage}) and is being recovered.`,
      'Try again in a moment. New requests are routed, and recorded when this is done.',
    );
    options.onDamaged(damage);
    const report = await recoverLedger(file, new Date(), options.build, stopping.signal);
    options.onRecovered(report);
    if (!closed) begin();
  }

  function begin(): void {
    // A receipt before the kept rows are in the ledger would be a false one.
    let complete = false;
    const opened = openLedger(file, {
      onFlushed: () => complete && options.onFlushed(),
      onGivingUp: options.onGivingUp,
      onFault(fault, givenUp) {
        if (!lose(fault)) options.onFault(fault, givenUp);
      },
    });
    options.onOpened(opened);
    ledger = opened;
    complete = true;
    for (const row of kept.values()) opened.record({ kind: 'progressed', ...row });
    kept.clear();
    retryMs = FIRST_RETRY_MS;
    if (faulty) options.onFault(null, kept.takeGivenUp());
    faulty = false;
    if (statSync(file).size > SMALL_BYTES) checkSoon(opened.checkPieces(), CHECK_AFTER_MS);
  }

  function failToOpen(error: unknown): void {
    if (stopping.signal.aborted || lose(error)) return;
    const fault = toLedgerError(error, file);
    why = new LedgerClosed(fault.code, fault.message, fault.hint, { cause: error });
    if (!faulty) options.onFault(fault, 0);
    faulty = true;
    if (!closed) timer = setTimeout(open, retryMs);
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  }

  function checkSoon(pieces: Iterator<void>, afterMs: number): void {
    timer = setTimeout(() => {
      try {
        if (!closed && pieces.next().done !== true) checkSoon(pieces, CHECK_EVERY_MS);
      } catch (error) {
        lose(error);
      }
    }, afterMs).unref();
  }

  /** True when the error is a loss and this thread has to end. */
  function lose(error: unknown): boolean {
    const loss = findLoss(error);
    if (loss === null || closed) return loss !== null;
    if (loss === 'damaged' && !leaveMark(error as Error)) return false;
    if (loss === 'gone') emptyLog();
    closed = true;
    options.onLost(loss);
    return true;
  }

  /** The log still lies where the next file's log would be. Its rows go where they belong: a file that was moved is then whole. */
  function emptyLog(): void {
    try {
      ledger?.emptyLog();
    } catch {
      // Then the folder is gone too, or the disk is full; a log without its file is recovered like a damaged one.
    }
  }

  /** Without it the successor might not see what is wrong, and would end for the same reason. */
  function leaveMark(error: Error): boolean {
    try {
      const cause = error.cause instanceof Error ? error.cause : error;
      writeFileSync(besides(file).mark, cause.message, { mode: 0o600 });
      return true;
    } catch {
      return false;
    }
  }

  open();
  return {
    record(event) {
      if (ledger) return ledger.record(event);
      kept.put(event);
      kept.limit();
    },
    closeOpenRows(reason, ids) {
      if (ledger) return ledger.closeOpenRows(reason, ids);
      const rows = [...ids].flatMap((id) => kept.get(id) ?? []).filter(({ exchange }) => exchange.outcome === 'in-flight');
      return rows.map((row) => {
        const exchange = closeExchange(row.exchange, reason);
        kept.put({ ...row, exchange });
        return exchange;
      });
    },
    ledger() {
      if (ledger) return ledger;
      throw why;
    },
    async settled() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
      await Promise.race([opening, late]);
    },
    noteFailure: (error) => void lose(error),
    async close() {
      stopping.abort();
      if (timer) clearTimeout(timer);
      await opening;
      const lost = closed;
      closed = true;
      if (!lost) ledger?.close();
    },
  };
}
