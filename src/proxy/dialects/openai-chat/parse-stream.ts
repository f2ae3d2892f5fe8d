import type { Quirks } from '../../../shared/model/quirks';
import type { StreamFrame, StreamParser } from '../dialect';
import { createAnswerReader } from './read-answer';
import { toFailure } from './read-failure';
import { toObject } from './wire';

/**
 * Reads a chat completion stream. A chunk that is no JSON is a failure of the upstream, never skipped: it may have
 * held a piece of an answer.
 */
export function createStreamParser(quirks: Quirks): StreamParser {
  const reader = createAnswerReader({ quirks, isStream: true });
  return {
    push({ event, data }: StreamFrame) {
      const text = data.trim();
      if (text === '[DONE]') return [...reader.finish(), { type: 'end' }];
      if (text === '') return [];
      const chunk = toObject(parseJson(text));
      if (chunk === null) return [{ type: 'failure', message: 'it sent a piece of the stream that is no JSON object' }];
      return event === 'error' ? [toFailure(chunk)] : reader.read(chunk);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
