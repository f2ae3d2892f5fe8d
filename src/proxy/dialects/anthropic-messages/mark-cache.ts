import type { WireMessage } from './build-messages';
import type { WireRecord } from './is-record';

interface Markable {
  system: WireRecord[];
  tools: WireRecord[];
  messages: WireMessage[];
}

/** Anthropic takes no more marks in one request. */
const MOST_MARKS = 4;

/**
 * Sees to `cache_control` in a request that was built. A server that does not know it gets none. Otherwise a client's own marks
 * stay, the last four of them; for a client that sets none, which is most that speak OpenAI's dialects, the end of the
 * instructions and the end of the conversation are marked: the next turn then reads all of it from the cache.
 */
export function markCache(body: Markable, takesMarks: boolean): void {
  const blocks = allBlocks(body);
  const marked = blocks.filter((block) => block.cache_control !== undefined && block.cache_control !== null);
  const surplus = takesMarks ? marked.slice(0, -MOST_MARKS) : marked;
  for (const block of surplus) delete block.cache_control;
  if (!takesMarks || marked.length > 0) return;
  const instructions = body.system.at(-1) ?? body.tools.at(-1);
  const latest = body.messages.at(-1)?.content.findLast(({ type }) => type !== 'thinking' && type !== 'redacted_thinking');
  for (const block of [instructions, latest]) if (block !== undefined) block.cache_control = { type: 'ephemeral' };
}

/** Every block that can be marked, in the order in which they make the prompt. */
function allBlocks({ system, tools, messages }: Markable): WireRecord[] {
  const nested = ({ content }: WireRecord) => (Array.isArray(content) ? (content as WireRecord[]) : []);
  return [...tools, ...system, ...messages.flatMap(({ content }) => content.flatMap((block) => [...nested(block), block]))];
}
