import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import { describe, expect, it } from 'vitest';
import { createStreamNormaliser } from '../../canonical/normalise-stream';
import type { UpstreamEvent } from '../../canonical/response';
import { parseResponse } from './parse-response';
import { createStreamParser } from './parse-stream';

type Record_ = Record<string, unknown>;

function parse(...records: (Record_ | string)[]): UpstreamEvent[] {
  const parser = createStreamParser();
  return records.flatMap((record) =>
    typeof record === 'string'
      ? parser.push({ event: undefined, data: record })
      : parser.push({ event: record.type as string, data: JSON.stringify(record) }),
  );
}

const start = (index: number, block: object) => ({ type: 'content_block_start', index, content_block: block });
const delta = (index: number, fields: object) => ({ type: 'content_block_delta', index, delta: fields });
const stop = (index: number) => ({ type: 'content_block_stop', index });
const json = (index: number, text: string) => delta(index, { type: 'input_json_delta', partial_json: text });
const tool = (id: string) => ({ type: 'tool_use', id, name: 'Bash', input: {} });

/** The arguments of each call, put together. */
function argumentsOf(events: UpstreamEvent[]): string[] {
  const texts = new Map<string, string>();
  for (const event of events) {
    if (event.type === 'tool-start') texts.set(event.key, '');
    if (event.type === 'tool-arguments') texts.set(event.key, (texts.get(event.key) ?? '') + event.json);
  }
  return [...texts.values()];
}

it('reads a whole stream', () => {
  const usage = { input_tokens: 10, cache_read_input_tokens: 300, output_tokens: 1 };
  const events = parse(
    { type: 'message_start', message: { usage } },
    { type: 'ping' },
    start(0, { type: 'text', text: '' }),
    delta(0, { type: 'text_delta', text: 'Hällo ' }),
    delta(0, { type: 'text_delta', text: '世界' }),
    delta(0, { type: 'citations_delta', citation: {} }),
    stop(0),
    { type: 'message_delta', delta: { stop_reason: 'stop_sequence', stop_sequence: 'END' }, usage: { output_tokens: 7 } },
    { type: 'message_stop' },
  );
  expect(events).toEqual([
    {
      type: 'usage',
      reportedCost: null,
      usage: { ...UNKNOWN_USAGE, input: 10, output: null, cacheRead: 300, cacheWrite: null, reasoning: null, estimated: false },
    },
    { type: 'text', text: 'Hällo ' },
    { type: 'text', text: '世界' },
    {
      type: 'usage',
      reportedCost: null,
      usage: { ...UNKNOWN_USAGE, input: 10, output: 7, cacheRead: 300, cacheWrite: null, reasoning: null, estimated: false },
    },
    { type: 'stop', reason: 'stop_sequence', sequence: 'END' },
    { type: 'end' },
  ]);
});

describe('arguments of tools', () => {
  it('come byte for byte, whatever is in them and wherever they are cut (pitfall 3)', () => {
    const text = JSON.stringify({ path: 'C:\\a "b"\n', body: '日本語 😀 </x>\u2028', deep: [{ a: '\\"' }] });
    const records = [...text].map((letter) => json(0, letter));
    expect(argumentsOf(parse(start(0, tool('t')), json(0, ''), ...records, stop(0)))).toEqual([text]);
  });

  it('are not begun with the placeholder of the start (pitfall 2)', () => {
    expect(argumentsOf(parse(start(0, tool('t')), json(0, '{"a":1}'), stop(0)))).toEqual(['{"a":1}']);
  });

  it('are those of the start where no delta brings any, and an empty object where there are none', () => {
    expect(argumentsOf(parse(start(0, { ...tool('t'), input: { a: 1 } }), stop(0)))).toEqual(['{"a":1}']);
    expect(argumentsOf(parse(start(0, tool('t')), json(0, ''), stop(0)))).toEqual(['{}']);
  });

  it('are not repaired', () => {
    expect(argumentsOf(parse(start(0, tool('t')), json(0, '{"a":'), stop(0)))).toEqual(['{"a":']);
  });

  it('stay apart for calls that interleave or share an index (pitfalls 7 and 13)', () => {
    const interleaved = parse(
      start(0, tool('a')),
      start(1, tool('b')),
      json(0, '{"x"'),
      json(1, '{}'),
      json(0, ':1}'),
      stop(0),
      stop(1),
    );
    expect(argumentsOf(interleaved)).toEqual(['{"x":1}', '{}']);
    const shared = parse(start(0, tool('a')), json(0, '{"x":1}'), start(0, tool('b')), json(0, '{"y":2}'), stop(0));
    expect(argumentsOf(shared)).toEqual(['{"x":1}', '{"y":2}']);
  });
});

