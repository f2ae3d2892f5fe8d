import type { AnswerBlock, CanonicalResponse } from '../../canonical/response';
import type { AnswerLabels } from '../dialect';
import { answerHead, citation, reasoningDetail } from './answer-parts';
import { buildUsage } from './build-usage';
import { toFinishReason } from './map-stop-reason';

/** A whole answer as a chat completion. */
export function buildResponse({ blocks, stopReason, usage }: CanonicalResponse, labels: AnswerLabels): unknown {
  const finish = toFinishReason(stopReason);
  return {
    ...answerHead(labels, 'chat.completion'),
    choices: [{ index: 0, message: buildMessage(blocks), logprobs: null, finish_reason: finish }],
    usage: buildUsage(usage),
  };
}

function buildMessage(blocks: AnswerBlock[]): unknown {
  const ofType = <T extends AnswerBlock['type']>(type: T) =>
    blocks.filter((block): block is Extract<AnswerBlock, { type: T }> => block.type === type);
  const text = ofType('text').map((block) => block.text);
  const reasoning = ofType('thinking');
  const thoughts = reasoning.map(({ thinking }) => thinking).join('');
  const envelopes = reasoning.map(({ signature }) => signature).filter((signature) => signature !== '');
  const calls = ofType('tool_use').map(({ id, name, json }) => ({
    id,
    type: 'function',
    function: { name, arguments: json.trim() === '' ? '{}' : json },
  }));
  const sources = ofType('web_search').flatMap(({ search }) => search.results.map(citation));
  return {
    role: 'assistant',
    content: text.length === 0 && calls.length > 0 ? null : text.join('\n\n'),
    refusal: null,
    ...(thoughts !== '' && { reasoning_content: thoughts }),
    ...(envelopes.length > 0 && { reasoning_details: envelopes.map(reasoningDetail) }),
    ...(calls.length > 0 && { tool_calls: calls }),
    ...(sources.length > 0 && { annotations: sources }),
  };
}
