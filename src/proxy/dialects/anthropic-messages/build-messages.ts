import type { Quirks } from '../../../shared/model/quirks';
import {
  blocksOf,
  isImageBlock,
  isTextBlock,
  isThinkingBlock,
  isToolResultBlock,
  isToolUseBlock,
  textOf,
  type CanonicalMessage,
  type ContentBlock,
  type ThinkingBlock,
  type ToolResultBlock,
  type ToolUseBlock,
} from '../../canonical/request';
import { isRecord, type WireRecord } from './is-record';
import { PLACEHOLDER_THINKING, readReplayBlocks } from './reasoning-state';
import { toPlainToolId } from './tool-id';

export interface WireMessage {
  role: 'user' | 'assistant' | 'system';
  content: WireRecord[];
}

/**
 * The conversation as Anthropic takes it: it begins with the user, and a system message stands only between a user's turn and
 * the assistant's (platform.claude.com/docs/en/build-with-claude/mid-conversation-system-messages); one that stands elsewhere
 * becomes tagged text of the user's turn. `reasoningIsDue`: a turn that calls tools is refused without reasoning.
 */
export function buildMessages(
  messages: CanonicalMessage[],
  { imagesInToolResults }: Pick<Quirks, 'imagesInToolResults'>,
  reasoningIsDue: boolean,
): WireMessage[] {
  const turns: WireMessage[] = [];
  for (const [place, { role, content }] of messages.entries()) {
    const blocks = blocksOf(content);
    if (role === 'assistant') push(turns, role, buildAssistant(blocks, reasoningIsDue));
    else if (role === 'user') push(turns, role, buildUser(blocks, imagesInToolResults));
    else if (turns.at(-1)?.role === 'user' && (messages[place + 1]?.role ?? 'assistant') === 'assistant')
      push(turns, role, blocks.flatMap(buildBlock));
    else push(turns, 'user', [{ type: 'text', text: `<system-reminder>\n${textOf(blocks)}\n</system-reminder>` }]);
  }
  if (turns[0]?.role === 'assistant')
    turns.unshift({ role: 'user', content: [{ type: 'text', text: '(The conversation begins with the assistant.)' }] });
  return turns;
}

/** Turns of the same speaker in a row are one. */
function push(turns: WireMessage[], role: WireMessage['role'], content: WireRecord[]): void {
  if (content.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === role) last.content.push(...content);
  else turns.push({ role, content });
}

function buildAssistant(blocks: ContentBlock[], reasoningIsDue: boolean): WireRecord[] {
  const built = blocks.flatMap(buildBlock);
  const isMissing = built.some(({ type }) => type === 'tool_use') && !built.some(({ type }) => type === 'thinking');
  return reasoningIsDue && isMissing ? [PLACEHOLDER_THINKING, ...built] : built;
}

function buildUser(blocks: ContentBlock[], imagesInToolResults: boolean): WireRecord[] {
  if (imagesInToolResults) return blocks.flatMap(buildBlock);
  const results = blocks.filter(isToolResultBlock);
  const images = results.flatMap(({ content }) => blocksOf(content).filter(isImageBlock));
  const others = blocks.filter((block) => !isToolResultBlock(block));
  return [...results.map(withoutImages), ...images, ...others].flatMap(buildBlock);
}

/** A server that takes no images in results finds them after all results (pitfall 37). */
function withoutImages(result: ToolResultBlock): ToolResultBlock {
  if (!Array.isArray(result.content)) return result;
  const note = { type: 'text', text: '(The image follows.)' };
  return { ...result, content: result.content.map((block) => (isImageBlock(block) ? note : block)) };
}

function buildBlock(block: ContentBlock): WireRecord[] {
  if (isThinkingBlock(block)) return buildThinking(block);
  if (isToolUseBlock(block)) return [buildCall(block)];
  if (isToolResultBlock(block)) return [buildResult(block)];
  return [{ ...block }];
}

/** Reasoning goes back as it came; plain text only where the target takes that, which is settled before. */
function buildThinking({ thinking, state }: ThinkingBlock): WireRecord[] {
  const blocks = readReplayBlocks(state);
  if (blocks.length > 0) return blocks.map((block) => ({ ...block }));
  return thinking === '' ? [] : [{ type: 'thinking', thinking, signature: '' }];
}

function buildCall({ id, name, input, ...rest }: ToolUseBlock): WireRecord {
  return { type: 'tool_use', id: toPlainToolId(id), name, input: asObject(input), ...markOf(rest) };
}

function buildResult({ tool_use_id: id, content, is_error: failed, ...rest }: ToolResultBlock): WireRecord {
  return {
    type: 'tool_result',
    tool_use_id: toPlainToolId(id),
    ...buildContent(content),
    ...(failed === true && { is_error: true }),
    ...markOf(rest),
  };
}

/** Empty text is refused here too; a result may have no content at all. */
function buildContent(content: ToolResultBlock['content']): WireRecord {
  if (content === undefined || content === '') return {};
  if (typeof content === 'string') return { content };
  const parts = content.filter((part) => !(isTextBlock(part) && part.text === '')).flatMap(buildBlock);
  return parts.length === 0 ? {} : { content: parts };
}

function markOf(rest: WireRecord): WireRecord {
  return rest.cache_control === undefined ? {} : { cache_control: rest.cache_control };
}

/** Arguments must be an object; what a model made of them instead stays readable to it. */
function asObject(input: unknown): WireRecord {
  return isRecord(input) ? input : { input };
}
