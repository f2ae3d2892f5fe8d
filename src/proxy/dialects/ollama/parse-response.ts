import type { UpstreamEvent } from '../../canonical/response';
import { createAnswerReader } from './read-answer';

/** Reads a whole answer. Throws when it does not say that it is done. */
export function parseResponse(body: unknown): UpstreamEvent[] {
  const events = createAnswerReader().read(body);
  if (!events.some(({ type }) => type === 'stop' || type === 'failure'))
    throw new Error('the answer does not say that it is done');
  return events.filter(({ type }) => type !== 'end');
}
