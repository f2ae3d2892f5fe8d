import { ProxyError } from '../../errors/proxy-error';
import type {
  CanonicalMessage,
  CanonicalRequest,
  CanonicalTool,
  ContentBlock,
  TextBlock,
  ToolChoice,
} from '../../canonical/request';

/**
 * Reads the parts of a Messages request that routing and translation need. Narrow checks by hand instead of a schema:
 * what we do not know must pass, and a field that only the upstream cares about is the upstream's to refuse.
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
    toolChoice: isRecord(body.tool_choice) ? (body.tool_choice as unknown as ToolChoice) : null,
    maxTokens: readNumber(body.max_tokens),
    stream: body.stream === true,
    temperature: readNumber(body.temperature),
    topP: readNumber(body.top_p),
    stopSequences: Array.isArray(body.stop_sequences) ? body.stop_sequences.filter((text) => typeof text === 'string') : [],
    outputSchema: readOutputSchema(body.output_config),
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
  if (!Array.isArray(content)) throw invalid(`messages.${index}.content: must be a string or a list of blocks.`);
  return { role, content: content.map((block, place) => readBlock(block, `messages.${index}.content.${place}`)) };
}

function readBlock(block: unknown, where: string): ContentBlock {
  if (!isRecord(block) || typeof block.type !== 'string') throw invalid(`${where}.type: every block needs a type.`);
  const wanted = REQUIRED_STRINGS[block.type] ?? [];
  for (const field of wanted) {
    if (typeof block[field] !== 'string') throw invalid(`${where}.${field}: must be a string in a ${block.type} block.`);
  }
  if (block.type === 'image' && !isRecord(block.source)) throw invalid(`${where}.source: an image block needs its source.`);
  if (block.type === 'tool_result' && Array.isArray(block.content)) {
    return {
      ...block,
      content: block.content.map((part, place) => readBlock(part, `${where}.content.${place}`)),
    } as ContentBlock;
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
    return { type: 'text', text: block.text };
  });
}

function readTool(tool: unknown, index: number): CanonicalTool {
  if (!isRecord(tool) || typeof tool.name !== 'string') throw invalid(`tools.${index}.name: every tool needs a name.`);
  return tool as unknown as CanonicalTool;
}

function readOutputSchema(outputConfig: unknown): Record<string, unknown> | null {
  if (!isRecord(outputConfig) || !isRecord(outputConfig.format)) return null;
  const { type, schema } = outputConfig.format;
  return type === 'json_schema' && isRecord(schema) ? schema : null;
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(message: string): ProxyError {
  return new ProxyError({ status: 400, type: 'invalid_request_error', message });
}
