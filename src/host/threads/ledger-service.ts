import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import {
  buildInThread,
  describeRecovery,
  keepLedger,
  type AnsweredModel,
  type ExchangeQuery,
  type FigureValuesQuery,
  type Ledger,
} from '../../ledger';
import type { LogLevel } from '../../shared/config/logging-config';
import { toAppErrorData, type AppErrorData } from '../../shared/errors';
import type { ExchangeBodies } from '../../shared/model/bodies';
import type { Decision } from '../../shared/model/decision';
import type { Exchange } from '../../shared/model/exchange';
import type { ExchangeFilter } from '../../shared/model/exchange-filter';
import type { ExchangeCount, FiguresQuery, FiguresResult, Forecast } from '../../shared/model/figures';
import type { LogLine, LogName, LogPage } from '../../shared/model/log-page';
import type { TodaySpend } from '../../shared/model/spend';
import { answerBodies } from '../bodies/answer-bodies';
import { createBodyKeeper } from '../bodies/create-body-keeper';
import { createLogs, findLogFolder, type LogEntry } from '../logs/create-logs';
import { readLog, type LogQuery } from '../logs/read-log';
import { toLogFault } from '../logs/to-log-fault';
import { createActivity } from './activity';
import { serveCosts } from '../prices/ledger-costs';
import { answerSpend } from './answer-spend';
import { batchLines } from './batch-lines';
import { batchRows } from './batch-rows';
import { guardHandlers } from './guard-handlers';
import { createKeepingService, type KeepingCalls } from './keeping-calls';
import type { LedgerLinkMessage, LedgerLinkReceipt, LedgerLinkReply } from './ledger-link';
import type { CallHandlers } from './thread-calls';

export interface LedgerThreadData {
  dataFolder: string;
  /** The built script of the thread that recovers a damaged ledger. */
  recoveryThread: string;
}

/** The calls that the ledger thread answers. */
export type LedgerCalls = KeepingCalls & {
  /** The other end belongs to a proxy's LedgerLink. */
  'connect-proxy': { input: { port: MessagePort }; output: void };
  list: { input: ExchangeQuery; output: Exchange[] };
  count: { input: ExchangeFilter; output: ExchangeCount };
  figures: { input: FiguresQuery; output: FiguresResult };
  forecast: { input: void; output: Forecast };
  'figure-values': { input: FigureValuesQuery; output: string[] };
  decision: { input: { exchangeId: string }; output: Decision | null };
  bodies: { input: { exchangeId: string }; output: ExchangeBodies };
  'spend-today': { input: void; output: TodaySpend };
  log: { input: LogEntry; output: void };
  'set-log-level': { input: LogLevel; output: void };
  'read-log': { input: LogQuery; output: LogPage };
  /** From now on the lines of this log are told as they are written; null: of none. */
  'watch-log': { input: LogName | null; output: void };
  /** The models that have answered since a time, epoch ms. */
  'answered-models': { input: { from: number }; output: AnsweredModel[] };
  /** The other end belongs to a recalculation of costs. */
  'serve-costs': { input: { port: MessagePort }; output: void };
  /** Waits for the proxies that have disconnected, writes everything and closes the file. */
  close: { input: void; output: void };
};

/** What the ledger thread tells by itself. */
export type LedgerThreadEvent =
  | { kind: 'rows'; exchanges: Exchange[] }
  | { kind: 'fault'; fault: AppErrorData | null; givenUp: number }
  /** More rows wait for a ledger that can't be written than are kept: the oldest are given up. */
  | { kind: 'giving-up' }
  /** A damaged ledger was recovered. */
  | { kind: 'recovered'; message: string; hint: string }
  /** The ledger's file is damaged or no longer there; the thread ends now, and its successor sees to it. */
  | { kind: 'lost'; loss: 'damaged' | 'gone' }
  /** Of the log that is watched, in their order; at most one batch in 250 ms. */
  | { kind: 'log-lines'; name: LogName; lines: LogLine[] }
  /** A log cannot be written; null: all can again. */
  | { kind: 'log-fault'; message: string | null }
  /** What keeping the ledger tidy met with. */
  | { kind: 'keeping-warning'; message: string; hint: string };

const STOPPED_BEFORE = 'Switchyard ended while this was running.';
const PROXY_DIED = 'The proxy thread stopped while this was running. It was started again.';
const BATCH_MS = 250;
/** How long `close` waits for rows that a proxy has sent before it disconnected. */
const LAST_ROWS_MS = 1_000;

/**
 * The work of the ledger thread: the ledger, the text logs, and the rows for the screens.
 *
 * @param end ends the thread, which is then started again: what it holds open of a lost file must be let go
 */