describe('reasoning', () => {
  const states = (events: UpstreamEvent[]) => events.flatMap((event) => (event.type === 'reasoning-state' ? [event.state] : []));

  it('keeps each block as it came, for it must go back unmodified and in order (pitfalls 22 and 23)', () => {
    const events = parse(
      start(0, { type: 'thinking', thinking: '', signature: '' }),
      delta(0, { type: 'thinking_delta', thinking: 'First ' }),
      delta(0, { type: 'thinking_delta', thinking: 'thought.', estimated_tokens: 5 }),
      delta(0, { type: 'signature_delta', signature: 'sig/1==' }),
      stop(0),
      start(1, { type: 'redacted_thinking', data: 'ENC==' }),
      stop(1),
      start(2, { type: 'thinking', thinking: '', signature: '' }),
      delta(2, { type: 'signature_delta', signature: 'sig/2==' }),
      stop(2),
    );
    expect(states(events)).toEqual([
      { blocks: [{ type: 'thinking', thinking: 'First thought.', signature: 'sig/1==' }] },
      { blocks: [{ type: 'redacted_thinking', data: 'ENC==' }] },
      { blocks: [{ type: 'thinking', thinking: '', signature: 'sig/2==' }] },
    ]);
    expect(events.filter(({ type }) => type === 'thinking')).toEqual([
      { type: 'thinking', text: 'First ' },
      { type: 'thinking', text: 'thought.' },
    ]);
  });

  it('reaches the client in one sealed block before the call that it led to', () => {
    const normaliser = createStreamNormaliser({ seal: (state) => JSON.stringify(state), names: { toClient: (name) => name } });
    const records = [
      start(0, { type: 'thinking', thinking: '', signature: '' }),
      delta(0, { type: 'thinking_delta', thinking: 'Hm.' }),
      delta(0, { type: 'signature_delta', signature: 's' }),
      stop(0),
      start(1, { type: 'redacted_thinking', data: 'd' }),
      stop(1),
      start(2, tool('t')),
      json(2, '{}'),
      stop(2),
    ];
    const events = parse(...records).flatMap((event) => normaliser.push(event));
    const signature = JSON.stringify({
      blocks: [
        { type: 'thinking', thinking: 'Hm.', signature: 's' },
        { type: 'redacted_thinking', data: 'd' },
      ],
    });
    expect(events.map(({ type }) => type)).toEqual([
      'block-start',
      'block-delta',
      'block-signature',
      'block-stop',
      'block-start',
      'block-delta',
    ]);
    expect(events[2]).toEqual({ type: 'block-signature', index: 0, signature });
  });

  it('is kept where the next block takes its index before it is stopped (pitfall 13)', () => {
    const events = parse(start(0, { type: 'thinking', thinking: 'Hm.' }), start(0, { type: 'text', text: 'A' }), stop(0));
    expect(events.map(({ type }) => type)).toEqual(['thinking', 'reasoning-state', 'text']);
  });

  it('is kept of servers that do not sign, and told of at the end where its block is never stopped', () => {
    const events = parse(start(0, { type: 'thinking', thinking: 'Hm.' }), { type: 'message_stop' });
    expect(states(events)).toEqual([{ blocks: [{ type: 'thinking', thinking: 'Hm.', signature: '' }] }]);
    expect(events.at(-1)).toEqual({ type: 'end' });
  });
});

describe('web searches', () => {
  const found = [
    { type: 'web_search_result', url: 'https://a.example', title: 'A', encrypted_content: 'x', page_age: 'May 1, 2026' },
  ];
  const callTo = (query: string) => [
    start(0, { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} }),
    json(0, JSON.stringify({ query })),
    stop(0),
  ];

  it('become one event, with the query of the call and the results', () => {
    expect(
      parse(
        ...callTo('weather'),
        start(1, { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: found }),
        stop(1),
      ),
    ).toEqual([
      {
        type: 'web-search',
        search: {
          id: 'srvtoolu_1',
          query: 'weather',
          errorCode: null,
          results: [{ url: 'https://a.example', title: 'A', pageAge: 'May 1, 2026' }],
        },
      },
    ]);
  });

  it('say why they failed', () => {
    const content = { type: 'web_search_tool_result_error', error_code: 'max_uses_exceeded' };
    expect(parse(...callTo('q'), start(1, { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content }))).toMatchObject(
      [{ search: { results: [], errorCode: 'max_uses_exceeded' } }],
    );
  });

  it('are read from results that come as text, too', () => {
    const content = JSON.stringify([
      { link: 'https://b.example', title: 'B', publish_date: '2026-05-01' },
      { title: 'no address' },
    ]);
    expect(parse(...callTo('q'), start(1, { type: 'tool_result', tool_use_id: 'srvtoolu_1', content }))).toMatchObject([
      { search: { query: 'q', results: [{ url: 'https://b.example', title: 'B', pageAge: '2026-05-01' }] } },
    ]);
  });

  it('leave other tools that the server runs aside', () => {
    expect(
      parse(
        start(0, { type: 'server_tool_use', id: 's', name: 'code_execution', input: {} }),
        json(0, '{}'),
        stop(0),
        start(1, { type: 'code_execution_tool_result', tool_use_id: 's', content: {} }),
        stop(1),
      ),
    ).toEqual([]);
  });
});

