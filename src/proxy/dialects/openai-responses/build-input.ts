import type { Quirks } from '../../../shared/model/quirks';
import {
  blocksOf,
  isDocumentBlock,
  isImageBlock,
  isTextBlock,
  isThinkingBlock,
  isToolResultBlock,
  isToolUseBlock,
  textOf,
  type CanonicalMessage,
  type ContentBlock,
  type DocumentBlock,
  type ImageBlock,
  type ToolResultBlock,
  type ToolUseBlock,
} from '../../canonical/request';
import { objectsOf, type Wire } from './read-value';

type InputQuirks = Pick<Quirks, 'imagesInToolResults' | 'systemRole'>;

/** The conversation as input items, in its own order. */
export function buildInput(messages: CanonicalMessage[], quirks: InputQuirks): Wire[] {
  return messages.flatMap(({ role, content }) => {
    const blocks = blocksOf(content);
    if (role === 'assistant') return buildAssistant(blocks);
    if (role === 'user') return buildUser(blocks, quirks);
    // It keeps its place: moved up, it would change the prefix of every later turn (pitfall 35).
    return [message(quirks.systemRole, [{ type: 'input_text', text: textOf(blocks) }])];
  });
}

function message(role: string, content: Wire[]): Wire {
  return { type: 'message', role, content };
}

/**
 * Reasoning goes back as it came, right before the text or call that it led to (pitfall 27). One that nothing follows is
 * refused, so state that only came to us after the text goes before it, and reasoning that led to nothing stays out.
 */
function buildAssistant(blocks: ContentBlock[]): Wire[] {
  const items: Wire[] = [];
  for (const block of blocks) {
    const last = items.at(-1);
    if (isThinkingBlock(block)) items.push(...objectsOf(block.state?.reasoning).map((item) => ({ type: 'reasoning', ...item })));
    else if (isToolUseBlock(block)) items.push(functionCall(block));
    else if (isTextBlock(block)) {
      const part = { type: 'output_text', text: block.text };
      if (last?.type === 'message') last.content = [...objectsOf(last.content), part];
      else items.push(message('assistant', [part]));
    }
  }
  const end = items.findLastIndex(({ type }) => type !== 'reasoning');
  if (end === -1) return [];
  const trailing = items.splice(end + 1);
  items.splice(end, 0, ...trailing);
  return items;
}

/** Arguments that were no JSON are the text that the model wrote, and go back as such. */
function functionCall({ id, name, input }: ToolUseBlock): Wire {
  const text = typeof input === 'string' ? input : JSON.stringify(input ?? {});
  return { type: 'function_call', call_id: id, name, arguments: text };
}

/** Results come first, right behind their calls; then what else the user says, and images that a result may not hold (pitfall 37). */
function buildUser(blocks: ContentBlock[], { imagesInToolResults }: InputQuirks): Wire[] {
  const results = blocks.filter(isToolResultBlock);
  const items = results.map((result) => functionCallOutput(result, imagesInToolResults));
  const later = imagesInToolResults ? [] : results.flatMap(({ content }) => blocksOf(content).filter(isMedia));
  const parts = [...later, ...blocks.filter((block) => !isToolResultBlock(block))].map(buildPart);
  return parts.length === 0 ? items : [...items, message('user', parts)];
}

function functionCallOutput(result: ToolResultBlock, holdsMedia: boolean): Wire {
  const parts = blocksOf(result.content).map((block) =>
    isMedia(block) && !holdsMedia ? { type: 'input_text', text: '(The image or file follows.)' } : buildPart(block),
  );
  const failed = result.is_error === true;
  const onlyText = parts.every(({ type }) => type === 'input_text');
  const output = onlyText
    ? (failed ? 'Error: ' : '') + parts.map(({ text }) => text).join('\n')
    : [...(failed ? [{ type: 'input_text', text: 'Error:' }] : []), ...parts];
  return { type: 'function_call_output', call_id: result.tool_use_id, output };
}

function isMedia(block: ContentBlock): block is ImageBlock | DocumentBlock {
  return isImageBlock(block) || isDocumentBlock(block);
}

function buildPart(block: ContentBlock): Wire {
  if (isTextBlock(block)) return { type: 'input_text', text: block.text };
  if (isImageBlock(block)) {
    const { source } = block;
    const url = source.type === 'base64' ? `data:${source.media_type};base64,${source.data}` : source.url;
    return { type: 'input_image', image_url: url, detail: 'auto' };
  }
  if (isDocumentBlock(block)) return buildDocument(block);
  // Tool search answers with the names of the tools that it has loaded.
  const text = 'tool_name' in block ? `Tool loaded: ${String(block.tool_name)}` : JSON.stringify(block);
  return { type: 'input_text', text };
}

function buildDocument({ source, title }: DocumentBlock): Wire {
  switch (source.type) {
    case 'url':
      return { type: 'input_file', file_url: source.url };
    case 'text':
      return { type: 'input_text', text: title ? `${title}\n\n${source.data}` : source.data };
    default:
      return {
        type: 'input_file',
        filename: title ?? (source.media_type === 'application/pdf' ? 'document.pdf' : 'document'),
        file_data: `data:${source.media_type};base64,${source.data}`,
      };
  }
}
