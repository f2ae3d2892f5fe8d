import { toNineAlphanumerics } from '../../canonical/map-tool-names';
import type { UpstreamEvent } from '../../canonical/response';
import { readErrorMessage } from '../read-error-message';
import { convertUsage } from './convert-usage';
import type { WireAnswer } from './wire';

/** Reads the lines of one answer; a whole answer is its only line. */
export interface AnswerReader {
  read(answer: unknown): UpstreamEvent[];
}

/** Wrong types are passed over; what is no object at all, or says that it is an error, is a failure. */
export function createAnswerReader(): AnswerReader {
  let calls = 0;

  function readCall(call: unknown, createdAt: unknown): UpstreamEvent[] {
    const { id, function: called } = asObject(call);
    const { name, arguments: input } = asObject(called);
    if (typeof name !== 'string') return [];
    calls += 1;
    // Some models' arguments come as text: that is what the model wrote. All others are whole objects (pitfall 5).
    const json = typeof input === 'string' ? input : JSON.stringify(input ?? {});
    const key = `call ${calls}`;
    return [
      { type: 'tool-start', key, id: asText(id) || makeId(`${asText(createdAt)} ${name} ${json}`, calls), name },
      { type: 'tool-arguments', key, json },
    ];
  }

  return {
    read(value) {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return [{ type: 'failure', message: 'it sent a line that is no answer' }];
      const answer = value as WireAnswer;
      if (answer.error) return [{ type: 'failure', message: readErrorMessage(JSON.stringify(answer)) ?? 'no reason given' }];
      const { content, thinking, tool_calls: toolCalls } = asObject(answer.message);
      return [
        ...readProse('thinking', thinking),
        ...readProse('text', content),
        ...(Array.isArray(toolCalls) ? toolCalls.flatMap((call) => readCall(call, answer.created_at)) : []),
        ...(answer.done === true ? readEnd(answer) : []),
      ];
    },
  };
}

function readProse(type: 'thinking' | 'text', value: unknown): UpstreamEvent[] {
  const text = asText(value);
  return text === '' ? [] : [{ type, text }];
}

/**
 * Older servers give calls no id. Ours is made of what the line says, its time to the nanosecond above all, so that
 * equal calls of two turns differ, and of the call's place, so that those of one answer do. Only a server without
 * `created_at` can get the same id again, for the same call at the same place of another turn.
 */
function makeId(line: string, place: number): string {
  return `call_${toNineAlphanumerics(line)}_${place}`;
}

function readEnd(answer: WireAnswer): UpstreamEvent[] {
  const reason = answer.done_reason;
  if (reason === 'load' || reason === 'unload') return [{ type: 'failure', message: `it only ${reason}ed the model` }];
  const usage = convertUsage(answer);
  return [
    ...(usage === null ? [] : [{ type: 'usage' as const, ...usage }]),
    // The reason is "stop" after tool calls too; the normaliser knows (pitfall 10).
    { type: 'stop', reason: reason === 'length' ? 'max_tokens' : 'end_turn' },
    { type: 'end' },
  ];
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
