import { findOllamaFault, fitOllamaPrompt, ollamaThinks } from './fake-ollama-faults';
import { type FakeAnswer, type FakeBlock, type FakeRules, pieces, type SeenRequest } from './fake-rules';

/** Ollama's own API (docs/sources.md, Ollama API), as strict as the server, and stricter on names that it does not know. */
export const ollamaRules: FakeRules = {
  base: '',
  path: /^\/api\/chat$/,
  modelsPath: '/api/tags',
  modelList: (models) => ({ models: models.map((name) => ({ ...MODEL, name, model: name })) }),
  contentType: 'application/x-ndjson',
  isStream: ({ body }) => body.stream !== false,
  refuse(request, key, vendor) {
    // ollama.com takes the key as a Bearer token only.
    if (key !== null && request.headers.authorization !== `Bearer ${key}`)
      return { status: 401, body: { error: 'unauthorized' } };
    if (request.method === 'GET') return null;
    const fault = findOllamaFault(request.body, vendor);
    return fault === null ? null : { status: fault.status, body: { error: fault.text } };
  },
  whole: (answer, request) => lastLine(answer, request, wholeMessage(answer, request)),
  records: (answer, request) => [...streamLines(answer, request)].map((line) => `${JSON.stringify(line)}\n`),
  errorRecord: (text) => `${JSON.stringify({ error: text })}\n`,
  errorBody: (_status, text) => ({ error: text }),
};

const MODEL = {
  modified_at: '2026-09-17T15:42:59.567038700Z',
  size: 18_556_701_140,
  digest: 'a'.repeat(64),
  details: {
    parent_model: '',
    format: 'gguf',
    family: 'fake',
    families: ['fake'],
    parameter_size: '30B',
    quantization_level: 'Q4_K_M',
  },
};

function answerBlocks(answer: FakeAnswer, { body }: SeenRequest): FakeBlock[] {
  return (answer.blocks ?? [{ type: 'text', text: 'OK' }]).filter(({ type }) => type !== 'thinking' || ollamaThinks(body));
}

/** A call with an id is what newer servers send, one without what older ones do. */
function wireCalls(blocks: FakeBlock[]) {
  return blocks
    .filter((block) => block.type === 'tool_use')
    .map(({ id, name, input }, index) => ({ ...(id !== undefined && { id }), function: { index, name, arguments: input } }));
}

function wholeMessage(answer: FakeAnswer, request: SeenRequest) {
  const blocks = answerBlocks(answer, request);
  const text = blocks.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  const thinking = blocks.flatMap((block) => (block.type === 'thinking' ? [block.thinking] : []));
  const calls = wireCalls(blocks);
  return {
    role: 'assistant',
    content: text.join(''),
    ...(thinking.length > 0 && { thinking: thinking.join('') }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

let lines = 0;

/** The time to the nanosecond, different on every line. */
function head({ body }: SeenRequest) {
  lines += 1;
  return {
    model: body.model,
    created_at: new Date().toISOString().replace('Z', `${String(lines % 1_000_000).padStart(6, '0')}Z`),
  };
}

function lastLine(answer: FakeAnswer, request: SeenRequest, message: object) {
  const { input = 12, output = 7, cacheRead } = answer.usage ?? {};
  const { tokens, cut } = fitOllamaPrompt(request.body);
  return {
    ...head(request),
    message,
    done: true,
    // "stop" after tool calls as well.
    done_reason: answer.stopReason === 'max_tokens' ? 'length' : 'stop',
    total_duration: 4_883_583_458,
    load_duration: 1_334_875,
    prompt_eval_count: cut ? tokens : input + (cacheRead ?? 0),
    ...(cacheRead !== undefined && { prompt_eval_cached_count: cacheRead }),
    prompt_eval_duration: 342_546_000,
    eval_count: output,
    eval_duration: 4_535_599_000,
  };
}

function* streamLines(answer: FakeAnswer, request: SeenRequest): Generator<object> {
  const line = (fields: object) => ({ ...head(request), message: { role: 'assistant', content: '', ...fields }, done: false });
  const blocks = answerBlocks(answer, request);
  for (const block of blocks) {
    if (block.type === 'thinking') for (const part of pieces(block.thinking, answer.pieceSize)) yield line({ thinking: part });
    if (block.type === 'text') for (const part of pieces(block.text, answer.pieceSize)) yield line({ content: part });
  }
  for (const call of wireCalls(blocks)) yield line({ tool_calls: [call] });
  yield lastLine(answer, request, { role: 'assistant', content: '' });
}
