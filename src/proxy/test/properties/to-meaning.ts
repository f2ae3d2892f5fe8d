import { prepareRequest, PLACEHOLDER_TOOL } from '../../canonical/prepare-request';
import {
  blocksOf,
  isDocumentBlock,
  isImageBlock,
  isTextBlock,
  isThinkingBlock,
  isToolResultBlock,
  isToolUseBlock,
  type CanonicalRequest,
  type ContentBlock,
} from '../../canonical/request';
import { DEFAULT_QUIRKS } from '../../../shared/model/quirks';
import type { Block, Meaning, Part, Turn } from './meaning';
import { MAKER } from './to-canonical';

/** What a request means. `toClient` gives tools the names back that they had before they were made to fit. Throws where it is not valid. */
export function toMeaning(request: CanonicalRequest, toClient: (name: string) => string): Meaning {
  const { toolChoice: choice } = request;
  const { name } = choice ?? {};
  return {
    system: request.system.map(({ text, cache_control: mark }) => ({ text, mark: mark !== undefined })),
    turns: readTurns(request, toClient),
    tools: request.tools
      .filter(({ type }) => !type?.startsWith('web_search'))
      .map((tool) => ({
        name: toClient(tool.name),
        description: tool.description ?? null,
        schema: tool.input_schema ?? {},
      })),
    search: readSearch(request),
    toolChoice: choice && { type: choice.type, ...(name !== undefined && { name: toClient(name) }) },
    serial: choice?.disable_parallel_tool_use === true,
    maxTokens: request.maxTokens,
    temperature: request.temperature,
    topP: request.topP,
    topK: request.topK,
    stopSequences: request.stopSequences,
    output: request.output,
    reasoning: request.reasoning,
    sessionId: request.sessionId,
    stream: request.stream,
  };
}

function readTurns({ messages }: CanonicalRequest, toClient: (name: string) => string): Turn[] {
  const turns: Turn[] = [];
  const open: string[] = [];
  for (const { role, content } of messages) {
    const last = turns.at(-1);
    if (role === 'assistant' && last?.role !== role && open.length > 0) throw new Error('a call was left without its result');
    const blocks = blocksOf(content).filter((block) => !(isTextBlock(block) && block.text === ''));
    for (const block of blocks) {
      if (isToolUseBlock(block)) open.push(block.id);
      // A result has to name the call whose place it takes.
      if (isToolResultBlock(block) && block.tool_use_id !== open.shift())
        throw new Error(`the result of ${block.tool_use_id} stands where another one's is due`);
    }
    const read = blocks.map((block) => readBlock(block, toClient));
    if (last?.role === role && role !== 'system') last.blocks.push(...read);
    else turns.push({ role, blocks: read });
  }
  if (open.length > 0) throw new Error('a call was left without its result');
  return turns;
}

function readBlock(block: ContentBlock, toClient: (name: string) => string): Block {
  if (isThinkingBlock(block)) return { type: 'thinking', text: block.thinking, seal: block.signature ?? '' };
  if (block.type === 'redacted_thinking') return { type: 'thinking', text: '', seal: (block as { data?: string }).data ?? '' };
  if (isToolUseBlock(block)) return { type: 'call', name: toClient(block.name), input: block.input };
  if (!isToolResultBlock(block)) return readPart(block);
  const parts = blocksOf(block.content).filter((part) => !(isTextBlock(part) && part.text === ''));
  return { type: 'result', parts: parts.map(readPart), failed: block.is_error === true };
}

function readPart(block: ContentBlock): Part {
  if (isTextBlock(block)) return { type: 'text', text: block.text };
  if (isImageBlock(block)) return { type: 'image', source: block.source };
  if (isDocumentBlock(block)) return { type: 'document', source: block.source, title: block.title ?? null };
  throw new Error(`no part of a conversation: ${JSON.stringify(block)}`);
}

/** Server tools are read by prepareRequest; here only what it says of the search counts. */
function readSearch(request: CanonicalRequest): Meaning['search'] {
  if (request.tools.some(({ name }) => name === PLACEHOLDER_TOOL)) throw new Error('a placeholder went along');
  const target = { ...MAKER, quirks: DEFAULT_QUIRKS, maxOutputTokens: undefined, recallReasoning: () => null };
  return prepareRequest({ ...request, messages: [] }, target).request.webSearch;
}
