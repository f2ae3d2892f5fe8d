import { DEFAULT_QUIRKS } from '../../../shared/model/quirks';
import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import type { UpstreamEvent } from '../../canonical/response';
import type { PassthroughAnswer, PassthroughReader, PassthroughSight } from '../dialect';
import { parseResponse } from './parse-response';
import { createStreamParser } from './parse-stream';
import { toObjects, toText } from './wire';

/** For reading only: every signature that passes is looked at. */
const QUIRKS = { ...DEFAULT_QUIRKS, reasoningReplay: 'reasoning_details' } as const;

/** Watches a chat completion stream that passes by. It goes by the parser of the translated lane: one way to read this wire. */
export function createPassthroughReader(): PassthroughReader {
  const parser = createStreamParser(QUIRKS);
  return { push: (frame) => parser.push(frame).flatMap(toSights) };
}

/** Figures of a whole chat completion; null for a body that is none. */
export function readResponse(body: unknown): PassthroughAnswer | null {
  let events: UpstreamEvent[];
  try {
    events = parseResponse(body, QUIRKS);
  } catch {
    return null;
  }
  const answer: PassthroughAnswer = { usage: UNKNOWN_USAGE, reportedCost: null, stopReason: null, signatures: [] };
  for (const sight of events.flatMap(toSights)) {
    if (sight.type === 'failure') return null;
    // There is one report in a whole answer.
    if (sight.type === 'usage') {
      const { type: _type, ...report } = sight;
      Object.assign(answer, report);
    }
    if (sight.type === 'stop') answer.stopReason = sight.reason;
    if (sight.type === 'signature') answer.signatures.push(sight.signature);
  }
  return answer;
}

function toSights(event: UpstreamEvent): PassthroughSight[] {
  switch (event.type) {
    case 'text':
    case 'thinking':
      return [{ type: 'content', characters: event.text.length }];
    case 'tool-start':
    case 'web-search':
      return [{ type: 'content', characters: 0 }];
    case 'tool-arguments':
      return [{ type: 'content', characters: event.json.length }];
    case 'reasoning-state':
      return toObjects(event.state.reasoning_details)
        .map((entry) => toText(entry.signature) || toText(entry.data))
        .filter((signature) => signature !== '')
        .map((signature) => ({ type: 'signature', signature }));
    case 'usage':
      return [event];
    case 'stop':
      return [{ type: 'stop', reason: event.reason }];
    case 'failure':
      return [{ type: 'failure', errorType: event.errorType ?? 'api_error', message: event.message }];
    case 'end':
      return [event];
  }
}
