import type { StopReason } from '../../canonical/response';

/** finish_reason to stop reason (docs/sources.md, Chat Completions); a word we do not know ends the turn. */
export function mapStopReason(finishReason: string): StopReason {
  switch (finishReason) {
    case 'length':
    case 'model_length':
      return 'max_tokens';
    case 'tool_calls':
    case 'function_call':
      return 'tool_use';
    case 'content_filter':
    case 'sensitive':
      return 'refusal';
    case 'model_context_window_exceeded':
      return 'model_context_window_exceeded';
    default:
      return 'end_turn';
  }
}
