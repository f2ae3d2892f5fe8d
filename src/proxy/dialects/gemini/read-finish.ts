import type { StopReason, UpstreamEvent } from '../../canonical/response';

/** What each finishReason means (types of @google/genai 3.1, FinishReason). */
const STOPS: Record<string, StopReason> = {
  STOP: 'end_turn',
  MAX_TOKENS: 'max_tokens',
  // The answer is longer than one request may give.
  CONTINUATION: 'max_tokens',
  SAFETY: 'refusal',
  RECITATION: 'refusal',
  LANGUAGE: 'refusal',
  BLOCKLIST: 'refusal',
  PROHIBITED_CONTENT: 'refusal',
  SPII: 'refusal',
  MODEL_ARMOR: 'refusal',
  IMAGE_SAFETY: 'refusal',
  IMAGE_PROHIBITED_CONTENT: 'refusal',
  IMAGE_RECITATION: 'refusal',
};

/**
 * The end of an answer. Every reason that is not in the table is a fault (MALFORMED_FUNCTION_CALL, UNEXPECTED_TOOL_CALL,
 * OTHER …), and so are those that Google adds; to end a turn with one of them would pass a broken answer off as a whole one.
 */
export function readFinish(reason: string, message: string): UpstreamEvent | null {
  if (reason === '' || reason === 'FINISH_REASON_UNSPECIFIED') return null;
  const stop = STOPS[reason];
  if (stop !== undefined) return { type: 'stop', reason: stop };
  return { type: 'failure', message: message === '' ? `the model stopped with ${reason}` : `${message} (${reason})` };
}
