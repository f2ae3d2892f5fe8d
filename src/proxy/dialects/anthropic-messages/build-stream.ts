import type { BlockEvent, StopReason } from '../../canonical/response';
import type { AnswerLabels, StreamBuilder } from '../dialect';
import { buildError } from './build-error';
import { buildUsage } from './build-usage';
import { toMessageId } from './message-id';

/**
 * Anthropic's stream grammar (docs/sources.md, Messages API): every record has both `event:` and `data:`, since clients skip
 * records whose event name is missing (pitfall 50); arguments travel only as input_json_delta (pitfall 1).
 */
export function createStreamBuilder(labels: AnswerLabels): StreamBuilder {
  const deltaTypes = new Map<number, string>();
  let stopReason: StopReason = 'end_turn';

  function record(event: string, fields: Record<string, unknown>): string {
    return `event: ${event}\ndata: ${JSON.stringify({ type: event, ...fields })}\n\n`;
  }

  return {
    start(inputTokens) {
      return record('message_start', {
        message: {
          id: toMessageId(labels.requestId),
          type: 'message',
          role: 'assistant',
          model: labels.model,
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: inputTokens, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 1 },
        },
      });
    },
    block(event: BlockEvent) {
      switch (event.type) {
        case 'block-start':
          deltaTypes.set(event.index, event.block.type);
          return record('content_block_start', { index: event.index, content_block: startBlock(event.block) });
        case 'block-delta':
          return record('content_block_delta', {
            index: event.index,
            delta: buildDelta(deltaTypes.get(event.index), event.text),
          });
        case 'block-stop':
          return record('content_block_stop', { index: event.index });
        case 'finish':
          stopReason = event.reason;
          return '';
      }
    },
    end(usage) {
      const delta = { stop_reason: stopReason, stop_sequence: null };
      return record('message_delta', { delta, usage: buildUsage(usage) }) + record('message_stop', {});
    },
    ping() {
      return record('ping', {});
    },
    error(type, message) {
      return `event: error\ndata: ${JSON.stringify(buildError(type, message, labels.requestId))}\n\n`;
    },
  };
}

type StartedBlock = Extract<BlockEvent, { type: 'block-start' }>['block'];

function startBlock(block: StartedBlock): unknown {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: '' };
    case 'thinking':
      return { type: 'thinking', thinking: '', signature: '' };
    case 'tool_use':
      return { type: 'tool_use', id: block.id, name: block.name, input: {} };
  }
}

function buildDelta(blockType: string | undefined, text: string): unknown {
  if (blockType === 'thinking') return { type: 'thinking_delta', thinking: text };
  if (blockType === 'tool_use') return { type: 'input_json_delta', partial_json: text };
  return { type: 'text_delta', text };
}
