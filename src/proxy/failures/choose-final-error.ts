import { isOverflow } from '../errors/context-overflow';
import type { UpstreamError } from '../errors/upstream-error';

/** Claude Code waits as long as it is asked up to a minute or two; asked for 120 s it gives up at once (docs/sources.md, Errors). */
const LONGEST_CLIENT_WAIT_MS = 60_000;

/**
 * Of the failures of an exchange, at least one, the answer that serves the client best, where none of them forbids another try. What
 * passes with a little patience comes first, since a client has it; then what a client mends by itself; then what a person must mend;
 * last what says least. Among equals it is the latest, or the one with the shortest wait.
 */
export function chooseFinalError(errors: readonly [UpstreamError, ...UpstreamError[]]): UpstreamError {
  return errors.reduce((best, error) => (compare(error, best) <= 0 ? error : best));
}

function compare(one: UpstreamError, other: UpstreamError): number {
  return rank(one) - rank(other) || (one.retryAfterMs ?? 0) - (other.retryAfterMs ?? 0);
}

function rank(error: UpstreamError): number {
  switch (error.kind) {
    case 'unreachable':
    case 'proxy':
    case 'timeout':
    case 'reset':
      return 9;
    case 'queue':
      return 8;
    case 'impossible':
      // It is told what to leave out, and sends that.
      return error.details === undefined ? 5 : 0;
    case 'spent':
      return 6;
    default:
      return rankStatus(error);
  }
}

function rankStatus({ status, retryAfterMs, message }: UpstreamError): number {
  if (status === 429) return retryAfterMs === null ? 2 : retryAfterMs <= LONGEST_CLIENT_WAIT_MS ? 1 : 7;
  // It tries three times and stops.
  if (status === 529) return 2;
  // It compacts, for which a target that is only busy for the moment is no reason yet.
  if (isOverflow({ status, message })) return 3;
  if (status >= 500) return 4;
  if (status === 402 || status === 403) return 6;
  return 7;
}
