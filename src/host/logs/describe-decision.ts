import type { LogLevel } from '../../shared/config/logging-config';
import type { Attempt, Exchange } from '../../shared/model/exchange';

/**
 * What `app-*.log` says of a finished request: where it went and why; at level debug, each of its attempts too. Of a private one,
 * nothing that was written by somebody: no reason, no error.
 */
export function describeDecision(exchange: Exchange, level: LogLevel) {
  const { private: isPrivate } = exchange;
  return {
    id: exchange.id,
    client: exchange.client,
    requestedModel: exchange.requestedModel,
    scenario: exchange.scenario,
    route: exchange.route,
    reason: isPrivate ? null : exchange.reason,
    provider: exchange.providerId,
    model: exchange.model,
    outcome: exchange.outcome,
    status: exchange.status,
    attempts:
      level === 'debug' ? exchange.attempts.map((attempt) => describeAttempt(attempt, isPrivate)) : exchange.attempts.length,
    error: isPrivate ? null : exchange.error,
    ...(isPrivate && { private: true }),
  };
}

function describeAttempt(
  { providerId, model, lane, outcome, status, startedAfterMs, endedAfterMs, error }: Attempt,
  isPrivate: boolean,
) {
  return { provider: providerId, model, lane, outcome, status, startedAfterMs, endedAfterMs, error: isPrivate ? null : error };
}
