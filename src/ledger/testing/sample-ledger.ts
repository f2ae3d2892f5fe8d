import { encodeDecision } from '../../shared/model/common-steps';
import type { Exchange, ExchangeEvent } from '../../shared/model/exchange';
import { UNKNOWN_COST } from '../../shared/model/money';
import { UNKNOWN_USAGE } from '../../shared/model/usage';
import { sampleExchange } from '../../shared/testing/sample-exchange';
import { openLedger } from '../ledger';

const FIRST = Date.UTC(2026, 5, 12);

/** An exchange with figures, an attempt or two, and here and there a text that takes pages of its own. */
export function sampleRow(number: number): ExchangeEvent {
  const attempt = (which: number) => ({
    number: which,
    providerId: 'deepseek',
    model: `model-${number % 7}`,
    keyId: which === 1 ? 'env:A_KEY' : null,
    lane: 'translated' as const,
    outcome: 'ok' as const,
    status: 200,
    startedAfterMs: which,
    endedAfterMs: 90 + number,
    error: null,
    usage: { ...UNKNOWN_USAGE, input: number, output: which, estimated: false },
    cost: { ...UNKNOWN_COST, total: number * 1_000, source: 'user' as const, sourceDate: '2026-06-01' },
  });
  const exchange = sampleExchange({
    id: `req_${String(number).padStart(12, '0')}`,
    startedAt: FIRST + number * 1_000,
    sessionId: `session-${number % 20}`,
    outcome: number % 11 === 0 ? 'failed' : 'ok',
    error: number % 11 === 0 ? 'It answered 503. ' + 'and went on about it '.repeat(number % 33 === 0 ? 600 : 2) : null,
    usage: { ...UNKNOWN_USAGE, input: number, output: 2, estimated: false },
    cost: { ...UNKNOWN_COST, total: number * 1_000, source: 'user', sourceDate: '2026-06-01' },
    attempts: number % 5 === 0 ? [attempt(1), attempt(2)] : [attempt(1)],
  });
  const target = { target: `deepseek/model-${number % 40}`, outcome: 'candidate' as const, why: null };
  return { kind: 'finished', exchange, decision: encodeDecision({ steps: [], targets: [target] }) };
}

/** Writes a ledger with so many rows and closes it; returns the rows by id. */
export function writeSampleLedger(file: string, count: number): Map<string, Exchange> {
  const ledger = openLedger(file);
  const rows = new Map<string, Exchange>();
  for (let number = 1; number <= count; number++) {
    const event = sampleRow(number);
    rows.set(event.exchange.id, event.exchange);
    ledger.record(event);
  }
  ledger.close();
  return rows;
}
