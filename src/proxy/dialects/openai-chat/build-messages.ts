import type { Quirks } from '../../../shared/model/quirks';
import {
  blocksOf,
  isToolResultBlock,
  type ContentBlock,
  type PreparedRequest,
  type ToolResultBlock,
} from '../../canonical/request';
import { buildAssistant } from './build-assistant';
import { buildPart, describeResult, isAttachment, textPart, toContent } from './build-parts';
import { listDemands } from './list-demands';
import type { WireMessage, WirePart, WireToolMessage } from './wire';

/** The conversation as chat messages, in its own order. */
export function buildMessages(request: PreparedRequest, quirks: Quirks): WireMessage[] {
  const demands = listDemands(request, quirks).map((text) => ({ type: 'text' as const, text }));
  // Where there is no way to switch reasoning off, it is on, whatever was asked for.
  const reasoningIsOff = request.reasoning?.mode === 'off' && (quirks.reasoning?.off ?? null) !== null;
  const messages = buildSystem([...request.system, ...demands], quirks);
  for (const { role, content } of request.messages) {
    const blocks = blocksOf(content);
    if (role === 'user') messages.push(...buildUser(blocks, quirks));
    else if (role === 'system') messages.push(...buildSystem(blocks, quirks));
    else messages.push(...buildAssistant(blocks, quirks, reasoningIsOff));
  }
  return messages;
}

/** A system message in mid-conversation keeps its place: moving it up would change the prefix of every later turn (pitfall 35). */
function buildSystem(blocks: ContentBlock[], quirks: Quirks): WireMessage[] {
  if (blocks.length === 0) return [];
  return [{ role: quirks.systemRole, content: toContent(blocks.map((block) => buildPart(block, quirks))) }];
}

/** Results come first, one message each; what text cannot hold follows in the user's message (pitfall 37). */
function buildUser(blocks: ContentBlock[], quirks: Quirks): WireMessage[] {
  const results = blocks.filter(isToolResultBlock);
  const attachments = quirks.imagesInToolResults ? [] : results.flatMap(listAttachments);
  const own = blocks.filter((block) => !isToolResultBlock(block));
  const parts = [...attachments, ...own].map((block) => buildPart(block, quirks));
  const tools = results.map((result) => buildResult(result, quirks));
  const last = tools.at(-1);
  if (parts.length === 0) return tools;
  const user: WireMessage = { role: 'user', content: toContent(parts) };
  if (last === undefined || quirks.userAfterToolResult) return [...tools, user];
  if (parts.every(({ type }) => type === 'text')) return [...tools.slice(0, -1), appendParts(last, parts)];
  return [...tools, { role: 'assistant', content: '(The results have arrived.)' }, user];
}

function listAttachments({ content }: ToolResultBlock): ContentBlock[] {
  return typeof content === 'string' ? [] : blocksOf(content).filter(isAttachment);
}

function buildResult(result: ToolResultBlock, quirks: Quirks): WireToolMessage {
  const blocks = blocksOf(result.content);
  const parts: WirePart[] =
    quirks.imagesInToolResults && blocks.some(isAttachment)
      ? blocks.map((block) => buildPart(block, quirks))
      : [textPart(describeResult(result), lastMarked(result), quirks)];
  return { role: 'tool', tool_call_id: result.tool_use_id, content: toContent(parts) };
}

/** The mark may stand on the result itself or on a block in it. */
function lastMarked(result: ToolResultBlock): ContentBlock {
  if (typeof result.content === 'string') return result;
  const marked = blocksOf(result.content).findLast((block) => (block as { cache_control?: unknown }).cache_control);
  return (result as { cache_control?: unknown }).cache_control || marked === undefined ? result : marked;
}

/** For servers that want a word of the model between a result and the user: the text joins the result. */
function appendParts(message: WireToolMessage, parts: WirePart[]): WireToolMessage {
  const { content } = message;
  const before: WirePart[] = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  return { ...message, content: toContent([...before, ...parts]) };
}
