import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import type { PassthroughAnswer, PassthroughReader, PassthroughSight, StreamFrame } from '../dialect';
import { readUsage } from './convert-usage';
import { readFailure, readOutcome } from './read-outcome';
import { isWire, objectsOf, parseJson, stringOf, type Wire } from './read-value';

/** About what the JSON around a delta's text takes, in characters. */
const DELTA_OVERHEAD = 180;

/**
 * Reads usage, outcome and failures out of a Responses stream that passes by. Deltas are counted, not parsed as JSON; of
 * the finished items only reasoning is looked into.
 */
export function createPassthroughReader(): PassthroughReader {
  return {
    push(frame: StreamFrame): PassthroughSight[] {
      const type = frame.event ?? guessType(frame.data);
      if (type.endsWith('.delta')) return [{ type: 'content', characters: Math.max(0, frame.data.length - DELTA_OVERHEAD) }];
      switch (type) {
        case 'response.output_item.added':
          return [{ type: 'content', characters: 0 }];
        case 'response.output_item.done':
          return frame.data.includes('"encrypted_content"') ? signaturesOf([parse(frame.data).item]).map(toSight) : [];
        case 'response.completed':
        case 'response.incomplete':
        case 'response.failed':
        case 'response.cancelled': {
          const { response } = parse(frame.data);
          return readEnd(isWire(response) ? response : {}, type.slice('response.'.length));
        }
        default:
          // A bare error has no type at all (pitfall 56).
          return type === 'error' || type === '' ? readError(parse(frame.data)) : [];
      }
    },
  };
}

function readEnd(response: Wire, told: string): PassthroughSight[] {
  const sights: PassthroughSight[] = [];
  const usage = readUsage(response);
  if (usage !== null) sights.push({ type: 'usage', ...usage });
  const outcome = readOutcome({ ...response, status: told === 'completed' ? stringOf(response.status) || told : told }, false);
  if (outcome.type === 'failure') return [...sights, toFailure(outcome)];
  return [...sights, { type: 'stop', reason: stopReasonOf(outcome.reason, response) }, { type: 'end' }];
}

function readError(body: Wire): PassthroughSight[] {
  return isWire(body.error) || body.type === 'error' ? [toFailure(readFailure(body))] : [];
}

function toFailure({ message, errorType }: ReturnType<typeof readFailure>): PassthroughSight {
  return { type: 'failure', errorType: errorType ?? 'api_error', message };
}

/** Calls are no status of the response; the ledger's words have one for them. */
function stopReasonOf(reason: string, response: Wire): string {
  const calls = objectsOf(response.output).some(({ type }) => type === 'function_call' || type === 'custom_tool_call');
  return calls && reason === 'end_turn' ? 'tool_use' : reason;
}

/** Usage, outcome and signatures of a whole response; null when it is none, or one that failed. */
export function readResponse(body: unknown): PassthroughAnswer | null {
  if (!isWire(body) || !Array.isArray(body.output)) return null;
  const outcome = readOutcome(body, false);
  if (outcome.type === 'failure') return null;
  return {
    ...(readUsage(body) ?? { usage: UNKNOWN_USAGE, reportedCost: null }),
    stopReason: stopReasonOf(outcome.reason, body),
    signatures: signaturesOf(body.output),
  };
}

function signaturesOf(items: unknown[]): string[] {
  return objectsOf(items)
    .filter(({ type }) => type === 'reasoning')
    .map((item) => stringOf(item.encrypted_content))
    .filter((signature) => signature !== '');
}

function toSight(signature: string): PassthroughSight {
  return { type: 'signature', signature };
}

/** Some servers leave out the `event:` line (pitfall 50); the data says the same, nearly always in its first field. */
function guessType(data: string): string {
  return /^\s*\{\s*"type"\s*:\s*"([a-z_.]+)"/.exec(data)?.[1] ?? stringOf(parse(data).type);
}

function parse(data: string): Wire {
  const value = parseJson(data);
  return isWire(value) ? value : {};
}