it('merges usage field by field, and takes the cost that a provider states (pitfall 48)', () => {
  const events = parse(
    { type: 'message_start', message: { usage: { input_tokens: 10, output_tokens: 0 } } },
    {
      type: 'message_delta',
      delta: {},
      usage: {
        cache_read_input_tokens: 90,
        cache_creation_input_tokens: null,
        output_tokens: 5,
        output_tokens_details: { thinking_tokens: 2 },
        cost: 0.01,
      },
    },
  );
  expect(events.at(-1)).toEqual({
    type: 'usage',
    reportedCost: 0.01,
    usage: { ...UNKNOWN_USAGE, input: 10, output: 5, cacheRead: 90, cacheWrite: null, reasoning: 2, estimated: false },
  });
});

it('knows the stop reasons, and ends the turn at one that it does not know', () => {
  const reasons = ['end_turn', 'max_tokens', 'tool_use', 'refusal', 'pause_turn', 'model_context_window_exceeded', 'compaction'];
  const read = reasons.map((reason) => parse({ type: 'message_delta', delta: { stop_reason: reason }, usage: {} }).at(-1));
  expect(read.map((event) => event?.type === 'stop' && event.reason)).toEqual([...reasons.slice(0, -1), 'end_turn']);
});

it('reads a stream whose event lines are missing (pitfall 50)', () => {
  expect(parse(JSON.stringify(delta(0, { type: 'text_delta', text: 'A' })), '{"type":"message_stop"}', '[DONE]')).toEqual([
    { type: 'text', text: 'A' },
    { type: 'end' },
    { type: 'end' },
  ]);
});

describe('failures', () => {
  it('are told in the words of the upstream and by its type', () => {
    expect(parse({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })).toEqual([
      { type: 'failure', message: 'Overloaded', errorType: 'overloaded_error' },
    ]);
    expect(parse({ type: 'error', error: { type: 'novel_error', message: 'Hm' } })).toEqual([{ type: 'failure', message: 'Hm' }]);
  });

  it('are noticed where they come as bare data (pitfall 56)', () => {
    expect(parse('{"error":{"code":502,"message":"Provider returned error"}}')).toEqual([
      { type: 'failure', message: 'Provider returned error' },
    ]);
  });

  it('are noticed in a frame that is no JSON', () => {
    expect(parse('{"type":"content_bl')).toEqual([{ type: 'failure', message: expect.stringContaining('no JSON') }]);
  });

  it('are never made up, nor is an end, whatever kinds the fields are of', () => {
    const odd = [
      'null',
      '5',
      '[]',
      '{}',
      '{"type":5}',
      '{"type":"content_block_delta"}',
      '{"type":"content_block_delta","index":"0","delta":null}',
    ];
    const more = [
      start(0, { type: null }),
      start(0, { type: 'text', text: null }),
      delta(0, { type: 'text_delta', text: 5 }),
      delta(0, { type: 'signature_delta', signature: null }),
      delta(9, { type: 'input_json_delta', partial_json: '{' }),
      stop(9),
      { type: 'message_start', message: null },
      { type: 'message_delta', delta: null, usage: 'none' },
      { type: 'message_delta', delta: { stop_reason: null } },
      { type: 'novel_event', data: 1 },
    ];
    expect(parse(...odd, ...more)).toEqual([]);
  });
});

describe('a whole answer', () => {
  it('gives what its stream would give, but for the end', () => {
    const body = {
      type: 'message',
      content: [
        { type: 'thinking', thinking: 'Hm.', signature: 's' },
        { type: 'text', text: 'A' },
        { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'q' } },
        { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] },
        { type: 'tool_use', id: 't', name: 'Bash', input: { a: [1] } },
      ],
      stop_reason: 'tool_use',
      usage: { input_tokens: 5, output_tokens: 6 },
    };
    expect(parseResponse(body)).toEqual([
      { type: 'thinking', text: 'Hm.' },
      { type: 'reasoning-state', state: { blocks: [{ type: 'thinking', thinking: 'Hm.', signature: 's' }] } },
      { type: 'text', text: 'A' },
      { type: 'web-search', search: { id: 'srvtoolu_1', query: 'q', results: [], errorCode: null } },
      { type: 'tool-start', key: 'block 5', id: 't', name: 'Bash' },
      { type: 'tool-arguments', key: 'block 5', json: '{"a":[1]}' },
      {
        type: 'usage',
        reportedCost: null,
        usage: { ...UNKNOWN_USAGE, input: 5, output: 6, cacheRead: null, cacheWrite: null, reasoning: null, estimated: false },
      },
      { type: 'stop', reason: 'tool_use', sequence: null },
    ]);
  });

  it('that is none says so, and one that is an error is a failure', () => {
    expect(() => parseResponse(null)).toThrow('not a JSON object');
    expect(() => parseResponse({ choices: [] })).toThrow('no list of content blocks');
    expect(parseResponse({ type: 'error', error: { type: 'api_error', message: 'Broken' } })).toEqual([
      { type: 'failure', message: 'Broken', errorType: 'api_error' },
    ]);
  });
});
