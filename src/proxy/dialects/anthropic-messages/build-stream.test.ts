import { expect, it } from 'vitest';
import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import type { BlockEvent, CanonicalResponse } from '../../canonical/response';
import { buildResponse } from './build-response';
import { createStreamBuilder } from './build-stream';
import { parseRequest } from './parse-request';

const labels = { requestId: 'req_1', model: 'claude-opus-5-5', createdAt: 0, request: parseRequest({ messages: [] }) };
const usage = { ...UNKNOWN_USAGE, input: 3, cacheRead: 40, cacheWrite: 5, output: 6, reasoning: 2, estimated: false };
const search = {
  id: 'ws-1',
  query: 'weather',
  results: [{ url: 'https://a.example', title: 'A', pageAge: null }],
  errorCode: null,
};
const searchBlocks = [
  { type: 'server_tool_use', id: 'srvtoolu_switchyard_ws_1', name: 'web_search', input: { query: 'weather' } },
  {
    type: 'web_search_tool_result',
    tool_use_id: 'srvtoolu_switchyard_ws_1',
    content: [{ type: 'web_search_result', url: 'https://a.example', title: 'A', encrypted_content: '', page_age: null }],
  },
];
const wireUsage = {
  input_tokens: 3,
  cache_read_input_tokens: 40,
  cache_creation_input_tokens: 5,
  cache_creation: { ephemeral_5m_input_tokens: 5, ephemeral_1h_input_tokens: 0 },
  output_tokens: 6,
  output_tokens_details: { thinking_tokens: 2 },
  server_tool_use: { web_search_requests: 1, web_fetch_requests: 0 },
};

function build(...events: BlockEvent[]) {
  const builder = createStreamBuilder(labels);
  const text = builder.start(100) + events.map((event) => builder.block(event)).join('') + builder.end(usage);
  return text
    .trimEnd()
    .split('\n\n')
    .map((record) => {
      const [event, data] = record.split('\n') as [string, string];
      const parsed = JSON.parse(data.slice('data: '.length)) as Record<string, unknown>;
      expect(event).toBe(`event: ${parsed.type as string}`);
      return parsed;
    });
}

it('writes every block between its start and its stop, with indexes without a gap, though a search takes two (pitfalls 1 and 45)', () => {
  const records = build(
    { type: 'block-start', index: 0, block: { type: 'thinking' } },
    { type: 'block-delta', index: 0, text: 'Hm.' },
    { type: 'block-signature', index: 0, signature: 'sealed' },
    { type: 'block-stop', index: 0 },
    { type: 'block-start', index: 1, block: { type: 'web_search', search } },
    { type: 'block-stop', index: 1 },
    { type: 'block-start', index: 2, block: { type: 'text' } },
    { type: 'block-delta', index: 2, text: 'A\n\nB' },
    { type: 'block-stop', index: 2 },
    { type: 'block-start', index: 3, block: { type: 'tool_use', id: 't', name: 'Bash' } },
    { type: 'block-delta', index: 3, text: '{"a":1}' },
    { type: 'block-stop', index: 3 },
    { type: 'finish', reason: 'tool_use', sequence: null },
  );
  const [call, result] = searchBlocks;
  const start = (index: number, block: unknown) => ({ type: 'content_block_start', index, content_block: block });
  const delta = (index: number, fields: object) => ({ type: 'content_block_delta', index, delta: fields });
  const stop = (index: number) => ({ type: 'content_block_stop', index });
  expect(records.slice(1, -2)).toEqual([
    start(0, { type: 'thinking', thinking: '', signature: '' }),
    delta(0, { type: 'thinking_delta', thinking: 'Hm.' }),
    delta(0, { type: 'signature_delta', signature: 'sealed' }),
    stop(0),
    start(1, { ...call, input: {} }),
    delta(1, { type: 'input_json_delta', partial_json: '{"query":"weather"}' }),
    stop(1),
    start(2, result),
    stop(2),
    start(3, { type: 'text', text: '' }),
    delta(3, { type: 'text_delta', text: 'A\n\nB' }),
    stop(3),
    start(4, { type: 'tool_use', id: 't', name: 'Bash', input: {} }),
    delta(4, { type: 'input_json_delta', partial_json: '{"a":1}' }),
    stop(4),
  ]);
  expect(records.at(-2)).toMatchObject({
    delta: { stop_reason: 'tool_use', stop_sequence: null, stop_details: null },
    usage: wireUsage,
  });
});

it('begins with the estimate and the cache_creation object, and ends with all figures (pitfall 47)', () => {
  const records = build({ type: 'finish', reason: 'stop_sequence', sequence: 'END' });
  expect(records.map(({ type }) => type)).toEqual(['message_start', 'message_delta', 'message_stop']);
  expect(records[0]).toMatchObject({
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-opus-5-5',
      content: [],
      stop_reason: null,
      usage: { input_tokens: 100, output_tokens: 1, cache_creation: { ephemeral_5m_input_tokens: 0 } },
    },
  });
  expect(records[1]).toMatchObject({
    delta: { stop_reason: 'stop_sequence', stop_sequence: 'END' },
    usage: { ...wireUsage, server_tool_use: null },
  });
});

it('ends in one error record, and pings with both lines (pitfalls 49 and 51)', () => {
  const builder = createStreamBuilder(labels);
  expect(builder.ping()).toBe('event: ping\ndata: {"type":"ping"}\n\n');
  expect(builder.error('overloaded_error', 'Busy.')).toBe(
    'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Busy."},"request_id":"req_1"}\n\n',
  );
});

it('writes the same as a whole answer', () => {
  const response: CanonicalResponse = {
    blocks: [
      { type: 'thinking', thinking: '', signature: 'sealed' },
      { type: 'web_search', search },
      { type: 'web_search', search: { ...search, id: 'ws/2', results: [], errorCode: 'rate limited' } },
      { type: 'text', text: 'A' },
      { type: 'tool_use', id: 't', name: 'Bash', json: '{"a":1}' },
      { type: 'tool_use', id: 'u', name: 'Bash', json: ' ' },
      { type: 'tool_use', id: 'v', name: 'Bash', json: '{"a":' },
    ],
    stopReason: 'tool_use',
    stopSequence: null,
    usage,
    reportedCost: null,
  };
  expect(buildResponse(response, labels)).toMatchObject({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    content: [
      { type: 'thinking', thinking: '', signature: 'sealed' },
      ...searchBlocks,
      { type: 'server_tool_use', id: 'srvtoolu_switchyard_ws_2' },
      {
        type: 'web_search_tool_result',
        tool_use_id: 'srvtoolu_switchyard_ws_2',
        content: { type: 'web_search_tool_result_error', error_code: 'unavailable' },
      },
      { type: 'text', text: 'A' },
      { type: 'tool_use', id: 't', name: 'Bash', input: { a: 1 } },
      { type: 'tool_use', id: 'u', input: {} },
      { type: 'tool_use', id: 'v', input: '{"a":' },
    ],
    stop_reason: 'tool_use',
    usage: { ...wireUsage, server_tool_use: { web_search_requests: 2 } },
  });
});
