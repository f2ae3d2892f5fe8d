import type { Attempt, Exchange } from '../shared/model/exchange';

type Value = string | number | null;
export type Row = Record<string, Value>;

/** An exchange as a row of the table `exchanges`, by column name. The attempts are rows of their own. */
export function toExchangeRow(exchange: Exchange) {
  const { usage, cost } = exchange;
  return {
    id: exchange.id,
    started_at: exchange.startedAt,
    outcome: exchange.outcome,
    client: exchange.client,
    client_dialect: exchange.clientDialect,
    session_id: exchange.sessionId,
    requested_model: exchange.requestedModel,
    streaming: Number(exchange.streaming),
    scenario: exchange.scenario,
    route: exchange.route,
    reason: exchange.reason,
    provider_id: exchange.providerId,
    model: exchange.model,
    lane: exchange.lane,
    status: exchange.status,
    stop_reason: exchange.stopReason,
    first_byte_ms: exchange.firstByteMs,
    first_token_ms: exchange.firstTokenMs,
    duration_ms: exchange.durationMs,
    tokens_input: usage.input,
    tokens_output: usage.output,
    tokens_cache_read: usage.cacheRead,
    tokens_cache_write: usage.cacheWrite,
    tokens_reasoning: usage.reasoning,
    tokens_estimated: Number(usage.estimated),
    cost_total: cost.total,
    cost_input: cost.input,
    cost_output: cost.output,
    cost_cache_read: cost.cacheRead,
    cost_cache_write: cost.cacheWrite,
    cost_source: cost.source,
    cost_source_date: cost.sourceDate,
    play_money: Number(cost.playMoney),
    error: exchange.error,
  } satisfies Row;
}

export type ExchangeRow = ReturnType<typeof toExchangeRow>;

/** The reverse of {@link toExchangeRow}. */
export function fromExchangeRow(row: ExchangeRow, attempts: Attempt[]): Exchange {
  return {
    id: row.id,
    startedAt: row.started_at,
    outcome: row.outcome,
    client: row.client,
    clientDialect: row.client_dialect,
    sessionId: row.session_id,
    requestedModel: row.requested_model,
    streaming: row.streaming === 1,
    scenario: row.scenario,
    route: row.route,
    reason: row.reason,
    providerId: row.provider_id,
    model: row.model,
    lane: row.lane,
    status: row.status,
    stopReason: row.stop_reason,
    firstByteMs: row.first_byte_ms,
    firstTokenMs: row.first_token_ms,
    durationMs: row.duration_ms,
    usage: {
      input: row.tokens_input,
      output: row.tokens_output,
      cacheRead: row.tokens_cache_read,
      cacheWrite: row.tokens_cache_write,
      reasoning: row.tokens_reasoning,
      estimated: row.tokens_estimated === 1,
    },
    cost: {
      total: row.cost_total,
      input: row.cost_input,
      output: row.cost_output,
      cacheRead: row.cost_cache_read,
      cacheWrite: row.cost_cache_write,
      source: row.cost_source,
      sourceDate: row.cost_source_date,
      playMoney: row.play_money === 1,
    },
    error: row.error,
    attempts,
  };
}

/** An attempt as a row of the table `attempts`. */
export function toAttemptRow(exchangeId: string, attempt: Attempt) {
  return {
    exchange_id: exchangeId,
    number: attempt.number,
    provider_id: attempt.providerId,
    model: attempt.model,
    key_id: attempt.keyId,
    lane: attempt.lane,
    outcome: attempt.outcome,
    status: attempt.status,
    started_after_ms: attempt.startedAfterMs,
    ended_after_ms: attempt.endedAfterMs,
    error: attempt.error,
  } satisfies Row;
}

export type AttemptRow = ReturnType<typeof toAttemptRow>;

/** The reverse of {@link toAttemptRow}. */
export function fromAttemptRow(row: AttemptRow): Attempt {
  return {
    number: row.number,
    providerId: row.provider_id,
    model: row.model,
    keyId: row.key_id,
    lane: row.lane,
    outcome: row.outcome,
    status: row.status,
    startedAfterMs: row.started_after_ms,
    endedAfterMs: row.ended_after_ms,
    error: row.error,
  };
}
