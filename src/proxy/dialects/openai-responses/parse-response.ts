import type { UpstreamEvent } from '../../canonical/response';
import { createAnswerReader } from './read-answer';
import { readFailure } from './read-outcome';
import { isWire } from './read-value';

/** Reads a whole response by the same reader as the end of a stream. Throws an Error when it is none. */
export function parseResponse(body: unknown): UpstreamEvent[] {
  if (!isWire(body)) throw new Error('the answer is no JSON object');
  if (!Array.isArray(body.output)) {
    if (isWire(body.error) || typeof body.error === 'string') return [readFailure(body)];
    throw new Error('the answer holds no list of output items');
  }
  return createAnswerReader().finish(body);
}
