import type { UpstreamEvent } from '../../canonical/response';
import { createAnswerReader } from './read-answer';
import { toObject } from './wire';

/** Reads a whole generateContent answer. Throws when it is none. */
export function parseResponse(body: unknown): UpstreamEvent[] {
  const answer = Array.isArray(body) ? (body as unknown[])[0] : body;
  const { candidates, promptFeedback, error } = toObject(answer);
  if (!error && !Array.isArray(candidates) && !promptFeedback) throw new Error('the answer holds no candidate');
  return createAnswerReader().read(answer);
}
