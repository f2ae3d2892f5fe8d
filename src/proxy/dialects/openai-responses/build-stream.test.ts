import { describe, expect, it } from 'vitest';
import { createStreamNormaliser } from '../../canonical/normalise-stream';
import type { AnswerBlock, CanonicalResponse, UpstreamEvent } from '../../canonical/response';
import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import { buildOpenaiError as buildError } from '../openai-error';
import { buildResponse } from './build-response';
import { createStreamBuilder } from './build-stream';
import { parseRequest } from './parse-request';
import type { Wire } from './read-value';

const TOOLS = [
  { type: 'function', name: 'Read', parameters: { type: 'object' } },
  { type: 'custom', name: 'patch' },
  { type: 'namespace', name: 'mcp__s', tools: [{ type: 'function', name: 'status' }] },
  { type: 'tool_search', execution: 'client' },
];

const labels = (body: object = {}) => ({
  requestId: 'req_abc',
  model: 'asked-for',
  createdAt: 1_760_000_000,
  request: parseRequest({ model: 'asked-for', input: 'Hi', tools: TOOLS, ...body }),
});

const USAGE = { ...UNKNOWN_USAGE, input: 10, output: 5, cacheRead: 3, cacheWrite: 2, reasoning: 1, estimated: false };

function readRecords(text: string): { name: string; data: Wire }[] {
  return text
    .split('\n\n')
    .filter((record) => record !== '' && !record.startsWith(':'))
    .map((record) => {
      const [event = '', data = ''] = record.split('\n');
      return { name: event.replace('event: ', ''), data: JSON.parse(data.replace('data: ', '')) as Wire };
    });
}

/** What a client gets of these upstream events, by way of the normaliser. */
function stream(...events: UpstreamEvent[]): Wire[] {
  const builder = createStreamBuilder(labels());
  const normaliser = createStreamNormaliser({ seal: () => 'sealed', names: { toClient: (name) => name } });
  const blocks = [...events.flatMap((event) => normaliser.push(event)), ...normaliser.finish()];
  const text = builder.start(7) + blocks.map((block) => builder.block(block)).join('') + builder.end(USAGE);
  const records = readRecords(text);
  for (const { name, data } of records) expect(name).toBe(data.type);
  expect(records.map(({ data }) => data.sequence_number)).toEqual(records.map((_, number) => number));
  return records.map(({ data }) => data);
}

const call = (name: string, json: string, key = 'k'): UpstreamEvent[] => [
  { type: 'tool-start', key, id: `call_${key}`, name },
  { type: 'tool-arguments', key, json },
];
const text = (words: string): UpstreamEvent => ({ type: 'text', text: words });
const SEARCH: UpstreamEvent = {
  type: 'web-search',
  search: { id: 's', query: 'q', results: [{ url: 'https://a.example', title: 'A', pageAge: null }], errorCode: null },
};

const typesOf = (records: Wire[]) => records.map(({ type }) => String(type).replace('response.', ''));
const outputOf = (records: Wire[]) => (records.at(-1)?.response as { output: Wire[] }).output;

