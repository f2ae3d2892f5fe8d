import type { UpstreamEvent } from '../../canonical/response';
import type { SseFrame, StreamParser } from '../dialect';
import { readErrorMessage } from '../read-error-message';
import { convertUsage } from './convert-usage';
import { mapStopReason } from './map-stop-reason';
import type { WireChunk, WireToolCallDelta } from './wire';

/**
 * Reads a chat completion stream. A chunk that is no JSON is a failure of the upstream, never skipped: it may have
 * held a piece of an answer.
 */
export function createStreamParser(): StreamParser {
  const started = new Set<string>();
  let lastKey: string | null = null;

  /** Gemini's compat layer leaves out the index: a new id then means a new call, none means the last one (pitfall 9). */
  function keyOf(call: WireToolCallDelta): string {
    if (typeof call.index === 'number') return `index ${call.index}`;
    if (call.id) return `id ${call.id}`;
    return lastKey ?? 'only';
  }

  function readToolCall(call: WireToolCallDelta): UpstreamEvent[] {
    const key = keyOf(call);
    lastKey = key;
    const events: UpstreamEvent[] = [];
    if (!started.has(key)) {
      started.add(key);
      events.push({ type: 'tool-start', key, id: call.id || `call_${started.size}`, name: call.function?.name ?? '' });
    }
    // The first chunk may hold name and arguments together (pitfall 6).
    if (call.function?.arguments) events.push({ type: 'tool-arguments', key, json: call.function.arguments });
    return events;
  }

  return {
    push(frame: SseFrame) {
      if (frame.data === '[DONE]') return [{ type: 'end' }];
      let chunk: WireChunk;
      try {
        chunk = JSON.parse(frame.data) as WireChunk;
      } catch {
        return [{ type: 'failure', message: 'it sent a piece of the stream that is no JSON' }];
      }
      // OpenRouter keeps status 200 and sends the error as data (pitfall 56).
      if (chunk.error) return [{ type: 'failure', message: readErrorMessage(frame.data) ?? 'no reason given' }];

      const events: UpstreamEvent[] = [];
      const choice = chunk.choices?.[0];
      const delta = choice?.delta;
      const reasoning = delta?.reasoning_content ?? delta?.reasoning;
      if (reasoning) events.push({ type: 'thinking', text: reasoning });
      if (delta?.content) events.push({ type: 'text', text: delta.content });
      for (const call of delta?.tool_calls ?? []) events.push(...readToolCall(call));
      if (choice?.finish_reason) events.push({ type: 'stop', reason: mapStopReason(choice.finish_reason) });
      // Some servers send usage on every chunk; the last one counts, so each is told.
      if (chunk.usage) events.push({ type: 'usage', usage: convertUsage(chunk.usage), reportedCost: chunk.usage.cost ?? null });
      return events;
    },
  };
}
