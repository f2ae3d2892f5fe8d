import type { StopReason } from '../../canonical/response';

/**
 * finish_reason to stop reason (docs/sources.md, Chat Completions); a word that we do not know ends the turn. Null for the
 * words that mean that the server failed in the middle of the answer.
 */
export function mapStopReason(finishReason: string): StopReason | null {
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
    case 'error':
    case 'network_error':
    case 'insufficient_system_resource':
      return null;
    default:
      return 'end_turn';
  }
}

/** The other way round, in OpenAI's own words. */
export function toFinishReason(reason: StopReason): 'stop' | 'length' | 'tool_calls' | 'content_filter' {
  switch (reason) {
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'tool_use':
      return 'tool_calls';
    case 'refusal':
      return 'content_filter';
    case 'end_turn':
    case 'stop_sequence':
    case 'pause_turn':
      return 'stop';
  }
}
