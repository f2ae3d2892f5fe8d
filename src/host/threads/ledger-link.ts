import type { MessagePort } from 'node:worker_threads';
import type { LogLevel } from '../../shared/config/logging-config';
import type { Spend, SpendQuery } from '../../shared/model/budget';
import type { CapturedBodies } from '../../shared/model/captured-bodies';
import type { ExchangeEvent } from '../../shared/model/exchange';

/** `seq` counts up from 1. */
interface LedgerLinkRow {
  seq: number;
  event: ExchangeEvent;
}
interface LedgerLinkLine {
  level: LogLevel;
  message: string;
}

/** What the budgets have spent, by all rows that were sent before it on this line. */
interface LedgerLinkQuestion {
  question: number;
  queries: SpendQuery[];
}

/** The memory that they lie in changes hands. */
interface LedgerLinkBodies {
  captured: CapturedBodies;
}

/** What the proxy's side sends: each row at most once, as it is by then; bodies after the last row of their exchange. */
export type LedgerLinkMessage = (LedgerLinkRow | LedgerLinkLine | LedgerLinkBodies | LedgerLinkQuestion)[];

/** Everything up to and with this `seq` is in the file. */
export interface LedgerLinkReceipt {
  savedThrough: number;
}

/** What comes back. */
export type LedgerLinkReply =
  | LedgerLinkReceipt
  /** The answer to a question; null: the ledger cannot be read. */
  | { question: number; sums: Spend[] | null }
  /** Sums that were told before may be others now, or can be read again. */
  | { spendChanged: true };

/** Rows and log lines kept while the ledger can't take them; beyond that the oldest rows and the newest lines are given up. */
const KEPT_ROWS = 5_000;
const KEPT_LINES = 500;
/** Bytes of bodies that wait for a ledger; beyond that the newest are given up, and so are those that a ledger which dies was sent. */
const KEPT_BODY_BYTES = 8_000_000;

/** To wake another thread costs a request more than all else that the ledger does for it; so what passes within this time goes at once, in ms. */
const BATCH_MS = 10;

export interface LedgerLink {
  /** Passes the row on. Returns at once. */
  record(event: ExchangeEvent): void;
  log(level: LogLevel, message: string): void;
  /** What the ledger holds of all rows recorded before the call, and of none after it. Null while no ledger is there, or it cannot be read. */
  readSpend(queries: SpendQuery[]): Promise<Spend[] | null>;
  /** Passes bodies on, after the rows recorded so far. Their memory is the sender's no more. */
  keepBodies(captured: CapturedBodies): void;
  /** Goes on over this port: a first or a new ledger thread is at its other end. It gets all that isn't in the file yet. */
  connect(port: MessagePort): void;
  /** Everything sent so far arrives at the other end before the end of the connection does. */
  disconnect(): void;
}

/**
 * The proxy's end of the direct line to the ledger thread. A row is kept until the request has ended and the ledger has
 * written it, so that a ledger thread that dies takes no row with it. `onSpendChanged` is called when the sums are to be asked for anew: when
 * another ledger thread is there, too.
 */
export function createLedgerLink(onSpendChanged: () => void = () => undefined): LedgerLink {
  const rows = new Map<string, LedgerLinkRow>();
  const due = new Map<string, LedgerLinkRow>();
  const lines: LedgerLinkLine[] = [];
  const bodies: LedgerLinkBodies[] = [];
  let bodyBytes = 0;
  let port: MessagePort | null = null;
  let timer: NodeJS.Timeout | null = null;
  let seq = 0;
  /** Rows that were given up before they were sent. */
  let givenUp = 0;
  let questions = 0;
  const answers = new Map<number, (sums: Spend[] | null) => void>();

  function hear(reply: LedgerLinkReply): void {
    if ('savedThrough' in reply) forgetSaved(reply);
    else if ('spendChanged' in reply) onSpendChanged();
    else answer(reply.question, reply.sums);
  }

  function answer(question: number, sums: Spend[] | null): void {
    answers.get(question)?.(sums);
    answers.delete(question);
  }

  /** Whoever was asked is gone. */
  function answerNothing(): void {
    for (const question of [...answers.keys()]) answer(question, null);
  }

  function forgetSaved({ savedThrough }: LedgerLinkReceipt): void {
    for (const [id, row] of rows) {
      if (row.seq <= savedThrough && row.event.kind === 'finished') rows.delete(id);
    }
  }

  function forgetOldest(): void {
    for (const id of rows.keys()) {
      if (rows.size <= KEPT_ROWS) return;
      rows.delete(id);
      // What was sent, the ledger's thread keeps.
      if (due.delete(id)) givenUp += 1;
    }
  }

  function sayGivenUp(): void {
    if (givenUp > 0)
      lines.push({ level: 'error', message: `${givenUp} rows were given up while there was no ledger to take them` });
    givenUp = 0;
  }

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (port === null || lines.length + due.size + bodies.length === 0) return;
    const message: LedgerLinkMessage = [...lines.splice(0), ...due.values(), ...bodies];
    port.postMessage(
      message,
      bodies.map(({ captured }) => captured.bytes.buffer),
    );
    due.clear();
    bodies.length = bodyBytes = 0;
  }

  function schedule(): void {
    if (port !== null) timer ??= setTimeout(flush, BATCH_MS);
  }

  return {
    record(event) {
      const row = { seq: ++seq, event };
      rows.set(event.exchange.id, row);
      due.set(event.exchange.id, row);
      forgetOldest();
      schedule();
    },
    log(level, message) {
      if (port !== null || lines.length < KEPT_LINES) lines.push({ level, message });
      schedule();
    },
    readSpend(queries) {
      flush();
      if (port === null) return Promise.resolve(null);
      const question = ++questions;
      const answered = new Promise<Spend[] | null>((resolve) => answers.set(question, resolve));
      port.postMessage([{ question, queries }] satisfies LedgerLinkMessage);
      return answered;
    },
    keepBodies(captured) {
      if (bodyBytes + captured.bytes.length > KEPT_BODY_BYTES) {
        // A line that is there takes them at once; where there is none, they are too many.
        if (port === null) return;
        flush();
      }
      bodies.push({ captured });
      bodyBytes += captured.bytes.length;
      schedule();
    },
    connect(next) {
      port?.close();
      port = next;
      next.on('message', hear);
      next.on('close', () => {
        if (port !== next) return;
        port = null;
        answerNothing();
      });
      answerNothing();
      for (const [id, row] of rows) due.set(id, row);
      sayGivenUp();
      flush();
      onSpendChanged();
    },
    disconnect() {
      flush();
      port?.close();
      port = null;
      answerNothing();
    },
  };
}
