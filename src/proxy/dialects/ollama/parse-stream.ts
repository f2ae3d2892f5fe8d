import type { StreamParser } from '../dialect';
import { createAnswerReader } from './read-answer';

/** Reads a streamed answer line by line. A line that is no JSON may have held a piece of the answer, so it is a failure. */
export function createStreamParser(): StreamParser {
  const reader = createAnswerReader();
  return {
    push({ data }) {
      let line: unknown;
      try {
        line = JSON.parse(data);
      } catch {
        return [{ type: 'failure', message: 'it sent a piece of the stream that is no JSON' }];
      }
      return reader.read(line);
    },
  };
}
