import type { AppError } from '../shared/errors';
import type { Decision } from '../shared/model/decision';
import type { Spend, SpendQuery } from '../shared/model/budget';
import type { Exchange, ExchangeEvent } from '../shared/model/exchange';
import type { ExchangeCosts } from '../shared/model/exchange-costs';
import type { ExchangeFilter } from '../shared/model/exchange-filter';
import type { ExchangeCount, FiguresQuery, FiguresResult, Forecast } from '../shared/model/figures';
import type { TodaySpend } from '../shared/model/spend';
import { readDecision } from './decisions';
import { createBodyReader, createBodyWriter, type BodySet, type FoundBodies } from './kept-bodies';
import { listFigureValues, type FigureValuesQuery } from './figures/figure-values';
import { fillFigures } from './figures/fill-figures';
import { forecastMonth } from './figures/forecast-month';
import { queryFigures } from './figures/query-figures';
import { createKeeping, type Keeping } from './keeping';
import { openDatabase, toLedgerError } from './open-database';
import { countExchanges, listExchanges, type ExchangeQuery } from './list-exchanges';
import { findExchange, listOpenExchanges } from './read-exchanges';
import { countCosts, listForCosts, withCosts, type CostSpan } from './exchange-costs';
import { readAnswered, type AnsweredModel } from './read-answered';
import { readSpend } from './read-spend';
import { sumSpendToday } from './spend-today';
import { checkPieces } from './check-pieces';
import { createWaitingRows } from './waiting-rows';
import { watchPlace } from './watch-place';
import { createExchangeWriter } from './write-exchanges';

/** Rows wait at most this long, or until so many wait, and are then written in one transaction. */
const FLUSH_MS = 100;
const FLUSH_ROWS = 200;
/** When writing fails (a full disk), the rows are kept for the next try. */
const RETRY_MS = 1_000;
/** Counting holds up nothing but the ledger, and that no longer than this. */
const COUNT_MS = 200;

export interface Ledger {
  /** Takes in a row as it is now. Returns at once; it is written within about 100 ms. Never throws. */
  record(event: ExchangeEvent): void;
  /** Writes what waits. Throws AppError ledger-failed when that is not possible; the rows then wait on. */
  flush(): void;
  /**
   * Ends rows that are still in flight though whatever ran them is gone: outcome failed, `reason` as the error.
   * All of them, or those of the ids given. Returns them as they now are; they wait to be written like any other row.
   */
  closeOpenRows(reason: string, ids?: Iterable<string>): Exchange[];
  listExchanges(query: ExchangeQuery): Exchange[];
  /** Why an exchange went where it went; null when it was never routed, or ran before decisions were kept. */
  readDecision(exchangeId: string): Decision | null;
  /** Writes the bodies of an exchange, whose row was recorded before; does nothing where there is none. Throws AppError ledger-failed. */
  writeBodies(set: BodySet): void;
  /** Null when none were ever kept of it. */
  readBodies(exchangeId: string): FoundBodies | null;
  findExchange(id: string): Exchange | null;
  /** Spend since the local midnight before `now` (epoch milliseconds). */
  spendToday(now: number): TodaySpend;
  /** What a budget's scope has cost in a span, in real money. */
  readSpend(query: SpendQuery): Spend;
  /** Reads the file through in small pieces, one a step; throws SQLite's error at what can't be right. */
  checkPieces(): Iterator<void>;
  /** Puts what is in the log beside the file into the file. What waits is not written. Throws SQLite's error. */
  emptyLog(): void;
  /** Stops after a fifth of a second, and then says that there may be more. */
  countExchanges(filter: ExchangeFilter): ExchangeCount;
  queryFigures(query: FiguresQuery): FiguresResult;
  /** The values of a dimension that were ever seen, the newest first. */
  listFigureValues(query: FigureValuesQuery): string[];
  /** What the month of `now` (epoch milliseconds) is likely to come to. */
  forecastMonth(now: number): Forecast;
  keeping: Keeping;
  /** The models that have answered since a time, epoch ms. */
  readAnswered(from: number): AnsweredModel[];
  /** How many ended exchanges of a span cost real money, and the oldest `limit` of them: see listForCosts. */
  countCosts(span: CostSpan): number;
  listForCosts(span: CostSpan, limit: number): Exchange[];
  /** Gives exchanges other costs, in one transaction; how many of them there still are. */
  putCosts(costs: readonly ExchangeCosts[]): number;
  /** Writes what waits and closes the file. */
  close(): void;
}

export interface LedgerListeners {
  /** Every row recorded so far is in the file. */
  onFlushed?(): void;
  /** Writing began to fail, or works again (null); then with how many rows were given up meanwhile. */
  onFault?(fault: AppError | null, givenUp: number): void;
  /** More rows wait than are kept; from now on the oldest are given up. */
  onGivingUp?(): void;
}

