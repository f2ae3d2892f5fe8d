import type { BlockEvent } from '../../canonical/response';
import type { AnswerLabels, StreamBuilder } from '../dialect';
import { answerHead, citation, reasoningDetail } from './answer-parts';
import { buildOpenaiError } from '../openai-error';
import { buildUsage } from './build-usage';
import { toFinishReason } from './map-stop-reason';

type StartedBlock = Extract<BlockEvent, { type: 'block-start' }>['block'];

/**
 * A chat completion stream: chunks with deltas, one with the finish reason, one with the usage where the client asked for
 * it, `[DONE]`. The index of a call counts calls only, not blocks (pitfall 15).
 */
export function createStreamBuilder(labels: AnswerLabels): StreamBuilder {
  const head = answerHead(labels, 'chat.completion.chunk');
  const tellsUsage = labels.request.usageInStream === true;
  let open: StartedBlock = { type: 'text' };
  let calls = 0;
  let argumentsSeen = false;
  let envelopes = 0;
  let textBlocks = 0;

  const record = (fields: object) => `data: ${JSON.stringify({ ...head, ...fields })}\n\n`;
  const chunk = (delta: object, finish: string | null = null) =>
    record({
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      ...(tellsUsage && { usage: null }),
    });
  const callArguments = (text: string) => chunk({ tool_calls: [{ index: calls - 1, function: { arguments: text } }] });

  function startBlock(block: StartedBlock): string {
    open = block;
    switch (block.type) {
      case 'text':
        textBlocks += 1;
        // A chat message has one text: what stood between two of them must not glue them together.
        return textBlocks > 1 ? chunk({ content: '\n\n' }) : '';
      case 'thinking':
        return '';
      case 'tool_use': {
        const { id, name } = block;
        argumentsSeen = false;
        calls += 1;
        return chunk({ tool_calls: [{ index: calls - 1, id, type: 'function', function: { name, arguments: '' } }] });
      }
      case 'web_search':
        return block.search.results.length === 0 ? '' : chunk({ annotations: block.search.results.map(citation) });
    }
  }

  function addToBlock(text: string): string {
    if (open.type === 'tool_use') {
      argumentsSeen = true;
      return callArguments(text);
    }
    return chunk(open.type === 'thinking' ? { reasoning_content: text } : { content: text });
  }

  return {
    start: () => chunk({ role: 'assistant', content: '', refusal: null }),
    block(event) {
      switch (event.type) {
        case 'block-start':
          return startBlock(event.block);
        case 'block-delta':
          return addToBlock(event.text);
        case 'block-signature':
          return event.signature === '' ? '' : chunk({ reasoning_details: [reasoningDetail(event.signature, envelopes++)] });
        case 'block-stop':
          // Clients parse the arguments, and those of a call without any are an empty object.
          return open.type === 'tool_use' && !argumentsSeen ? callArguments('{}') : '';
        case 'finish':
          return chunk({}, toFinishReason(event.reason));
      }
    },
    end: (usage) => (tellsUsage ? record({ choices: [], usage: buildUsage(usage) }) : '') + 'data: [DONE]\n\n',
    // A comment: clients of this dialect know no ping.
    ping: () => ': ping\n\n',
    error: (type, message) => `data: ${JSON.stringify(buildOpenaiError(type, message))}\n\n`,
  };
}
