import type { Quirks } from '../../../shared/model/quirks';
import {
  blocksOf,
  isImageBlock,
  isThinkingBlock,
  isToolResultBlock,
  isToolUseBlock,
  textOf,
  type ContentBlock,
  type PreparedRequest,
  type ToolResultBlock,
} from '../../canonical/request';
import { buildDemands } from './build-demands';
import { describeBlock } from './describe-block';
import type { WireMessage } from './wire';

/** The conversation in its own order, led by the instructions. */
export function buildMessages(request: PreparedRequest, quirks: Quirks): WireMessage[] {
  const instructions = [...request.system.map(({ text }) => text), ...buildDemands(request, quirks)];
  const messages: WireMessage[] = [{ role: 'system', content: instructions.join('\n\n') }];
  const toolNames = new Map<string, string>();
  for (const { role, content } of request.messages) {
    const blocks = blocksOf(content);
    for (const { id, name } of blocks.filter(isToolUseBlock)) toolNames.set(id, name);
    if (role === 'assistant') messages.push(buildAssistant(blocks));
    else if (role === 'user') messages.push(...buildUser(blocks, toolNames, quirks.imagesInToolResults));
    else messages.push({ role, content: textOf(blocks) });
  }
  return messages.filter(isNotEmpty);
}

function buildAssistant(blocks: ContentBlock[]): WireMessage {
  const thinking = blocks
    .filter(isThinkingBlock)
    .map((block) => block.thinking)
    .join('\n\n');
  const calls = blocks
    .filter(isToolUseBlock)
    .map(({ id, name, input }) => ({ id, function: { name, arguments: toObject(input) } }));
  return {
    role: 'assistant',
    content: textOf(blocks),
    ...(thinking !== '' && { thinking }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

/** Arguments that are no object are refused, and with them every later turn; so what the model wrote goes under a name. */
function toObject(input: unknown): object {
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  return input === undefined || input === null ? {} : { input };
}

/** Results first, one message each; most templates show no image there, so images follow in the user's message (pitfall 37). */
function buildUser(blocks: ContentBlock[], toolNames: Map<string, string>, imagesInResults: boolean): WireMessage[] {
  const results = blocks.filter(isToolResultBlock);
  const others = blocks.filter((block) => !isToolResultBlock(block));
  const following = imagesInResults ? [] : results.flatMap((result) => blocksOf(result.content).filter(isImageBlock));
  return [
    ...results.map((result): WireMessage => ({
      role: 'tool',
      content: describeResult(result, imagesInResults),
      tool_name: toolNames.get(result.tool_use_id) ?? '',
      tool_call_id: result.tool_use_id,
      ...(imagesInResults && imagesOf(blocksOf(result.content))),
    })),
    { role: 'user', content: joinTexts(others, ''), ...imagesOf([...following, ...others]) },
  ];
}

function describeResult({ content, is_error: failed }: ToolResultBlock, imagesInResults: boolean): string {
  const text = joinTexts(blocksOf(content), imagesInResults ? '' : '(The image follows.)');
  return failed === true ? `Error: ${text}` : text;
}

function joinTexts(blocks: ContentBlock[], image: string): string {
  return blocks
    .map((block) => describeBlock(block, image))
    .filter((text) => text !== '')
    .join('\n\n');
}

function imagesOf(blocks: ContentBlock[]): { images?: string[] } {
  const images = blocks.flatMap((block) => (isImageBlock(block) && block.source.type === 'base64' ? [block.source.data] : []));
  return images.length > 0 ? { images } : {};
}

/** A result may well be empty; it has to be there all the same. */
function isNotEmpty({ role, content, images, tool_calls: calls, thinking }: WireMessage): boolean {
  return role === 'tool' || content !== '' || images !== undefined || calls !== undefined || thinking !== undefined;
}
