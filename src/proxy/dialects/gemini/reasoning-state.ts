import type { ReasoningState } from '../../canonical/request';
import { toObject, toObjects, toText } from './wire';

/**
 * What of an answer goes back with the conversation, byte for byte (https://ai.google.dev/gemini-api/docs/thought-signatures).
 * A signature belongs to the very part that it came on (pitfall 17), so each says which one that was.
 */
export type GeminiState = {
  /** Signatures of function calls, by the call's id. Of parallel calls only the first has one. */
  calls: Record<string, string>;
  /** The signature of the answer's text; '' when it has none. */
  text: string;
  /** The signature of the thoughts; '' when they have none. */
  thought: string;
  /** Searches that Google made itself among the calls, as whole parts: toolCall and toolResponse. */
  server: Record<string, unknown>[];
};

/** Reads what came back, whatever became of it on its way. */
export function readReasoningState(state: ReasoningState | undefined): GeminiState {
  const { calls, text, thought, server } = state ?? {};
  const signatures = Object.entries(toObject(calls)).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return {
    calls: Object.fromEntries(signatures),
    text: toText(text),
    thought: toText(thought),
    server: toObjects(server),
  };
}