/**
 * Opens the ledger file and migrates it. Rows may be asked for before they are written: every query writes first.
 * Throws AppError ledger-failed when the file is newer than this build, damaged or not to be opened.
 */
export function openLedger(file: string, listeners: LedgerListeners = {}): Ledger {
  const database = openDatabase(file);
  fillFigures(database);
  const writeExchanges = createExchangeWriter(database);
  const refuseOtherFile = watchPlace(file);
  const waiting = createWaitingRows(() => listeners.onGivingUp?.());
  const writeBodies = createBodyWriter(database);
  let timer: NodeJS.Timeout | null = null;
  let faulty = false;

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (waiting.size() === 0) return;
    try {
      refuseOtherFile();
      writeExchanges(waiting.values());
    } catch (error) {
      const fault = toLedgerError(error, file);
      setFault(fault);
      waiting.limit();
      timer = setTimeout(flushQuietly, RETRY_MS);
      throw fault;
    }
    waiting.clear();
    setFault(null);
    listeners.onFlushed?.();
  }

  function flushQuietly(): void {
    try {
      flush();
    } catch {
      // Told through onFault, and tried again.
    }
  }

  function setFault(fault: AppError | null): void {
    if ((fault !== null) === faulty) return;
    faulty = fault !== null;
    listeners.onFault?.(fault, fault === null ? waiting.takeGivenUp() : 0);
  }

  return {
    record(event) {
      waiting.put(event);
      if (faulty) waiting.limit();
      if (waiting.size() >= FLUSH_ROWS && !faulty) flushQuietly();
      else timer ??= setTimeout(flushQuietly, FLUSH_MS);
    },
    flush,
    closeOpenRows(reason, ids) {
      flushQuietly();
      const wanted = ids && new Set(ids);
      const open = new Map(listOpenExchanges(database, wanted).map((exchange) => [exchange.id, exchange]));
      for (const { exchange } of waiting.values()) {
        if (exchange.outcome !== 'in-flight') open.delete(exchange.id);
        else if (!wanted || wanted.has(exchange.id)) open.set(exchange.id, exchange);
      }
      const closed = [...open.values()].map((exchange) => closeExchange(exchange, reason));
      for (const exchange of closed) waiting.put({ ...waiting.get(exchange.id), exchange });
      flushQuietly();
      return closed;
    },
    listExchanges(query) {
      flush();
      return listExchanges(database, query);
    },
    readDecision(exchangeId) {
      flush();
      return readDecision(database, exchangeId);
    },
    writeBodies(set) {
      flush();
      try {
        writeBodies(set);
      } catch (error) {
        throw toLedgerError(error, file);
      }
    },
    readBodies: createBodyReader(database),
    findExchange(id) {
      flush();
      return findExchange(database, id);
    },
    spendToday(now) {
      flush();
      return sumSpendToday(database, now);
    },
    readSpend(query) {
      flush();
      return readSpend(database, query);
    },
    checkPieces: () => checkPieces(database),
    emptyLog: () => database.exec('PRAGMA wal_checkpoint(TRUNCATE)'),
    countExchanges(filter) {
      flush();
      return countExchanges(database, filter, COUNT_MS);
    },
    queryFigures(query) {
      flush();
      return queryFigures(database, query);
    },
    listFigureValues(query) {
      flush();
      return listFigureValues(database, query);
    },
    forecastMonth(now) {
      flush();
      return forecastMonth(database, now);
    },
    keeping: createKeeping({ database, file, flush, forgetDecisions: writeExchanges.forgetDecisions }),
    readAnswered(from) {
      flush();
      return readAnswered(database, from);
    },
    countCosts(span) {
      flush();
      return countCosts(database, span);
    },
    listForCosts(span, limit) {
      flush();
      return listForCosts(database, span, limit);
    },
    putCosts(costs) {
      flush();
      refuseOtherFile();
      const exchanges = withCosts(database, costs);
      writeExchanges(exchanges.map((exchange) => ({ exchange })));
      return exchanges.length;
    },
    close() {
      try {
        flush();
      } finally {
        if (timer) clearTimeout(timer);
        // The driver lets go of the file only when its statements are collected; the main file is made whole before that.
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
        database.close();
      }
    },
  };
}

/** When it really ended is not known, so its duration stays unknown. */
export function closeExchange(exchange: Exchange, reason: string): Exchange {
  return {
    ...exchange,
    outcome: 'failed',
    error: reason,
    attempts: exchange.attempts.map((attempt) =>
      attempt.outcome === 'in-flight' ? { ...attempt, outcome: 'failed' as const, error: reason } : attempt,
    ),
  };
}
