import {
  blocksOf,
  isToolResultBlock,
  isToolUseBlock,
  type CanonicalMessage,
  type ContentBlock,
  type ToolResultBlock,
} from './request';

interface Turn {
  role: CanonicalMessage['role'];
  content: ContentBlock[];
}

/**
 * Puts every tool result into the user message right after its call, first of all blocks there, as all upstreams demand.
 * A result whose call is gone becomes text, a call whose result is gone gets an error for a result (pitfall 40);
 * no id is invented. System messages that stand between a call and its results move behind them. Messages of the
 * same speaker in a row become one, as Anthropic reads them.
 */
export function pairToolCalls(messages: CanonicalMessage[]): Turn[] {
  const paired: Turn[] = [];
  const waiting = joinTurns(messages);
  for (let turn = waiting.shift(); turn !== undefined; turn = waiting.shift()) {
    if (turn.role === 'user' && turn.content.some(isToolResultBlock)) turn.content = turn.content.flatMap(toOrphan);
    paired.push(turn);
    const calls = turn.role === 'assistant' ? turn.content.filter(isToolUseBlock) : [];
    if (calls.length === 0) continue;
    const next = waiting.findIndex(({ role }) => role !== 'system');
    const answer = waiting[next]?.role === 'user' ? waiting.splice(next, 1)[0] : undefined;
    const ids = calls.map(({ id }) => id);
    const { results, others } = takeResults(answer?.content ?? [], ids);
    paired.push({ role: 'user', content: [...results, ...others.flatMap(toOrphan)] });
  }
  return paired;
}

function joinTurns(messages: CanonicalMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (const { role, content } of messages) {
    const last = turns.at(-1);
    if (last?.role === role && role !== 'system') last.content.push(...blocksOf(content));
    else turns.push({ role, content: [...blocksOf(content)] });
  }
  return turns;
}

/** The results of these calls, in the calls' order, and what else the message holds. */
function takeResults(blocks: ContentBlock[], ids: string[]): { results: ToolResultBlock[]; others: ContentBlock[] } {
  const others = [...blocks];
  const results = ids.map((id) => {
    const place = others.findIndex((block) => isToolResultBlock(block) && block.tool_use_id === id);
    return place === -1 ? missingResult(id) : (others.splice(place, 1)[0] as ToolResultBlock);
  });
  return { results, others };
}

function missingResult(id: string): ToolResultBlock {
  return { type: 'tool_result', tool_use_id: id, is_error: true, content: 'No result of this call was recorded.' };
}

function toOrphan(block: ContentBlock): ContentBlock[] {
  if (!isToolResultBlock(block)) return [block];
  return [{ type: 'text', text: '(Result of an earlier tool call.)' }, ...blocksOf(block.content)];
}
