import { type FakeAnswer, type FakeBlock, type FakeRules, pieces, type SeenRequest } from './fake-rules';

/** Anthropic's Messages API (docs/sources.md, Messages API), with the refusals that a wrong client runs into first. */
export const anthropicRules: FakeRules = {
  path: '/v1/messages',
  modelsPath: '/v1/models',
  refuse(request, key) {
    const given = request.headers['x-api-key'] ?? /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (key !== null && given !== key) return { status: 401, body: errorBody('authentication_error', 'invalid x-api-key') };
    if (request.method === 'GET') return null;
    if (request.headers['anthropic-version'] === undefined) return invalid('anthropic-version: header is required');
    const fault = findFault(request.body);
    return fault === null ? null : invalid(fault);
  },
  whole(answer, request) {
    return message(answer, request, answerBlocks(answer));
  },
  records: (answer, request) => [...streamRecords(answer, request)],
  errorRecord: (text) => record('error', errorBody('overloaded_error', text)),
  errorBody: (status, text) => errorBody(status === 404 ? 'not_found_error' : 'api_error', text),
};

function invalid(text: string): { status: number; body: unknown } {
  return { status: 400, body: errorBody('invalid_request_error', text) };
}

function errorBody(type: string, text: string): object {
  return { type: 'error', error: { type, message: text }, request_id: 'req_fake' };
}

type WireBlock = { type: string; id?: string; tool_use_id?: string; signature?: string; text?: string };

function findFault(body: SeenRequest['body']): string | null {
  if (typeof body?.model !== 'string') return 'model: Field required';
  if (!Number.isInteger(body.max_tokens) || body.max_tokens < 1) return 'max_tokens: Field required';
  if (!Array.isArray(body.messages) || body.messages.length === 0) return 'messages: at least one message is required';
  let open: string[] = [];
  for (const [index, { role, content }] of body.messages.entries()) {
    const blocks: WireBlock[] = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
    if (!['user', 'assistant', 'system'].includes(role)) return `messages.${index}.role: Input should be 'user' or 'assistant'`;
    if (!Array.isArray(blocks)) return `messages.${index}.content: Input should be a valid list`;
    if (role === 'user') {
      const results = blocks.filter(({ type }) => type === 'tool_result').map(({ tool_use_id: id }) => id);
      const orphan = results.find((id) => !open.includes(id ?? ''));
      if (orphan !== undefined) return `messages.${index}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${orphan}`;
      const missing = open.find((id) => !results.includes(id));
      if (missing !== undefined)
        return `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks: ${missing}`;
      open = [];
    }
    if (role === 'assistant') open = blocks.filter(({ type }) => type === 'tool_use').map(({ id }) => id ?? '');
    for (const [place, block] of blocks.entries()) {
      if (block.type === 'text' && role !== 'system' && block.text === '')
        return `messages.${index}.content.${place}: text content blocks must be non-empty`;
      if (block.type === 'thinking' && !block.signature?.startsWith('FakeSig'))
        return `messages.${index}.content.${place}: Invalid \`signature\` in \`thinking\` block`;
    }
  }
  return null;
}

function answerBlocks(answer: FakeAnswer): Record<string, unknown>[] {
  return (answer.blocks ?? [{ type: 'text', text: 'OK' }]).map((block: FakeBlock, index) => {
    if (block.type === 'tool_use')
      return { type: 'tool_use', id: block.id ?? `toolu_fake_${index}`, name: block.name, input: block.input };
    if (block.type === 'thinking') return { type: 'thinking', thinking: block.thinking, signature: 'FakeSig==' };
    return { ...block };
  });
}

function usageOf(answer: FakeAnswer) {
  const { input = 12, output = 7, cacheRead = 0 } = answer.usage ?? {};
  return { input_tokens: input, output_tokens: output, cache_read_input_tokens: cacheRead, cache_creation_input_tokens: 0 };
}

function message(answer: FakeAnswer, request: SeenRequest, content: unknown[]) {
  const calls = answer.blocks?.some(({ type }) => type === 'tool_use');
  return {
    id: 'msg_fake',
    type: 'message',
    role: 'assistant',
    model: request.body.model,
    content,
    stop_reason: answer.stopReason ?? (calls ? 'tool_use' : 'end_turn'),
    stop_sequence: null,
    usage: usageOf(answer),
  };
}

function record(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

function* streamRecords(answer: FakeAnswer, request: SeenRequest): Generator<string> {
  const whole = message(answer, request, []);
  const { output_tokens: _output, ...inputUsage } = whole.usage;
  yield record('message_start', {
    type: 'message_start',
    message: { ...whole, stop_reason: null, usage: { ...inputUsage, output_tokens: 1 } },
  });
  for (const [index, block] of answerBlocks(answer).entries()) {
    const { start, deltas } = splitBlock(block, answer.pieceSize);
    yield record('content_block_start', { type: 'content_block_start', index, content_block: start });
    for (const delta of deltas) yield record('content_block_delta', { type: 'content_block_delta', index, delta });
    yield record('content_block_stop', { type: 'content_block_stop', index });
  }
  yield record('message_delta', {
    type: 'message_delta',
    delta: { stop_reason: whole.stop_reason, stop_sequence: null },
    usage: { output_tokens: whole.usage.output_tokens },
  });
  yield record('message_stop', { type: 'message_stop' });
}

function splitBlock(block: Record<string, unknown>, size?: number): { start: object; deltas: object[] } {
  if (block.type === 'tool_use') {
    const json = pieces(JSON.stringify(block.input), size);
    return {
      start: { ...block, input: {} },
      deltas: ['', ...json].map((part) => ({ type: 'input_json_delta', partial_json: part })),
    };
  }
  if (block.type === 'thinking') {
    const deltas = pieces(String(block.thinking), size).map((part) => ({ type: 'thinking_delta', thinking: part }));
    return {
      start: { type: 'thinking', thinking: '', signature: '' },
      deltas: [...deltas, { type: 'signature_delta', signature: block.signature }],
    };
  }
  return {
    start: { type: 'text', text: '' },
    deltas: pieces(String(block.text), size).map((text) => ({ type: 'text_delta', text })),
  };
}
