import type { StopReason, UpstreamEvent } from '../../canonical/response';
import type { WireRecord } from './is-record';

const STOP_REASONS: readonly string[] = [
  'end_turn',
  'max_tokens',
  'stop_sequence',
  'tool_use',
  'refusal',
  'pause_turn',
  'model_context_window_exceeded',
] satisfies StopReason[];

/** Why the answer stopped, out of a message or a message_delta; nothing while it has not. A word we do not know ends the turn. */
export function readStop({ stop_reason: reason, stop_sequence: sequence }: WireRecord): UpstreamEvent[] {
  if (typeof reason !== 'string' || reason === '') return [];
  return [
    {
      type: 'stop',
      reason: STOP_REASONS.includes(reason) ? (reason as StopReason) : 'end_turn',
      sequence: typeof sequence === 'string' ? sequence : null,
    },
  ];
}
