import type { Dimension } from '../../shared/model/exchange-filter';
import { isFailedAttempt, type Attempt, type Exchange } from '../../shared/model/exchange';
import { addTime, type Cell } from './cells';
import { findBin } from './histogram';
import { AT, type Measure } from './measures';

/** Where something of an exchange is counted: the values of all dimensions, and the kind of money. */
export interface Place {
  playMoney: boolean;
  values: Record<Dimension, string | null>;
}

/** An attempt, or an exchange that has none: then it stands for the one that there would have been. */
type Billed = Pick<Attempt, 'usage' | 'cost'> & Pick<Exchange, 'outcome'>;

/**
 * Counts an exchange that has ended: adds what it comes to, `times` as often (-1 takes it away again), to the cells of its places. What was billed, and
 * the attempts, count where each attempt was made; the exchange itself counts once, where the last one was made. So the sums over any dimension are the same.
 */
export function countExchange(exchange: Exchange, times: 1 | -1, cellAt: (place: Place) => Cell): void {
  const last = exchange.attempts.at(-1);
  const own = cellAt({
    playMoney: exchange.cost.playMoney,
    values: findValues(exchange, exchange.providerId, exchange.model, last?.keyId ?? null),
  });
  countOnce(exchange, times, own);
  if (last === undefined) return countBilled(exchange, times, own);
  for (const attempt of exchange.attempts) {
    const cell = cellAt({
      playMoney: attempt.cost?.playMoney ?? exchange.cost.playMoney,
      values: findValues(exchange, attempt.providerId, attempt.model, attempt.keyId),
    });
    add(cell, 'attempts', times);
    if (isFailedAttempt(attempt)) add(cell, 'failedAttempts', times);
    countBilled(attempt as Billed, times, cell);
  }
}

function findValues(exchange: Exchange, provider: string | null, model: string | null, key: string | null): Place['values'] {
  return {
    route: exchange.route,
    scenario: exchange.scenario,
    provider,
    model: provider === null || model === null ? null : `${provider}/${model}`,
    client: exchange.client,
    session: exchange.sessionId,
    project: exchange.project,
    key: key === null ? null : `${provider} ${key}`,
    status: exchange.status === null ? null : String(exchange.status),
  };
}

function add(cell: Cell, measure: Measure, value: number): void {
  cell.sums[AT[measure]]! += value;
}

function countOnce(exchange: Exchange, times: number, cell: Cell): void {
  const { outcome, usage, cost, defaultCost, firstTokenMs, durationMs } = exchange;
  add(cell, 'requests', times);
  if (outcome === 'failed') add(cell, 'failed', times);
  if (outcome === 'aborted') add(cell, 'aborted', times);
  if (exchange.attempts.length > 1) add(cell, 'fellBack', times);
  // Where nothing is known nothing was estimated, though such usage carries the mark.
  if (usage.estimated && (usage.input !== null || usage.output !== null)) add(cell, 'estimated', times);
  if (exchange.oddities.length > 0) add(cell, 'odd', times);
  if (defaultCost !== null && cost.total !== null) {
    add(cell, 'saved', times * (defaultCost - cost.total));
    add(cell, 'savedOf', times);
  }
  if (firstTokenMs !== null) addTime(cell, 0, findBin(firstTokenMs), times);
  if (durationMs !== null) addTime(cell, 1, findBin(durationMs), times);
  const last = exchange.attempts.at(-1);
  const answer = last === undefined ? usage.output : (last.usage?.output ?? null);
  if (!exchange.streaming || firstTokenMs === null || durationMs === null || answer === null) return;
  // What came all at once has no speed.
  if (durationMs <= firstTokenMs) return;
  add(cell, 'streamMs', times * (durationMs - firstTokenMs));
  add(cell, 'streamTokens', times * answer);
}

function countBilled({ outcome, usage, cost }: Billed, times: number, cell: Cell): void {
  const known: [Measure, number | null | undefined][] = [
    ['input', usage?.input],
    ['output', usage?.output],
    ['cacheRead', usage?.cacheRead],
    ['cacheWrite', usage?.cacheWrite],
    ['cacheWrite1h', usage?.cacheWrite1h],
    ['reasoning', usage?.reasoning],
    ['webSearches', usage?.webSearches],
    ['costTotal', cost?.total],
    ['costInput', cost?.input],
    ['costOutput', cost?.output],
    ['costCacheRead', cost?.cacheRead],
    ['costCacheWrite', cost?.cacheWrite],
    ['costFees', cost?.fees],
  ];
  for (const [measure, value] of known) if (value) add(cell, measure, times * value);
  const answered = outcome === 'ok' || (usage?.output ?? 0) > 0;
  if (answered && (cost?.total ?? null) === null) add(cell, 'unpriced', times);
}
