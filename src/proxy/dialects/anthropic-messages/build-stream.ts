import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import type { BlockEvent, StopReason, WebSearch } from '../../canonical/response';
import type { AnswerLabels, StreamBuilder } from '../dialect';
import { buildError } from './build-error';
import { buildMessage } from './build-message';
import { buildSearch } from './build-search';
import { buildUsage } from './build-usage';

/**
 * Anthropic's stream grammar (docs/sources.md, Messages API): every record has both `event:` and `data:`, since clients skip
 * records whose event name is missing (pitfall 50); arguments travel only as input_json_delta (pitfall 1). A web search is
 * one block of ours and two on the wire, so the indexes here run ahead.
 */
export function createStreamBuilder(labels: AnswerLabels): StreamBuilder {
  let openType = 'text';
  let searches = 0;
  let stopReason: StopReason = 'end_turn';
  let stopSequence: string | null = null;

  function record(event: string, fields: Record<string, unknown>): string {
    return `event: ${event}\ndata: ${JSON.stringify({ type: event, ...fields })}\n\n`;
  }

  /** The search is told whole: the call with its stop, and the start of the result, whose stop is the block's own. */
  function startSearch(search: WebSearch, index: number): string {
    const { call, result } = buildSearch(search);
    searches += 1;
    return (
      record('content_block_start', { index, content_block: { ...call, input: {} } }) +
      deltaRecord(index, buildDelta('tool_use', JSON.stringify(call.input))) +
      record('content_block_stop', { index }) +
      record('content_block_start', { index: index + 1, content_block: result })
    );
  }

  function block(event: BlockEvent): string {
    if (event.type === 'finish') {
      stopReason = event.reason;
      stopSequence = event.sequence;
      return '';
    }
    const index = event.index + searches;
    switch (event.type) {
      case 'block-start':
        if (event.block.type === 'web_search') return startSearch(event.block.search, index);
        openType = event.block.type;
        return record('content_block_start', { index, content_block: startBlock(event.block) });
      case 'block-delta':
        return deltaRecord(index, buildDelta(openType, event.text));
      case 'block-signature':
        return deltaRecord(index, { type: 'signature_delta', signature: event.signature });
      case 'block-stop':
        return record('content_block_stop', { index });
    }
  }

  return {
    start(inputTokens) {
      const usage = buildUsage({ ...UNKNOWN_USAGE, input: inputTokens, output: 1 }, 0);
      return record('message_start', { message: { ...buildMessage(labels), usage } });
    },
    block,
    end(usage) {
      const delta = { stop_reason: stopReason, stop_sequence: stopSequence, stop_details: null };
      return record('message_delta', { delta, usage: buildUsage(usage, searches) }) + record('message_stop', {});
    },
    ping() {
      return record('ping', {});
    },
    error(type, message) {
      return `event: error\ndata: ${JSON.stringify(buildError(type, message, labels.requestId))}\n\n`;
    },
  };
}

/** Nearly all of an answer is of these, so what never changes in them is written as it is. */
function deltaRecord(index: number, delta: unknown): string {
  return `event: content_block_delta\ndata: {"type":"content_block_delta","index":${index},"delta":${JSON.stringify(delta)}}\n\n`;
}

type StartedBlock = Exclude<Extract<BlockEvent, { type: 'block-start' }>['block'], { type: 'web_search' }>;

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

function buildDelta(blockType: string, text: string): unknown {
  if (blockType === 'thinking') return { type: 'thinking_delta', thinking: text };
  if (blockType === 'tool_use') return { type: 'input_json_delta', partial_json: text };
  return { type: 'text_delta', text };
}
