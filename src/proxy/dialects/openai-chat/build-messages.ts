import {
  blocksOf,
  isImageBlock,
  isTextBlock,
  isToolResultBlock,
  isToolUseBlock,
  type CanonicalRequest,
  type ContentBlock,
  type ImageBlock,
  type ToolResultBlock,
} from '../../canonical/request';
import type { WireMessage, WirePart } from './wire';

/** Claude Code's attribution line: only Anthropic knows it, and it breaks other servers' prefix caches (pitfall 36). */
const ATTRIBUTION = 'x-anthropic-billing-header:';

/** The conversation as chat messages, in its own order. */
export function buildMessages(request: CanonicalRequest): WireMessage[] {
  const messages: WireMessage[] = [];
  const system = request.system.map((block) => block.text).filter((text) => text !== '' && !text.startsWith(ATTRIBUTION));
  if (system.length > 0) messages.push({ role: 'system', content: system.join('\n\n') });
  for (const message of request.messages) {
    const blocks = blocksOf(message.content);
    if (message.role === 'assistant') messages.push(...buildAssistant(blocks));
    else if (message.role === 'user') messages.push(...buildUser(blocks));
    else messages.push(...buildSystem(blocks));
  }
  return messages;
}

/** A system message in mid-conversation keeps its place: moving it up would change the prefix of every later turn (pitfall 35). */
function buildSystem(blocks: ContentBlock[]): WireMessage[] {
  const text = textOf(blocks);
  return text === '' ? [] : [{ role: 'system', content: text }];
}

/** Thinking is bound to the model that made it; none of it goes to another (pitfalls 20 and 24). */
function buildAssistant(blocks: ContentBlock[]): WireMessage[] {
  const text = textOf(blocks);
  const calls = blocks.filter(isToolUseBlock).map((block) => ({
    id: block.id,
    type: 'function' as const,
    function: { name: block.name, arguments: JSON.stringify(block.input ?? {}) },
  }));
  if (text === '' && calls.length === 0) return [];
  return [{ role: 'assistant', content: text === '' ? null : text, ...(calls.length > 0 && { tool_calls: calls }) }];
}

/** Results come first, one message each; a tool message holds text only, so their images follow in a user message (pitfall 37). */
function buildUser(blocks: ContentBlock[]): WireMessage[] {
  const results = blocks.filter(isToolResultBlock);
  const messages: WireMessage[] = results.map((result) => ({
    role: 'tool',
    tool_call_id: result.tool_use_id,
    content: resultText(result),
  }));
  const parts: WirePart[] = results.flatMap((result) => blocksOf(result.content).filter(isImageBlock).map(imagePart));
  for (const block of blocks) {
    if (isTextBlock(block) && block.text !== '') parts.push({ type: 'text', text: block.text });
    else if (isImageBlock(block)) parts.push(imagePart(block));
  }
  if (parts.length === 0) return messages;
  const onlyText = parts.every((part) => part.type === 'text');
  return [...messages, { role: 'user', content: onlyText ? parts.map((part) => part.text).join('\n\n') : parts }];
}

function resultText(result: ToolResultBlock): string {
  const blocks = blocksOf(result.content);
  const lines = blocks.map((block) => {
    if (isTextBlock(block)) return block.text;
    if (isImageBlock(block)) return '(The image follows.)';
    // Tool search answers with the names of the tools that it has loaded.
    if (block.type === 'tool_reference') return `Tool loaded: ${String((block as { tool_name?: unknown }).tool_name ?? '')}`;
    return JSON.stringify(block);
  });
  const text = lines.join('\n');
  return result.is_error === true ? `Error: ${text}` : text;
}

function imagePart(block: ImageBlock): WirePart {
  const { source } = block;
  const url = source.type === 'base64' ? `data:${source.media_type};base64,${source.data}` : source.url;
  return { type: 'image_url', image_url: { url } };
}

function textOf(blocks: ContentBlock[]): string {
  return blocks
    .filter(isTextBlock)
    .map((block) => block.text)
    .filter((text) => text !== '')
    .join('\n\n');
}
