import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { openLedger, type ExchangeQuery, type FigureValuesQuery, type Ledger } from '../../ledger';
import type { LogLevel } from '../../shared/config/logging-config';
import { AppError, toAppErrorData, type AppErrorData } from '../../shared/errors';
import type { Decision } from '../../shared/model/decision';
import type { Exchange } from '../../shared/model/exchange';
import type { ExchangeFilter } from '../../shared/model/exchange-filter';
import type { ExchangeCount, FiguresQuery, FiguresResult, Forecast } from '../../shared/model/figures';
import type { LogLine, LogName, LogPage } from '../../shared/model/log-page';
import type { TodaySpend } from '../../shared/model/spend';
import { createLogs, findLogFolder, type LogEntry } from '../logs/create-logs';
import { readLog, type LogQuery } from '../logs/read-log';
import { toLogFault } from '../logs/to-log-fault';
import { batchLines } from './batch-lines';
import { batchRows } from './batch-rows';
import type { LedgerLinkMessage, LedgerLinkReceipt } from './ledger-link';
import type { CallHandlers } from './thread-calls';

export interface LedgerThreadData {
  dataFolder: string;
}

/** The calls that the ledger thread answers. */
export type LedgerCalls = {
  /** The other end belongs to a proxy's LedgerLink. */
  'connect-proxy': { input: { port: MessagePort }; output: void };
  list: { input: ExchangeQuery; output: Exchange[] };
  count: { input: ExchangeFilter; output: ExchangeCount };
  figures: { input: FiguresQuery; output: FiguresResult };
  forecast: { input: void; output: Forecast };
  'figure-values': { input: FigureValuesQuery; output: string[] };
  decision: { input: { exchangeId: string }; output: Decision | null };
  'spend-today': { input: void; output: TodaySpend };
  log: { input: LogEntry; output: void };
  'set-log-level': { input: LogLevel; output: void };
  'read-log': { input: LogQuery; output: LogPage };
  /** From now on the lines of this log are told as they are written; null: of none. */
  'watch-log': { input: LogName | null; output: void };
  /** Waits for the proxies that have disconnected, writes everything and closes the file. */
  close: { input: void; output: void };
};

/** What the ledger thread tells by itself. */
export type LedgerThreadEvent =
  | { kind: 'rows'; exchanges: Exchange[] }
  | { kind: 'fault'; fault: AppErrorData | null }
  /** Of the log that is watched, in their order; at most one batch in 250 ms. */
  | { kind: 'log-lines'; name: LogName; lines: LogLine[] }
  /** A log cannot be written; null: all can again. */
  | { kind: 'log-fault'; message: string | null };

const STOPPED_BEFORE = 'Switchyard ended while this was running.';
const PROXY_DIED = 'The proxy thread stopped while this was running. It was started again.';
const BATCH_MS = 250;
/** How long `close` waits for rows that a proxy has sent before it disconnected. */
const LAST_ROWS_MS = 1_000;

/** The work of the ledger thread: the ledger, the text logs, and the rows for the screens. */
export function createLedgerService(
  { dataFolder }: LedgerThreadData,
  tell: (event: LedgerThreadEvent) => void,
): CallHandlers<LedgerCalls> {
  const lines = batchLines(BATCH_MS, (name, written) => tell({ kind: 'log-lines', name, lines: written }));
  const logs = createLogs(dataFolder, Date.now, {
    onLine: lines.add,
    onFault: (message) => tell({ kind: 'log-fault', message }),
  });
  const batch = batchRows(BATCH_MS, (exchanges) => tell({ kind: 'rows', exchanges }));
  const receipts = new Set<() => void>();
  const connections = new Set<Promise<void>>();
  const ledger = open();

  function open(): Ledger | AppErrorData {
    try {
      const opened = openLedger(join(dataFolder, 'ledger.db'), {
        onFlushed: () => receipts.forEach((send) => send()),
        onFault: tellFault,
      });
      const closed = opened.closeOpenRows(STOPPED_BEFORE);
      if (closed.length > 0)
        logs.log({ level: 'warn', message: 'rows of an earlier run were closed', fields: { rows: closed.length } });
      return opened;
    } catch (error) {
      tellFault(error);
      return toAppErrorData(error);
    }
  }

  function tellFault(error: unknown): void {
    const fault = error === null ? null : toAppErrorData(error);
    logs.log({ level: fault ? 'error' : 'info', message: fault?.message ?? 'the ledger can be written again' });
    tell({ kind: 'fault', fault });
  }

  /** Without a ledger file the rows still reach the screens and the logs. */
  function writer(): Ledger | null {
    return 'code' in ledger ? null : ledger;
  }

  function reader(): Ledger {
    if ('code' in ledger) throw new AppError(ledger.code, ledger.message, ledger.hint);
    return ledger;
  }

  function connect(port: MessagePort): Promise<void> {
    const open = new Set<string>();
    let received = 0;
    const sendReceipt = () => port.postMessage({ savedThrough: received } satisfies LedgerLinkReceipt);
    receipts.add(sendReceipt);
    function take(message: LedgerLinkMessage[number]): void {
      if (!('event' in message)) return logs.log(message);
      const { kind, exchange } = message.event;
      received = Math.max(received, message.seq);
      writer()?.record(message.event);
      batch.add(exchange);
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
        closeRowsOf(open);
        resolve();
      });
    });
  }

  /** A proxy that ends in good order has finished its rows first, so what is open now has lost its proxy. */
  function closeRowsOf(ids: Set<string>): void {
    if (ids.size === 0) return;
    for (const exchange of writer()?.closeOpenRows(PROXY_DIED, ids) ?? []) {
      batch.add(exchange);
      logs.logExchange(exchange);
    }
  }

  return {
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
    'spend-today': () => reader().spendToday(Date.now()),
    log: logs.log,
    'set-log-level': logs.setLevel,
    'read-log': (query) => readLogPage(dataFolder, query),
    'watch-log'(name) {
      lines.clear();
      logs.watch(name);
    },
    async close() {
      const late = new Promise((resolve) => setTimeout(resolve, LAST_ROWS_MS).unref());
      await Promise.race([Promise.all(connections), late]);
      batch.flush();
      lines.clear();
      writer()?.close();
    },
  };
}

function readLogPage(dataFolder: string, query: LogQuery): LogPage {
  const folder = findLogFolder(dataFolder);
  try {
    return readLog(folder, query, Date.now()).page;
  } catch (error) {
    throw toLogFault(folder, error);
  }
}
