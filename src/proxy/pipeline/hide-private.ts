import type { Attempt, Exchange } from '../../shared/model/exchange';

/** A reason to stop, as the APIs write one. */
const PLAIN_WORD = /^[A-Za-z_]{1,40}$/;

/**
 * A row as it is told of a private exchange: its figures, where it went and how it ended, in our own words. What the client, its folder, its session
 * or an upstream said is left out. Pure.
 */
export function hidePrivate(row: Exchange): Exchange {
  return {
    ...row,
    sessionId: null,
    project: null,
    requestedModel: null,
    reason: explainWay(row),
    stopReason: PLAIN_WORD.test(row.stopReason ?? '') ? row.stopReason : null,
    error: row.error === null ? null : explainEnd(row),
    attempts: row.attempts.map((attempt) => ({ ...attempt, error: attempt.error === null ? null : explainAttempt(attempt) })),
    private: true,
  };
}

function explainWay({ route, scenario, attempts }: Exchange): string {
  const way = route === null ? `as a request of the kind ${scenario}` : `by the route ${route}`;
  const tried = attempts.length > 1 ? ` ${attempts.length} attempts were made.` : '';
  return `It went ${way}.${tried} More is not kept, since it is private.`;
}

function explainEnd({ status }: Exchange): string {
  const what = status === null ? 'It failed.' : `It failed, and the client got the status ${status}.`;
  return `${what} What was said is not kept, since it is private.`;
}

function explainAttempt({ providerId, outcome, status }: Attempt): string {
  if (outcome === 'timed-out') return `${providerId} took too long.`;
  return status === null ? `${providerId} could not be asked.` : `${providerId} failed after the status ${status}.`;
}