describe('a stream', () => {
  it('tells text in the full grammar', () => {
    const records = stream(text('Hel'), text('lo'));
    expect(typesOf(records)).toEqual([
      'created',
      'in_progress',
      'output_item.added',
      'content_part.added',
      'output_text.delta',
      'output_text.delta',
      'output_text.done',
      'content_part.done',
      'output_item.done',
      'completed',
    ]);
    expect(records[4]).toMatchObject({ item_id: 'msg_abc_0', output_index: 0, content_index: 0, delta: 'Hel', logprobs: [] });
    expect(outputOf(records)).toEqual([
      {
        id: 'msg_abc_0',
        type: 'message',
        status: 'completed',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'Hello', annotations: [], logprobs: [] }],
      },
    ]);
  });

  it('hands reasoning out with the envelope where clients keep what only the vendor reads', () => {
    const records = stream(
      { type: 'thinking', text: 'why' },
      { type: 'reasoning-state', state: { a: 1 } },
      ...call('Read', '{}'),
    );
    expect(typesOf(records).slice(2, 8)).toEqual([
      'output_item.added',
      'reasoning_summary_part.added',
      'reasoning_summary_text.delta',
      'reasoning_summary_text.done',
      'reasoning_summary_part.done',
      'output_item.done',
    ]);
    expect(outputOf(records)[0]).toEqual({
      id: 'rs_abc_0',
      type: 'reasoning',
      summary: [{ type: 'summary_text', text: 'why' }],
      encrypted_content: 'sealed',
    });
  });

  it('makes an item without a summary of reasoning without text', () => {
    const records = stream({ type: 'reasoning-state', state: { a: 1 } }, ...call('Read', '{}'));
    expect(outputOf(records)[0]).toEqual({ id: 'rs_abc_0', type: 'reasoning', summary: [], encrypted_content: 'sealed' });
    expect(typesOf(records)).not.toContain('reasoning_summary_part.added');
  });

  it('calls functions with the arguments as they were written, and with {} where there are none', () => {
    const records = stream(...call('Read', '{"a": 1.0}', 'a'), ...call('Read', '', 'b'));
    expect(outputOf(records)).toEqual([
      { id: 'fc_abc_0', type: 'function_call', status: 'completed', call_id: 'call_a', name: 'Read', arguments: '{"a": 1.0}' },
      { id: 'fc_abc_1', type: 'function_call', status: 'completed', call_id: 'call_b', name: 'Read', arguments: '{}' },
    ]);
    const deltas = records.filter(({ type }) => type === 'response.function_call_arguments.delta');
    expect(deltas.map(({ delta, output_index }) => [output_index, delta])).toEqual([
      [0, '{"a": 1.0}'],
      [1, '{}'],
    ]);
  });

  it('gives a tool that takes plain text its text, and each other kind of tool its own kind of call', () => {
    const records = stream(
      ...call('patch', '{"input":"*** Begin\\n"}', 'a'),
      ...call('mcp__s__status', '{}', 'b'),
      ...call('tool_search', '{"q":"x"}', 'c'),
    );
    expect(outputOf(records)).toEqual([
      { id: 'ctc_abc_0', type: 'custom_tool_call', status: 'completed', call_id: 'call_a', name: 'patch', input: '*** Begin\n' },
      {
        id: 'fc_abc_1',
        type: 'function_call',
        status: 'completed',
        call_id: 'call_b',
        name: 'status',
        namespace: 'mcp__s',
        arguments: '{}',
      },
      {
        id: 'tsc_abc_2',
        type: 'tool_search_call',
        status: 'completed',
        execution: 'client',
        call_id: 'call_c',
        arguments: { q: 'x' },
      },
    ]);
    expect(typesOf(records)).toEqual(expect.arrayContaining(['custom_tool_call_input.delta', 'custom_tool_call_input.done']));
  });

  it('calls by plain name a tool that the client never offered', () => {
    expect(outputOf(stream(...call('Nobody', '{}')))).toMatchObject([{ type: 'function_call', name: 'Nobody' }]);
  });

  it.each([
    ['before the text', [SEARCH, text('Found.')]],
    ['after the text', [text('Found.'), SEARCH]],
  ])('cites what a search found in the message, though it comes %s', (_when, events) => {
    const records = stream(...events);
    const message = outputOf(records).find(({ type }) => type === 'message');
    const annotation = { type: 'url_citation', url: 'https://a.example', title: 'A', start_index: 6, end_index: 6 };
    expect(message?.content).toEqual([{ type: 'output_text', text: 'Found.', annotations: [annotation], logprobs: [] }]);
    expect(outputOf(records).find(({ type }) => type === 'web_search_call')).toMatchObject({
      status: 'completed',
      action: { type: 'search', query: 'q', sources: [{ type: 'url', url: 'https://a.example' }] },
    });
    expect(typesOf(records)).toEqual(
      expect.arrayContaining(['web_search_call.in_progress', 'web_search_call.completed', 'output_text.annotation.added']),
    );
  });

  it('ends with usage in which cached and written tokens are part of the input (pitfall 46)', () => {
    expect(stream(text('x')).at(-1)).toMatchObject({
      type: 'response.completed',
      response: {
        status: 'completed',
        incomplete_details: null,
        usage: {
          input_tokens: 15,
          input_tokens_details: { cached_tokens: 3, cache_write_tokens: 2 },
          output_tokens: 5,
          output_tokens_details: { reasoning_tokens: 1 },
          total_tokens: 20,
        },
      },
    });
  });

  it.each([
    ['max_tokens', 'max_output_tokens'],
    ['model_context_window_exceeded', 'max_output_tokens'],
    ['refusal', 'content_filter'],
  ] as const)('says that an answer that stopped by %s is incomplete', (reason, word) => {
    expect(stream(text('half'), { type: 'stop', reason }).at(-1)).toMatchObject({
      type: 'response.incomplete',
      response: { status: 'incomplete', incomplete_details: { reason: word } },
    });
  });

  it('marks a call whose arguments were cut off', () => {
    const cut = stream(...call('Read', '{"path":"/a'), { type: 'stop', reason: 'max_tokens' });
    expect(outputOf(cut)).toMatchObject([{ type: 'function_call', status: 'incomplete', arguments: '{"path":"/a' }]);
  });

  it('keeps a client awake by a comment, which no SDK takes for an event', () => {
    expect(createStreamBuilder(labels()).ping()).toBe(': ping\n\n');
  });

  it('fails in both ways that clients know: an error with its body, and response.failed', () => {
    const builder = createStreamBuilder(labels());
    const records = readRecords(builder.start(1) + builder.error('request_too_large', 'Too long')).map(({ data }) => data);
    expect(records.slice(2)).toEqual([
      {
        type: 'error',
        sequence_number: 2,
        code: 'context_length_exceeded',
        message: 'Too long',
        param: null,
        error: { type: 'invalid_request_error', code: 'context_length_exceeded', message: 'Too long', param: null },
      },
      expect.objectContaining({
        type: 'response.failed',
        sequence_number: 3,
        response: expect.objectContaining({
          status: 'failed',
          error: { code: 'context_length_exceeded', message: 'Too long' },
        }) as unknown,
      }),
    ]);
  });
});

