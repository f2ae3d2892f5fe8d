import type { UpstreamEvent } from '../../canonical/response';
import { convertUsage } from './convert-usage';
import { createGroundingGatherer } from './gather-grounding';
import { readFailure } from './read-failure';
import { readFinish } from './read-finish';
import type { GeminiState } from './reasoning-state';
import { toObject, toObjects, toText } from './wire';

/** Reads an answer piece by piece; each piece is a whole GenerateContentResponse, and a whole answer is just one of them. */
export interface AnswerReader {
  read(answer: unknown): UpstreamEvent[];
}

export function createAnswerReader(): AnswerReader {
  const grounding = createGroundingGatherer();
  let usage: Record<string, unknown> = {};
  let modelVersion = '';
  let calls = 0;
  let phase: 'start' | 'thoughts' | 'answer' = 'start';
  let stopped = false;
  let held: Partial<GeminiState>[] = [];

  /**
   * State travels in a thinking block, so it goes out while the thoughts are open or right before a call. State that comes
   * with text alone waits for a call and is dropped when none follows: it would make a thinking block the last
   * one of the answer, and `claude -p` prints nothing unless that is text (docs/sources.md, Claude Code). Google checks
   * the signatures of calls only.
   */
  function keep(state: Partial<GeminiState>): UpstreamEvent[] {
    if (phase === 'thoughts') return [{ type: 'reasoning-state', state }];
    held.push(state);
    return [];
  }

  function readCall(call: Record<string, unknown>, signature: string, responseId: string): UpstreamEvent[] {
    calls += 1;
    const key = `call ${calls}`;
    // Older models give no id. The answer's own id makes ours unique in the whole conversation.
    const id =
      toText(call.id) || ['call', responseId.replace(/[^A-Za-z0-9_-]/g, ''), calls].filter((part) => part !== '').join('_');
    if (signature !== '') held.push({ calls: { [id]: signature } });
    const states = held.map((state): UpstreamEvent => ({ type: 'reasoning-state', state }));
    held = [];
    phase = 'answer';
    // Arguments come as one object, never in pieces (pitfall 5).
    return [
      ...states,
      { type: 'tool-start', key, id, name: toText(call.name) },
      { type: 'tool-arguments', key, json: JSON.stringify(call.args ?? {}) },
    ];
  }

  function readPart(part: Record<string, unknown>, responseId: string): UpstreamEvent[] {
    const text = toText(part.text);
    const signature = toText(part.thoughtSignature);
    if (part.functionCall) return readCall(toObject(part.functionCall), signature, responseId);
    // The search that Google made itself goes back as it came.
    if (part.toolCall || part.toolResponse) return keep({ server: [part] });
    if (part.thought === true) {
      if (text !== '' && phase === 'start') phase = 'thoughts';
      const thoughts: UpstreamEvent[] = text === '' ? [] : [{ type: 'thinking', text }];
      return [...thoughts, ...(signature === '' ? [] : keep({ thought: signature }))];
    }
    const states = signature === '' ? [] : keep({ text: signature });
    const written = part.inlineData ? describeMedia(toObject(part.inlineData)) : text;
    if (written !== '') phase = 'answer';
    return written === '' ? states : [...states, { type: 'text', text: written }];
  }

  function readUsage(metadata: Record<string, unknown>): UpstreamEvent[] {
    // The last piece may leave out what an earlier one said (pitfall 48).
    usage = { ...usage, ...metadata };
    const report = convertUsage(usage, grounding.billed(modelVersion));
    const known = report.usage.input !== null || report.usage.output !== null || report.faults !== undefined;
    return known ? [{ type: 'usage', ...report }] : [];
  }

  return {
    read(given) {
      const answer = toObject(given);
      if (answer.error !== undefined && answer.error !== null) return [readFailure(answer)];
      const [candidate = {}] = toObjects(answer.candidates);
      const responseId = toText(answer.responseId);
      modelVersion = toText(answer.modelVersion) || modelVersion;
      const events = toObjects(toObject(candidate.content).parts).flatMap((part) => readPart(part, responseId));
      grounding.add(candidate.groundingMetadata);
      const finish = readFinish(toText(candidate.finishReason), toText(candidate.finishMessage));
      const blocked = toText(toObject(answer.promptFeedback).blockReason) !== '';
      stopped ||= finish !== null || blocked;
      return [
        ...events,
        ...(stopped ? grounding.take() : []),
        ...(answer.usageMetadata || candidate.groundingMetadata ? readUsage(toObject(answer.usageMetadata)) : []),
        ...(finish === null ? [] : [finish]),
        ...(blocked ? [{ type: 'stop' as const, reason: 'refusal' as const }] : []),
      ];
    },
  };
}

/** Clients take text and calls from a model, no pictures. */
function describeMedia({ mimeType }: Record<string, unknown>): string {
  return `(The model answered with a file of type ${toText(mimeType) || 'unknown'}, which cannot be shown here.)`;
}
