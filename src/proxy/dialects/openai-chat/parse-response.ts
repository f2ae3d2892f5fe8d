import type { AnswerBlock, CanonicalResponse } from '../../canonical/response';
import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import { convertUsage } from './convert-usage';
import { mapStopReason } from './map-stop-reason';
import type { WireResponse } from './wire';

/** Reads a whole chat completion. Throws when it holds no choice. */
export function parseResponse(body: unknown): CanonicalResponse {
  const response = (body ?? {}) as WireResponse;
  const choice = response.choices?.[0];
  if (!choice?.message) throw new Error('the answer holds no choice with a message');
  const { message } = choice;
  const blocks: AnswerBlock[] = [];
  const reasoning = message.reasoning_content ?? message.reasoning;
  if (reasoning) blocks.push({ type: 'thinking', thinking: reasoning });
  if (message.content) blocks.push({ type: 'text', text: message.content });
  message.tool_calls?.forEach((call, index) => {
    blocks.push({
      type: 'tool_use',
      id: call.id || `call_${index}`,
      name: call.function?.name ?? '',
      json: call.function?.arguments ?? '',
    });
  });
  const stopReason = mapStopReason(choice.finish_reason ?? 'stop');
  const calledTool = blocks.some((block) => block.type === 'tool_use');
  return {
    blocks,
    stopReason: calledTool && stopReason === 'end_turn' ? 'tool_use' : stopReason,
    usage: response.usage ? convertUsage(response.usage) : UNKNOWN_USAGE,
    reportedCost: response.usage?.cost ?? null,
  };
}