describe('a whole answer', () => {
  const blocks: AnswerBlock[] = [
    { type: 'thinking', thinking: 'why', signature: 'sealed' },
    { type: 'text', text: 'Hello' },
    { type: 'tool_use', id: 'call_k', name: 'Read', json: '{"a":1}' },
  ];
  const answer: CanonicalResponse = { blocks, stopReason: 'tool_use', stopSequence: null, usage: USAGE, reportedCost: null };

  it('holds the same items as its stream', () => {
    const streamed = stream(
      { type: 'thinking', text: 'why' },
      { type: 'reasoning-state', state: { a: 1 } },
      text('Hello'),
      ...call('Read', '{"a":1}'),
    );
    expect(buildResponse(answer, labels())).toEqual(streamed.at(-1)?.response);
  });

  it('repeats what was asked for, but for its long parts', () => {
    const body = {
      temperature: 0.5,
      max_output_tokens: 100,
      reasoning: { effort: 'low' },
      tool_choice: { type: 'custom', name: 'patch' },
      parallel_tool_calls: false,
      instructions: 'Be brief.',
      prompt_cache_key: 'session-1',
    };
    expect(buildResponse({ ...answer, usage: UNKNOWN_USAGE }, labels(body))).toMatchObject({
      id: 'resp_abc',
      object: 'response',
      created_at: 1_760_000_000,
      model: 'asked-for',
      temperature: 0.5,
      max_output_tokens: 100,
      reasoning: { effort: 'low' },
      tool_choice: { type: 'custom', name: 'patch' },
      parallel_tool_calls: false,
      prompt_cache_key: 'session-1',
      instructions: null,
      tools: [],
      usage: { input_tokens: 0, output_tokens: 0, total_tokens: 0 },
    });
  });
});

it('words errors as OpenAI does', () => {
  expect(buildError('rate_limit_error', 'Wait')).toEqual({
    error: { message: 'Wait', type: 'rate_limit_error', param: null, code: 'rate_limit_exceeded' },
  });
});
