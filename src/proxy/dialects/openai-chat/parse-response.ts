import type { Quirks } from '../../../shared/model/quirks';
import type { UpstreamEvent } from '../../canonical/response';
import { createAnswerReader } from './read-answer';
import { readFailure } from './read-failure';
import { toObject, toObjects } from './wire';

/** Reads a whole chat completion. Throws an Error when it holds neither a message nor a failure. */
export function parseResponse(body: unknown, quirks: Quirks): UpstreamEvent[] {
  const answer = toObject(body);
  if (answer === null) throw new Error('the answer is no JSON object');
  const choice = toObjects(answer.choices)[0];
  if (readFailure(answer) === null && toObject(choice?.message) === null)
    throw new Error('the answer holds no choice with a message');
  const reader = createAnswerReader({ quirks, isStream: false });
  const events = reader.read(answer);
  if (events.some(({ type }) => type === 'stop' || type === 'failure')) return events;
  return [...events, ...reader.finish(), { type: 'stop', reason: 'end_turn' }];
}
