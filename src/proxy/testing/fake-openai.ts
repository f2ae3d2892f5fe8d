import { type FakeAnswer, type FakeBlock, type FakeRules, pieces, type SeenRequest } from './fake-rules';

/** What OpenAI's chat endpoint takes at the top level; it refuses everything else by name. */
const KNOWN_FIELDS = new Set([
  'model',
  'messages',
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'top_p',
  'stop',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'response_format',
  'stream',
  'stream_options',
  'reasoning_effort',
  'user',
]);

/** OpenAI's Chat Completions API (docs/sources.md, Chat Completions), with the refusals that a wrong translation runs into. */
export const openaiRules: FakeRules = {
  path: '/chat/completions',
  modelsPath: '/models',
  refuse(request, key) {
    if (key !== null && request.headers.authorization !== `Bearer ${key}`) {
      return { status: 401, body: errorBody('Incorrect API key provided.', 'invalid_api_key') };
    }
    if (request.method === 'GET') return null;
    const fault = findFault(request.body);
    return fault === null ? null : { status: 400, body: errorBody(fault, 'invalid_request_error') };
  },
  whole(answer, request) {
    const blocks = answerBlocks(answer);
    const calls = toolCalls(blocks);
    const message = { role: 'assistant', content: textOf(blocks) || null, ...(calls.length > 0 && { tool_calls: calls }) };
    return {
      id: 'chatcmpl-fake',
      object: 'chat.completion',
      created: 1_760_000_000,
      model: request.body.model,
      choices: [{ index: 0, message, finish_reason: finishReason(answer) }],
      usage: usageOf(answer),
    };
  },
  records: (answer, request) => [...streamRecords(answer, request)],
  errorRecord: (text) => `data: ${JSON.stringify(errorBody(text, 'server_error'))}\n\n`,
  errorBody: (_status, text) => errorBody(text, 'server_error'),
};

function errorBody(message: string, code: string): object {
  return { error: { message, type: code, param: null, code } };
}

type WireMessage = {
  role: string;
  content?: unknown;
  tool_call_id?: string;
  tool_calls?: { id: string; function: { arguments: unknown } }[];
};

function findFault(body: SeenRequest['body']): string | null {
  const unknown = Object.keys(body ?? {}).find((field) => !KNOWN_FIELDS.has(field));
  if (unknown !== undefined) return `Unrecognized request argument supplied: ${unknown}`;
  if (typeof body?.model !== 'string') return 'you must provide a model parameter';
  if (!Array.isArray(body.messages) || body.messages.length === 0) return "[] is too short - 'messages'";
  if (body.stream_options !== undefined && body.stream !== true)
    return "The 'stream_options' parameter is only allowed when 'stream' is enabled.";
  for (const tool of body.tools ?? []) {
    if (tool.type !== 'function') return `Invalid value: '${tool.type}'. Supported values are: 'function'.`;
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(tool.function?.name ?? ''))
      return `Invalid 'tools[].function.name': '${tool.function?.name}'`;
  }
  return findMessageFault(body.messages);
}

function findMessageFault(messages: WireMessage[]): string | null {
  let open: string[] = [];
  for (const [index, message] of messages.entries()) {
    if (!['system', 'developer', 'user', 'assistant', 'tool'].includes(message.role)) return `Invalid value: '${message.role}'.`;
    if (message.role === 'tool') {
      if (!open.includes(message.tool_call_id ?? '')) {
        return `messages.[${index}].role: messages with role 'tool' must be a response to a preceding message with 'tool_calls'.`;
      }
      if (typeof message.content !== 'string') return `Invalid type for 'messages[${index}].content'.`;
      open = open.filter((id) => id !== message.tool_call_id);
      continue;
    }
    if (open.length > 0)
      return `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id': ${open.join(', ')}`;
    const contentFault = findContentFault(message, index);
    if (contentFault !== null) return contentFault;
    open = (message.tool_calls ?? []).map(({ id }) => id);
    if (message.tool_calls?.some((call) => typeof call.function.arguments !== 'string'))
      return `Invalid type for 'messages[${index}].tool_calls'.`;
  }
  return open.length > 0 ? `No tool output found for: ${open.join(', ')}` : null;
}

function findContentFault({ content, role, tool_calls: calls }: WireMessage, index: number): string | null {
  if (content === null && role === 'assistant' && calls !== undefined) return null;
  if (typeof content === 'string') return null;
  if (!Array.isArray(content) || content.length === 0)
    return `Invalid type for 'messages[${index}].content': expected one of a string or array.`;
  const part = content.find(({ type }: { type: string }) => type !== 'text' && type !== 'image_url');
  if (part) return `Invalid value: '${part.type}'. Supported values are: 'text', 'image_url'.`;
  const marked = content.find((one: object) => 'cache_control' in one);
  return marked ? `Unknown parameter: 'messages[${index}].content[].cache_control'.` : null;
}

function answerBlocks(answer: FakeAnswer): FakeBlock[] {
  return answer.blocks ?? [{ type: 'text', text: 'OK' }];
}

function textOf(blocks: FakeBlock[]): string {
  return blocks.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

function toolCalls(blocks: FakeBlock[]) {
  return blocks
    .filter((block) => block.type === 'tool_use')
    .map((block, index) => ({
      id: block.id ?? `call_fake_${index}`,
      type: 'function',
      function: { name: block.name, arguments: JSON.stringify(block.input) },
    }));
}

function finishReason(answer: FakeAnswer): string {
  if (answer.stopReason === 'max_tokens') return 'length';
  if (answer.stopReason === 'refusal') return 'content_filter';
  return answerBlocks(answer).some(({ type }) => type === 'tool_use') ? 'tool_calls' : 'stop';
}

function usageOf(answer: FakeAnswer) {
  const { input = 12, output = 7, cacheRead = 0 } = answer.usage ?? {};
  const prompt = input + cacheRead;
  return {
    prompt_tokens: prompt,
    completion_tokens: output,
    total_tokens: prompt + output,
    prompt_tokens_details: { cached_tokens: cacheRead },
  };
}

function* streamRecords(answer: FakeAnswer, request: SeenRequest): Generator<string> {
  const chunk = (fields: object): string => {
    const head = { id: 'chatcmpl-fake', object: 'chat.completion.chunk', created: 1_760_000_000, model: request.body.model };
    return `data: ${JSON.stringify({ ...head, ...fields })}\n\n`;
  };
  const delta = (fields: object, finish: string | null = null) =>
    chunk({ choices: [{ index: 0, delta: fields, finish_reason: finish }] });

  yield delta({ role: 'assistant', content: '' });
  const blocks = answerBlocks(answer);
  for (const block of blocks) {
    if (block.type === 'thinking')
      for (const part of pieces(block.thinking, answer.pieceSize)) yield delta({ reasoning_content: part });
    if (block.type === 'text') for (const part of pieces(block.text, answer.pieceSize)) yield delta({ content: part });
  }
  for (const [index, call] of toolCalls(blocks).entries()) {
    yield delta({
      tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.function.name, arguments: '' } }],
    });
    for (const part of pieces(call.function.arguments, answer.pieceSize))
      yield delta({ tool_calls: [{ index, function: { arguments: part } }] });
  }
  yield delta({}, finishReason(answer));
  if (request.body.stream_options?.include_usage) yield chunk({ choices: [], usage: usageOf(answer) });
  yield 'data: [DONE]\n\n';
}
