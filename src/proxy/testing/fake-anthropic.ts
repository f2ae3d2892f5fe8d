import { findFault, isCountable } from './fake-anthropic-faults';
import { SEALED_RESULT, signThinking } from './fake-anthropic-seals';
import { type FakeAnswer, type FakeBlock, type FakeRules, pieces, type SeenRequest } from './fake-rules';

/** Anthropic's Messages API (docs/sources.md, Messages API), as strict as the real one. */
export const anthropicRules: FakeRules = {
  base: '',
  path: /^\/v1\/messages$/,
  modelsPath: '/v1/models',
  modelList: (models) => ({
    data: models.map((id) => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' })),
    has_more: false,
    first_id: models[0] ?? null,
    last_id: models.at(-1) ?? null,
  }),
  contentType: 'text/event-stream',
  isStream: ({ body }) => body.stream === true,
  refuse({ headers, method, body }, key, vendor) {
    const given = headers['x-api-key'] ?? /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
    if (key !== null && given !== key) return { status: 401, body: errorBody('authentication_error', 'invalid x-api-key') };
    if (method === 'GET') return null;
    if (headers['anthropic-version'] === undefined) return invalid('anthropic-version: header is required');
    const fault = findFault(body, headers['anthropic-beta'] !== undefined, vendor);
    return fault === null ? null : invalid(fault);
  },
  /** A token for four characters; a body that the endpoint would refuse gets no answer. */
  other({ path, method, body }) {
    if (method !== 'POST' || !path.startsWith('/v1/messages/count_tokens') || !isCountable(body)) return null;
    return { input_tokens: Math.ceil(JSON.stringify(body).length / 4) };
  },
  whole: (answer, request) => message(answer, request, answerBlocks(answer, request)),
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

type WireBlock = Record<string, unknown>;

function answerBlocks(answer: FakeAnswer, { body }: SeenRequest): WireBlock[] {
  return (answer.blocks ?? [{ type: 'text', text: 'OK' }]).flatMap((block: FakeBlock, place): WireBlock[] => {
    switch (block.type) {
      case 'text':
        return [{ ...block }];
      case 'thinking':
        return [{ ...block, signature: signThinking(body.model, block.thinking) }];
      case 'tool_use':
        return [{ type: 'tool_use', id: block.id ?? `toolu_fake_${place}`, name: block.name, input: block.input }];
      case 'web_search': {
        const asked = body.tools?.some(({ type }: { type?: string }) => type?.startsWith('web_search_'));
        if (!asked) throw new Error('a web search is to be answered, but the request holds no web_search tool');
        const id = `srvtoolu_fake_${place}`;
        const content = block.results.map(({ url, title }) => ({
          type: 'web_search_result',
          url,
          title,
          encrypted_content: SEALED_RESULT + url,
          page_age: null,
        }));
        return [
          { type: 'server_tool_use', id, name: 'web_search', input: { query: block.query } },
          { type: 'web_search_tool_result', tool_use_id: id, content },
        ];
      }
    }
  });
}

function usageOf(answer: FakeAnswer) {
  const { input = 12, output = 7, cacheRead = 0 } = answer.usage ?? {};
  const searches = answer.blocks?.filter(({ type }) => type === 'web_search').length ?? 0;
  return {
    input_tokens: input,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cacheRead,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens: output,
    server_tool_use: searches === 0 ? null : { web_search_requests: searches, web_fetch_requests: 0 },
    service_tier: 'standard',
  };
}

/** Numbers the answers: Claude Code takes answers with one id for parts of one message. */
let answers = 0;

function message(answer: FakeAnswer, { body }: SeenRequest, content: unknown[]) {
  answers += 1;
  const calls = answer.blocks?.some(({ type }) => type === 'tool_use');
  const reason = answer.stopReason ?? (calls ? 'tool_use' : 'end_turn');
  return {
    id: `msg_fake${answers}`,
    type: 'message',
    role: 'assistant',
    model: body.model,
    content,
    stop_reason: reason,
    stop_sequence: reason === 'stop_sequence' ? (body.stop_sequences?.[0] ?? null) : null,
    stop_details: reason === 'refusal' ? { type: 'refusal', category: null, explanation: null } : null,
    container: null,
    usage: usageOf(answer),
  };
}

function record(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify({ type: event, ...data })}\n\n`;
}

function* streamRecords(answer: FakeAnswer, request: SeenRequest): Generator<string> {
  const { stop_reason: reason, stop_sequence: sequence, stop_details: details, usage, ...head } = message(answer, request, []);
  const nothing = { stop_reason: null, stop_sequence: null, stop_details: null };
  yield record('message_start', { message: { ...head, ...nothing, usage: { ...usage, output_tokens: 1 } } });
  for (const [index, block] of answerBlocks(answer, request).entries()) {
    const { start, deltas } = splitBlock(block, answer.pieceSize);
    yield record('content_block_start', { index, content_block: start });
    if (index === 0) yield record('ping', {});
    for (const delta of deltas) yield record('content_block_delta', { index, delta });
    yield record('content_block_stop', { index });
  }
  yield record('message_delta', {
    delta: { stop_reason: reason, stop_sequence: sequence, stop_details: details },
    usage: { output_tokens: usage.output_tokens, server_tool_use: usage.server_tool_use },
  });
  yield record('message_stop', {});
}

function splitBlock(block: WireBlock, size?: number): { start: object; deltas: object[] } {
  switch (block.type) {
    case 'tool_use':
    case 'server_tool_use': {
      const json = pieces(JSON.stringify(block.input), size);
      return {
        start: { ...block, input: {} },
        deltas: ['', ...json].map((part) => ({ type: 'input_json_delta', partial_json: part })),
      };
    }
    case 'thinking': {
      const deltas = pieces(String(block.thinking), size).map((part) => ({ type: 'thinking_delta', thinking: part }));
      return {
        start: { type: 'thinking', thinking: '', signature: '' },
        deltas: [...deltas, { type: 'signature_delta', signature: block.signature }],
      };
    }
    case 'text':
      return {
        start: { type: 'text', text: '' },
        deltas: pieces(String(block.text), size).map((text) => ({ type: 'text_delta', text })),
      };
    default:
      return { start: block, deltas: [] };
  }
}
