import type { MessagePort } from 'node:worker_threads';
import type { LogLevel } from '../../shared/config/config-schema';
import type { ExchangeEvent } from '../../shared/model/exchange';

/** What the proxy's side sends. `seq` counts up from 1. */
export type LedgerLinkMessage = { seq: number; event: ExchangeEvent } | { level: LogLevel; message: string };

/** What comes back: everything up to and with this `seq` is in the file. */
export interface LedgerLinkReceipt {
  savedThrough: number;
}

/** Rows and log lines kept while the ledger can't take them; beyond that the oldest rows and the newest lines are given up. */
const KEPT_ROWS = 5_000;
const KEPT_LINES = 500;

export interface LedgerLink {
  /** Passes the row on. Returns at once. */
  record(event: ExchangeEvent): void;
  log(level: LogLevel, message: string): void;
  /** Goes on over this port: a first or a new ledger thread is at its other end. It gets all that isn't in the file yet. */
  connect(port: MessagePort): void;
  /** Everything sent so far arrives at the other end before the end of the connection does. */
  disconnect(): void;
}

/**
 * The proxy's end of the direct line to the ledger thread. A row is kept until the request has ended and the ledger has
 * written it, so that a ledger thread that dies takes no row with it.
 */
export function createLedgerLink(): LedgerLink {
  const rows = new Map<string, { seq: number; event: ExchangeEvent }>();
  const lines: LedgerLinkMessage[] = [];
  let port: MessagePort | null = null;
  let seq = 0;

  function forgetSaved({ savedThrough }: LedgerLinkReceipt): void {
    for (const [id, row] of rows) {
      if (row.seq <= savedThrough && row.event.kind === 'finished') rows.delete(id);
    }
  }

  function forgetOldest(): void {
    for (const id of rows.keys()) {
      if (rows.size <= KEPT_ROWS) return;
      rows.delete(id);
    }
  }

  return {
    record(event) {
      const row = { seq: ++seq, event };
      rows.set(event.exchange.id, row);
      forgetOldest();
      port?.postMessage(row satisfies LedgerLinkMessage);
    },
    log(level, message) {
      const line: LedgerLinkMessage = { level, message };
      if (port) port.postMessage(line);
      else if (lines.length < KEPT_LINES) lines.push(line);
    },
    connect(next) {
      port?.close();
      port = next;
      next.on('message', forgetSaved);
      next.on('close', () => {
        if (port === next) port = null;
      });
      for (const message of [...lines.splice(0), ...rows.values()]) next.postMessage(message);
    },
    disconnect() {
      port?.close();
      port = null;
    },
  };
}
