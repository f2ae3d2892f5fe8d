import { Effort } from '../../../shared/model/quirks';
import { ProxyError } from '../../errors/proxy-error';
import type {
  CanonicalMessage,
  CanonicalRequest,
  CanonicalTool,
  ContentBlock,
  OutputFormat,
  Reasoning,
  TextBlock,
  ToolChoice,
} from '../../canonical/request';
import { isRecord, type WireRecord } from './is-record';

/**
 * Reads the parts of a Messages request that routing and translation need. Narrow checks by hand instead of a schema:
 * what we do not know must pass, and a field that only the upstream cares about is the upstream's to refuse. Messages and
 * blocks keep their places, so that an index here is the index in the body.
 */
export function parseRequest(body: unknown): CanonicalRequest {
  if (!isRecord(body)) throw invalid('The request body must be a JSON object.');
  const { messages } = body;
  if (body.model !== undefined && typeof body.model !== 'string') throw invalid('model: must be a string.');
  if (!Array.isArray(messages)) throw invalid('messages: a list of messages is needed.');
  return {
    model: body.model || null,
    messages: messages.map(readMessage),
    system: readSystem(body.system),
    tools: Array.isArray(body.tools) ? body.tools.map(readTool) : [],
    toolChoice: readToolChoice(body.tool_choice),
    maxTokens: readNumber(body.max_tokens),
    stream: body.stream === true,
    temperature: readNumber(body.temperature),
    topP: readNumber(body.top_p),
    topK: readNumber(body.top_k),
    stopSequences: Array.isArray(body.stop_sequences) ? body.stop_sequences.filter((text) => typeof text === 'string') : [],
    output: readOutput(body),
    reasoning: readReasoning(body.thinking, body.output_config),
    thread: isRecord(body.thread),
    sessionId: readSessionId(body.metadata),
  };
}

function readMessage(message: unknown, index: number): CanonicalMessage {
  if (!isRecord(message)) throw invalid(`messages.${index}: must be an object.`);
  const { role, content } = message;
  if (role !== 'user' && role !== 'assistant' && role !== 'system') {
    throw invalid(`messages.${index}.role: must be user, assistant or system.`);
  }
  if (typeof content === 'string') return { role, content };
  // A system message may hold nothing but the effort of its turn (docs/sources.md, Claude Code).
  if (role === 'system' && (content === undefined || content === null)) return { role, content: [] };
  if (!Array.isArray(content)) throw invalid(`messages.${index}.content: must be a string or a list of blocks.`);
  return { role, content: content.map((block, place) => readBlock(block, `messages.${index}.content.${place}`)) };
}

function readBlock(block: unknown, where: string): ContentBlock {
  if (!isRecord(block) || typeof block.type !== 'string') throw invalid(`${where}.type: every block needs a type.`);
  for (const field of REQUIRED_STRINGS[block.type] ?? []) {
    if (typeof block[field] !== 'string') throw invalid(`${where}.${field}: must be a string in a ${block.type} block.`);
  }
  if ((block.type === 'image' || block.type === 'document') && !isRecord(block.source))
    throw invalid(`${where}.source: the ${block.type} block needs its source.`);
  if (block.type === 'tool_result' && Array.isArray(block.content)) {
    const content = block.content.map((part, place) => readBlock(part, `${where}.content.${place}`));
    return { ...block, content } as ContentBlock;
  }
  return block as ContentBlock;
}

const REQUIRED_STRINGS: Record<string, string[]> = {
  text: ['text'],
  thinking: ['thinking'],
  tool_use: ['id', 'name'],
  tool_result: ['tool_use_id'],
};

function readSystem(system: unknown): TextBlock[] {
  if (system === undefined || system === null) return [];
  if (typeof system === 'string') return [{ type: 'text', text: system }];
  if (!Array.isArray(system)) throw invalid('system: must be a string or a list of text blocks.');
  return system.map((block, index) => {
    if (!isRecord(block) || typeof block.text !== 'string') throw invalid(`system.${index}: must be a text block.`);
    return { ...block, type: 'text', text: block.text };
  });
}

/** Anthropic's own tools have a type; a set of them (mcp_toolset) has no name. */
function readTool(tool: unknown, index: number): CanonicalTool {
  const name = isRecord(tool) ? (tool.name ?? tool.type) : undefined;
  if (typeof name !== 'string') throw invalid(`tools.${index}.name: every tool needs a name.`);
  return { ...(tool as WireRecord), name };
}

const CHOICES: readonly string[] = ['auto', 'any', 'tool', 'none'] satisfies ToolChoice['type'][];

function readToolChoice(choice: unknown): ToolChoice | null {
  return isRecord(choice) && CHOICES.includes(choice.type as string) ? (choice as unknown as ToolChoice) : null;
}

/** `output_config.format`, or `output_format` as the beta before it had it. */
function readOutput({ output_config: config, output_format: older }: WireRecord): OutputFormat | null {
  const format = isRecord(config) && isRecord(config.format) ? config.format : older;
  if (!isRecord(format) || format.type !== 'json_schema' || !isRecord(format.schema)) return null;
  const { title } = format.schema;
  const name = typeof title === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(title) ? title : 'answer';
  return { kind: 'json-schema', name, schema: format.schema };
}

/** Silence means off. The effort counts for routing even then. */
function readReasoning(thinking: unknown, outputConfig: unknown): Reasoning {
  const named = isRecord(outputConfig) ? outputConfig.effort : undefined;
  const effort = Effort.options.find((level) => level === named) ?? null;
  if (!isRecord(thinking) || thinking.type === 'disabled') return { mode: 'off', effort, budgetTokens: null };
  return { mode: 'on', effort, budgetTokens: readNumber(thinking.budget_tokens) };
}

/** Claude Code puts a JSON string into metadata.user_id (docs/sources.md, Claude Code); older ones end it with `_session_<id>`. */
function readSessionId(metadata: unknown): string | null {
  if (!isRecord(metadata) || typeof metadata.user_id !== 'string') return null;
  try {
    const user: unknown = JSON.parse(metadata.user_id);
    if (isRecord(user) && typeof user.session_id === 'string') return user.session_id;
  } catch {
    return /_session_(.+)$/.exec(metadata.user_id)?.[1] ?? null;
  }
  return null;
}

function readNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function invalid(message: string): ProxyError {
  return new ProxyError({ status: 400, type: 'invalid_request_error', message });
}
