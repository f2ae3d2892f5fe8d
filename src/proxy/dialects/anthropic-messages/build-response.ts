import type { AnswerBlock, CanonicalResponse } from '../../canonical/response';
import type { AnswerLabels } from '../dialect';
import { buildUsage } from './build-usage';
import { toMessageId } from './message-id';

/** A whole answer as a Messages response. */
export function buildResponse(response: CanonicalResponse, labels: AnswerLabels): unknown {
  return {
    id: toMessageId(labels.requestId),
    type: 'message',
    role: 'assistant',
    model: labels.model,
    content: response.blocks.map(buildBlock),
    stop_reason: response.stopReason,
    stop_sequence: null,
    usage: buildUsage(response.usage),
  };
}

function buildBlock(block: AnswerBlock): unknown {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: block.text };
    case 'thinking':
      return { type: 'thinking', thinking: block.thinking, signature: '' };
    case 'tool_use':
      return { type: 'tool_use', id: block.id, name: block.name, input: readInput(block.json) };
  }
}

/** Arguments that are no JSON go on as the text they are: the client tells the model so, and nothing is invented. */
function readInput(json: string): unknown {
  if (json.trim() === '') return {};
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
