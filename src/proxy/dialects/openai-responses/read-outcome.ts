import type { StopReason, UpstreamEvent } from '../../canonical/response';
import { readErrorMessage } from '../read-error-message';
import { findErrorType } from '../openai-error';
import { isWire, stringOf, type Wire } from './read-value';

type Stop = Extract<UpstreamEvent, { type: 'stop' }>;
export type Failure = Extract<UpstreamEvent, { type: 'failure' }>;

/** How a response object says that it ended. `refused`: the model declined in words of its own, which is no status. */
export function readOutcome(response: Wire, refused: boolean): Stop | Failure {
  const { status, error, incomplete_details: incomplete } = response;
  if (status === 'failed' || (isWire(error) && status !== 'completed')) return readFailure({ error });
  if (status === 'cancelled' || status === 'queued' || status === 'in_progress')
    return { type: 'failure', message: `it ended the answer in the status ${status}` };
  if (status === 'incomplete' || isWire(incomplete))
    return { type: 'stop', reason: toStopReason(isWire(incomplete) ? stringOf(incomplete.reason) : '') };
  return { type: 'stop', reason: refused ? 'refusal' : 'end_turn' };
}

/** Whatever else cut an answer short, it is not whole, which is what max_tokens tells a client. */
function toStopReason(incompleteReason: string): StopReason {
  return incompleteReason === 'content_filter' ? 'refusal' : 'max_tokens';
}

/**
 * An error as the upstream worded it. `error` events hold it at the top, as documented, or within `error`, as OpenAI sends
 * it and as gateways do that answer 200 first (pitfall 56).
 */
export function readFailure(body: Wire): Failure {
  const error = isWire(body.error) ? body.error : body;
  return {
    type: 'failure',
    message: readErrorMessage(JSON.stringify(body)) ?? 'no reason given',
    // Unknown words are a fault of the server.
    errorType: findErrorType(error.code, error.type) ?? 'api_error',
  };
}
