import type { UpstreamEvent } from '../../canonical/response';
import type { StreamParser } from '../dialect';
import { createAnswerReader } from './read-answer';

/**
 * Reads the stream of streamGenerateContent. Nothing marks its end: an answer is complete once it has given a reason to stop,
 * after which usage and sources may still come, so `end` is never told. Errors come as an object or in a list.
 */
export function createStreamParser(): StreamParser {
  const reader = createAnswerReader();
  return {
    push({ data }): UpstreamEvent[] {
      let answer: unknown;
      try {
        answer = JSON.parse(data);
      } catch {
        return [{ type: 'failure', message: 'it sent a piece of the stream that is no JSON' }];
      }
      return (Array.isArray(answer) ? answer : [answer]).flatMap((one) => reader.read(one));
    },
  };
}
