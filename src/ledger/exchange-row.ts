import type { Attempt, Exchange } from '../shared/model/exchange';
import type { Cost } from '../shared/model/money';
import type { Usage } from '../shared/model/usage';

type Value = string | number | null;
export type Row = Record<string, Value>;

/** An exchange as a row of the table `exchanges`, by column name. The attempts are rows of their own. */
export function toExchangeRow(exchange: Exchange) {
  return {
    id: exchange.id,
    started_at: exchange.startedAt,
    outcome: exchange.outcome,
    client: exchange.client,
    client_dialect: exchange.clientDialect,
    session_id: exchange.sessionId,
    project: exchange.project,
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
    ...toUsageColumns(exchange.usage),
    ...toCostColumns(exchange.cost),
    cost_default: exchange.defaultCost,
    oddities: exchange.oddities.length === 0 ? null : JSON.stringify(exchange.oddities),
    private: Number(exchange.private),
    error: exchange.error,
    attempt_count: exchange.attempts.length,
    key_id: exchange.attempts.at(-1)?.keyId ?? null,
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
    project: row.project,
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
    usage: fromUsageColumns(row),
    cost: fromCostColumns(row),
    defaultCost: row.cost_default,
    oddities: row.oddities === null ? [] : (JSON.parse(row.oddities) as string[]),
    private: row.private === 1,
    error: row.error,
    attempts,
  };
}

const NO_USAGE = {
  tokens_input: null,
  tokens_output: null,
  tokens_cache_read: null,
  tokens_cache_write: null,
  tokens_cache_write_1h: null,
  tokens_reasoning: null,
  web_searches: null,
  service_tier: null,
  tokens_estimated: null,
};

const NO_COST = {
  cost_total: null,
  cost_input: null,
  cost_output: null,
  cost_cache_read: null,
  cost_cache_write: null,
  cost_fees: null,
  cost_source: null,
  cost_source_date: null,
  play_money: null,
};

/** An attempt as a row of the table `attempts`. */
export function toAttemptRow(exchangeId: string, attempt: Attempt) {
  const { usage, cost } = attempt;
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
    ...(usage === null ? NO_USAGE : toUsageColumns(usage)),
    ...(cost === null ? NO_COST : toCostColumns(cost)),
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
    usage: row.tokens_estimated === null ? null : fromUsageColumns(row as UsageColumns),
    cost: row.play_money === null ? null : fromCostColumns(row as CostColumns),
  };
}

function toUsageColumns(usage: Usage) {
  return {
    tokens_input: usage.input,
    tokens_output: usage.output,
    tokens_cache_read: usage.cacheRead,
    tokens_cache_write: usage.cacheWrite,
    tokens_cache_write_1h: usage.cacheWrite1h,
    tokens_reasoning: usage.reasoning,
    web_searches: usage.webSearches,
    service_tier: usage.serviceTier,
    tokens_estimated: Number(usage.estimated),
  };
}

type UsageColumns = ReturnType<typeof toUsageColumns>;

function fromUsageColumns(row: UsageColumns): Usage {
  return {
    input: row.tokens_input,
    output: row.tokens_output,
    cacheRead: row.tokens_cache_read,
    cacheWrite: row.tokens_cache_write,
    cacheWrite1h: row.tokens_cache_write_1h,
    reasoning: row.tokens_reasoning,
    webSearches: row.web_searches,
    serviceTier: row.service_tier,
    estimated: row.tokens_estimated === 1,
  };
}

function toCostColumns(cost: Cost) {
  return {
    cost_total: cost.total,
    cost_input: cost.input,
    cost_output: cost.output,
    cost_cache_read: cost.cacheRead,
    cost_cache_write: cost.cacheWrite,
    cost_fees: cost.fees,
    cost_source: cost.source,
    cost_source_date: cost.sourceDate,
    play_money: Number(cost.playMoney),
  };
}

type CostColumns = ReturnType<typeof toCostColumns>;

function fromCostColumns(row: CostColumns): Cost {
  return {
    total: row.cost_total,
    input: row.cost_input,
    output: row.cost_output,
    cacheRead: row.cost_cache_read,
    cacheWrite: row.cost_cache_write,
    fees: row.cost_fees,
    source: row.cost_source,
    sourceDate: row.cost_source_date,
    playMoney: row.play_money === 1,
  };
}
