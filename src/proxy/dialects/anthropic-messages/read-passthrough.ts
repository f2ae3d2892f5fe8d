import { UNKNOWN_USAGE, type Usage } from '../../../shared/model/usage';
import { toTokenCount } from '../../canonical/to-token-count';
import type { PassthroughReader, PassthroughSight, SseFrame } from '../dialect';

interface WireUsage {
  input_tokens?: number | null;
  output_tokens?: number | null;
  cache_read_input_tokens?: number | null;
  cache_creation_input_tokens?: number | null;
  output_tokens_details?: { thinking_tokens?: number | null } | null;
  /** Dollars; OpenRouter states it with its answers. */
  cost?: number | null;
}

/**
 * Reads usage, stop reason and failures out of a Messages stream that passes by. Figures are merged field by field,
 * as some servers name the cache counts only at the end (pitfall 48); deltas are counted, not parsed as JSON.
 */
export function createPassthroughReader(): PassthroughReader {
  let wire: WireUsage = {};

  function mergeUsage(part: WireUsage | undefined): PassthroughSight[] {
    if (!part) return [];
    for (const [field, value] of Object.entries(part)) {
      if (value !== null && value !== undefined) wire = { ...wire, [field]: value };
    }
    return [{ type: 'usage', usage: toUsage(wire), reportedCost: wire.cost ?? null }];
  }

  return {
    push(frame: SseFrame) {
      const event = frame.event ?? guessEvent(frame.data);
      switch (event) {
        case 'content_block_start':
          return [{ type: 'content', characters: 0 }];
        case 'content_block_delta':
          return [{ type: 'content', characters: Math.max(0, frame.data.length - DELTA_OVERHEAD) }];
        case 'message_start':
          return mergeUsage(withoutOutput(parse<{ message?: { usage?: WireUsage } }>(frame.data)?.message?.usage));
        case 'message_delta': {
          const delta = parse<{ delta?: { stop_reason?: string | null }; usage?: WireUsage }>(frame.data);
          const stop = delta?.delta?.stop_reason;
          return [...mergeUsage(delta?.usage), ...(stop ? [{ type: 'stop', reason: stop } as const] : [])];
        }
        case 'message_stop':
          return [{ type: 'end' }];
        case 'error': {
          const error = parse<{ error?: { type?: string; message?: string } }>(frame.data)?.error;
          return [{ type: 'failure', errorType: error?.type ?? 'api_error', message: error?.message ?? 'no reason given' }];
        }
        default:
          return [];
      }
    },
  };
}

/** The output count of message_start stands for nothing yet; servers put 0 or 1 there. */
function withoutOutput(usage: WireUsage | undefined): WireUsage | undefined {
  return usage && { ...usage, output_tokens: null };
}

/** About what the JSON around a delta's text takes, in characters. */
const DELTA_OVERHEAD = 84;

/** Some servers leave out the `event:` line (pitfall 50); the data says the same. */
function guessEvent(data: string): string | undefined {
  return /"type"\s*:\s*"([a-z_]+)"/.exec(data)?.[1];
}

/** Usage and stop reason of a whole Messages response; null when it holds no usage. */
export function readResponse(body: unknown): { usage: Usage; reportedCost: number | null; stopReason: string | null } | null {
  const message = body as { usage?: WireUsage; stop_reason?: string | null } | null;
  if (!message?.usage) return null;
  return { usage: toUsage(message.usage), reportedCost: message.usage.cost ?? null, stopReason: message.stop_reason ?? null };
}

function toUsage(wire: WireUsage): Usage {
  return {
    ...UNKNOWN_USAGE,
    input: toTokenCount(wire.input_tokens),
    output: toTokenCount(wire.output_tokens),
    cacheRead: toTokenCount(wire.cache_read_input_tokens),
    cacheWrite: toTokenCount(wire.cache_creation_input_tokens),
    reasoning: toTokenCount(wire.output_tokens_details?.thinking_tokens),
    estimated: false,
  };
}

function parse<T>(data: string): T | null {
  try {
    return JSON.parse(data) as T;
  } catch {
    return null;
  }
}
