import type { AnswerBlock, CanonicalResponse } from '../../canonical/response';
import type { AnswerLabels } from '../dialect';
import { buildMessage } from './build-message';
import { buildSearch } from './build-search';
import { buildUsage } from './build-usage';

/** A whole answer as a Messages response. */
export function buildResponse(response: CanonicalResponse, labels: AnswerLabels): unknown {
  const searches = response.blocks.filter(({ type }) => type === 'web_search').length;
  return {
    ...buildMessage(labels),
    content: response.blocks.flatMap(buildBlocks),
    stop_reason: response.stopReason,
    stop_sequence: response.stopSequence,
    usage: buildUsage(response.usage, searches),
  };
}

function buildBlocks(block: AnswerBlock): unknown[] {
  switch (block.type) {
    case 'text':
      return [{ type: 'text', text: block.text }];
    case 'thinking':
      return [{ type: 'thinking', thinking: block.thinking, signature: block.signature }];
    case 'tool_use':
      return [{ type: 'tool_use', id: block.id, name: block.name, input: readInput(block.json) }];
    case 'web_search': {
      const { call, result } = buildSearch(block.search);
      return [call, result];
    }
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
