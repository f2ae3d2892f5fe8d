import type { ReasoningState } from '../../canonical/request';
import { MISSING_REASONING } from '../../canonical/missing-reasoning';
import { isRecord } from './is-record';

/** Reasoning as Anthropic made it and wants it back: unmodified, undivided and in order (pitfalls 22 and 23). */
export type ReplayBlock = { type: 'thinking'; thinking: string; signature: string } | { type: 'redacted_thinking'; data: string };

/** Before tool calls whose reasoning is not there, where it must be (pitfall 25). Servers that demand it look at no signature. */
export const PLACEHOLDER_THINKING: ReplayBlock = { type: 'thinking', thinking: MISSING_REASONING, signature: '' };

/** The blocks in a state that this dialect's parser made, `{blocks: […]}`; none in any other. */
export function readReplayBlocks(state: ReasoningState | undefined): ReplayBlock[] {
  return Array.isArray(state?.blocks) ? state.blocks.filter(isReplayBlock) : [];
}

function isReplayBlock(block: unknown): block is ReplayBlock {
  if (!isRecord(block)) return false;
  if (block.type === 'redacted_thinking') return typeof block.data === 'string';
  return block.type === 'thinking' && typeof block.thinking === 'string' && typeof block.signature === 'string';
}