export function createLedgerService(
  { dataFolder, recoveryThread }: LedgerThreadData,
  tell: (event: LedgerThreadEvent) => void,
  end: () => void,
): CallHandlers<LedgerCalls> {
  const lines = batchLines(BATCH_MS, (name, written) => tell({ kind: 'log-lines', name, lines: written }));
  const logs = createLogs(dataFolder, Date.now, {
    onLine: lines.add,
    onFault: (message) => tell({ kind: 'log-fault', message }),
  });
  const batch = batchRows(BATCH_MS, (exchanges) => tell({ kind: 'rows', exchanges }));
  const receipts = new Set<() => void>();
  const spendListeners = new Set<() => void>();
  const connections = new Set<Promise<void>>();
  const keeper = keepLedger(join(dataFolder, 'ledger.db'), {
    build: buildInThread(recoveryThread),
    onOpened: closeOldRows,
    onFlushed: () => receipts.forEach((send) => send()),
    onFault: tellFault,
    onGivingUp() {
      logs.log({ level: 'error', message: 'more rows wait for the ledger than are kept: the oldest are given up' });
      tell({ kind: 'giving-up' });
    },
    onDamaged: (why) => logs.log({ level: 'error', message: 'the ledger is damaged and is being recovered', fields: { why } }),
    onRecovered(report) {
      const told = describeRecovery(report);
      logs.log({ level: 'warn', message: told.message, fields: { aside: report.aside, ...report.counts } });
      tell({ kind: 'recovered', ...told });
    },
    onLost(loss) {
      logs.log({ level: 'error', message: `the open ledger file is ${loss}: the ledger thread starts again` });
      batch.flush();
      tell({ kind: 'lost', loss });
      end();
    },
  });
  const reader = () => keeper.ledger();

  /** What is in memory can be read without it. */
  function ledgerIfOpen(): Ledger | null {
    try {
      return reader();
    } catch {
      return null;
    }
  }

  const bodies = createBodyKeeper({
    write: (set) => reader().writeBodies(set),
    log: (level, message) => logs.log({ level, message }),
  });
  const activity = createActivity(() => performance.now());
  const keeping = createKeepingService({
    keeping: () => reader().keeping,
    activity,
    log: logs.log,
    warn: (message, hint) => tell({ kind: 'keeping-warning', message, hint }),
    now: Date.now,
  });

  function closeOldRows(ledger: Ledger): void {
    const closed = ledger.closeOpenRows(STOPPED_BEFORE);
    if (closed.length > 0)
      logs.log({ level: 'warn', message: 'rows of an earlier run were closed', fields: { rows: closed.length } });
    // Once the rows that have waited for it are in it too.
    queueMicrotask(tellSpendChanged);
  }

  function tellFault(error: unknown, givenUp: number): void {
    const fault = error === null ? null : toAppErrorData(error);
    logs.log({
      level: fault ? 'error' : 'info',
      message: fault?.message ?? 'the ledger can be written again',
      fields: givenUp > 0 ? { givenUp } : {},
    });
    tell({ kind: 'fault', fault, givenUp });
    if (fault === null) tellSpendChanged();
  }

  /** The proxies ask anew what their budgets have spent. */
  function tellSpendChanged(): void {
    for (const listener of spendListeners) listener();
  }

  function connect(port: MessagePort): Promise<void> {
    const open = new Set<string>();
    const unfollow = activity.follow(open);
    let received = 0;
    const sendReceipt = () => port.postMessage({ savedThrough: received } satisfies LedgerLinkReceipt);
    const reply = (message: LedgerLinkReply) => port.postMessage(message);
    const sendSpendChanged = () => reply({ spendChanged: true });
    receipts.add(sendReceipt);
    spendListeners.add(sendSpendChanged);
    function take(message: LedgerLinkMessage[number]): void {
      if ('question' in message) return reply(answerSpend(message, keeper));
      if ('captured' in message) return bodies.add(message.captured);
      if (!('event' in message)) return logs.log(message);
      const { kind, exchange } = message.event;
      received = Math.max(received, message.seq);
      keeper.record(message.event);
      batch.add(exchange);
      activity.touch();
      if (kind === 'finished') {
        open.delete(exchange.id);
        logs.logExchange(exchange);
      } else {
        open.add(exchange.id);
      }
    }
    port.on('message', (messages: LedgerLinkMessage) => messages.forEach(take));
    return new Promise((resolve) => {
      port.on('close', () => {
        receipts.delete(sendReceipt);
        spendListeners.delete(sendSpendChanged);
        unfollow();
        closeRowsOf(open);
        resolve();
      });
    });
  }

  /** A proxy that ends in good order has finished its rows first, so what is open now has lost its proxy. */
  function closeRowsOf(ids: Set<string>): void {
    if (ids.size === 0) return;
    for (const exchange of keeper.closeOpenRows(PROXY_DIED, ids)) {
      batch.add(exchange);
      logs.logExchange(exchange);
    }
    // The proxy that has followed may have asked before these had ended.
    tellSpendChanged();
  }

  return guardHandlers<LedgerCalls>(keeper, {
    'connect-proxy'({ port }) {
      const connection = connect(port);
      connections.add(connection);
      void connection.then(() => connections.delete(connection));
    },
    list: (query) => reader().listExchanges(query),
    count: (filter) => reader().countExchanges(filter),
    figures: (query) => reader().queryFigures(query),
    forecast: () => reader().forecastMonth(Date.now()),
    'figure-values': (query) => reader().listFigureValues(query),
    decision: ({ exchangeId }) => reader().readDecision(exchangeId),
    bodies: ({ exchangeId }) => answerBodies(exchangeId, bodies, ledgerIfOpen()),
    'spend-today': () => reader().spendToday(Date.now()),
    log: logs.log,
    'set-log-level': logs.setLevel,
    ...keeping.handlers,
    'read-log': (query) => readLogPage(dataFolder, query),
    'watch-log'(name) {
      lines.clear();
      logs.watch(name);
    },
    'answered-models': ({ from }) => reader().readAnswered(from),
    'serve-costs': ({ port }) => serveCosts(keeper, port),
    async close() {
      const late = new Promise((resolve) => setTimeout(resolve, LAST_ROWS_MS).unref());
      await Promise.race([Promise.all(connections), late]);
      await keeping.close();
      batch.flush();
      lines.clear();
      await bodies.flush();
      bodies.close();
      await keeper.close();
    },
  });
}

function readLogPage(dataFolder: string, query: LogQuery): LogPage {
  const folder = findLogFolder(dataFolder);
  try {
    return readLog(folder, query, Date.now()).page;
  } catch (error) {
    throw toLogFault(folder, error);
  }
}
