import type { Quirks } from '../../../shared/model/quirks';
import { mergeFragment } from '../../canonical/merge-fragment';
import { MISSING_REASONING } from '../../canonical/missing-reasoning';
import { isTextBlock, isThinkingBlock, isToolUseBlock, type ContentBlock, type ReasoningState } from '../../canonical/request';
import { textPart, toContent } from './build-parts';
import { mergeReasoningDetails } from './merge-reasoning-details';
import { toObject, toObjects, type WireAssistantMessage, type WireToolCall } from './wire';

/** A turn of the model, with its reasoning where and how the target wants to see it again; no message when nothing is in it. */
export function buildAssistant(blocks: ContentBlock[], quirks: Quirks, reasoningIsOff: boolean): WireAssistantMessage[] {
  const thinking = blocks.filter(isThinkingBlock);
  const reasoning = thinking
    .map((block) => block.thinking)
    .filter((text) => text !== '')
    .join('\n\n');
  const state = thinking.reduce<ReasoningState>((merged, block) => mergeFragment(merged, block.state ?? {}), {});
  const calls = buildCalls(blocks, state);
  const text = toContent(blocks.filter(isTextBlock).map((block) => textPart(block.text, block, quirks)));
  const content = tagReasoning(text, reasoning, quirks);
  const replay = replayReasoning(reasoning, state, quirks);
  if (content.length === 0 && calls.length === 0 && Object.keys(replay).length === 0) return [];
  const isDue = quirks.reasoningRequired && !reasoningIsOff && calls.length > 0 && Object.keys(replay).length === 0;
  const due = { [quirks.reasoningReplay === 'reasoning' ? 'reasoning' : 'reasoning_content']: MISSING_REASONING };
  return [
    {
      role: 'assistant',
      content: content.length === 0 && calls.length > 0 ? null : content,
      ...(calls.length > 0 && { tool_calls: calls }),
      ...(isDue ? due : replay),
    },
  ];
}

function buildCalls(blocks: ContentBlock[], state: ReasoningState): WireToolCall[] {
  const kept = toObject(state.tool_calls) ?? {};
  return blocks.filter(isToolUseBlock).map(({ id, name, input }) => {
    const extra = toObject(kept[id])?.extra_content;
    return {
      id,
      type: 'function',
      function: { name, arguments: typeof input === 'string' ? input : JSON.stringify(input ?? {}) },
      ...(extra !== undefined && { extra_content: extra }),
    };
  });
}

/** Reasoning of the target's own, in the field that the target reads. */
function replayReasoning(
  reasoning: string,
  state: ReasoningState,
  { reasoningReplay }: Quirks,
): Pick<WireAssistantMessage, 'reasoning_content' | 'reasoning' | 'reasoning_details'> {
  if (reasoningReplay === 'reasoning_details') {
    const details = mergeReasoningDetails(toObjects(state.reasoning_details));
    if (details.length > 0) return { reasoning_details: details };
  }
  if (reasoning === '') return {};
  if (reasoningReplay === 'reasoning_content') return { reasoning_content: reasoning };
  return reasoningReplay === 'reasoning' || reasoningReplay === 'reasoning_details' ? { reasoning } : {};
}

/** A server whose reasoning stands in tags wants it back there (https://github.com/MiniMax-AI/MiniMax-M2). */
function tagReasoning<T>(content: string | T[], reasoning: string, { reasoningReplay, thinkTags }: Quirks): string | T[] {
  if (reasoning === '' || !thinkTags || reasoningReplay !== 'state' || typeof content !== 'string') return content;
  return `<think>${reasoning}</think>\n\n${content}`;
}
