import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import { describe, expect, it } from 'vitest';
import { createStreamNormaliser } from '../../canonical/normalise-stream';
import type { UpstreamEvent } from '../../canonical/response';
import { createStreamParser } from './parse-stream';

function parse(...events: unknown[]): UpstreamEvent[] {
  const parser = createStreamParser();
  return events.flatMap((event) =>
    parser.push({ event: undefined, data: typeof event === 'string' ? event : JSON.stringify(event) }),
  );
}

const added = (output_index: number, item: object) => ({ type: 'response.output_item.added', output_index, item });
const done = (output_index: number, item: object) => ({ type: 'response.output_item.done', output_index, item });
const text = (output_index: number, delta: string) => ({
  type: 'response.output_text.delta',
  output_index,
  content_index: 0,
  item_id: `msg_${output_index}`,
  delta,
});
const args = (output_index: number, delta: string) => ({
  type: 'response.function_call_arguments.delta',
  output_index,
  item_id: `fc_${output_index}`,
  delta,
});
const call = (index: number, name: string, json: string) => ({
  type: 'function_call',
  id: `fc_${index}`,
  call_id: `call_${index}`,
  name,
  arguments: json,
});
const completed = (fields: object = {}) => ({
  type: 'response.completed',
  response: { status: 'completed', output: [], ...fields },
});

const joined = (events: UpstreamEvent[], type: 'text' | 'thinking') =>
  events.map((event) => (event.type === type && 'text' in event ? event.text : '')).join('');
const argumentsOf = (events: UpstreamEvent[], key: string) =>
  events.map((event) => (event.type === 'tool-arguments' && event.key === key ? event.json : '')).join('');

describe('text', () => {
  it('passes deltas on and says nothing twice when the whole text comes again', () => {
    const message = { type: 'message', id: 'msg_0', content: [{ type: 'output_text', text: 'Hello', annotations: [] }] };
    const events = parse(
      added(0, { ...message, content: [] }),
      text(0, 'Hel'),
      text(0, 'lo'),
      { type: 'response.output_text.done', output_index: 0, content_index: 0, item_id: 'msg_0', text: 'Hello' },
      done(0, message),
      completed({ output: [message] }),
    );
    expect(events).toEqual([
      { type: 'text', text: 'Hel' },
      { type: 'text', text: 'lo' },
      { type: 'stop', reason: 'end_turn' },
      { type: 'end' },
    ]);
  });

  it('keeps a text byte for byte, quotes, line ends and emoji included (pitfall 3)', () => {
    const whole = 'a "b" \\n\n漢字 👩‍👩‍👧 \u2028';
    expect(joined(parse(...[...whole].map((piece) => text(0, piece))), 'text')).toBe(whole);
  });

  it('takes a text that only the final response holds', () => {
    const message = { type: 'message', id: 'msg_0', content: [{ type: 'output_text', text: 'late' }] };
    expect(joined(parse(completed({ output: [message] })), 'text')).toBe('late');
  });

  it('is not misled by a server that gives an item another id in every event (pitfall 8)', () => {
    const message = (id: string) => ({ type: 'message', id, content: [{ type: 'output_text', text: 'once' }] });
    const events = parse(added(1, { type: 'message', id: 'a' }), { ...text(1, 'once'), item_id: 'b' }, done(1, message('c')), {
      ...completed({ output: [message('d')] }),
    });
    expect(joined(events, 'text')).toBe('once');
  });

  it('parts one message from the next by an empty line', () => {
    expect(joined(parse(text(0, 'I look.'), text(1, 'Done.')), 'text')).toBe('I look.\n\nDone.');
  });

  it('tells a refusal as text and as the reason to stop', () => {
    const events = parse({ type: 'response.refusal.delta', output_index: 0, content_index: 0, delta: 'I cannot.' }, completed());
    expect(events).toEqual([{ type: 'text', text: 'I cannot.' }, { type: 'stop', reason: 'refusal' }, { type: 'end' }]);
  });
});

describe('tool calls', () => {
  it('calls a tool by its call_id and passes its arguments as they were written', () => {
    expect(
      parse(added(2, call(2, 'Read', '')), args(2, '{"a":'), args(2, ' 1.0}'), done(2, call(2, 'Read', '{"a": 1.0}'))),
    ).toEqual([
      { type: 'tool-start', key: 'index 2', id: 'call_2', name: 'Read' },
      { type: 'tool-arguments', key: 'index 2', json: '{"a":' },
      { type: 'tool-arguments', key: 'index 2', json: ' 1.0}' },
    ]);
  });

  it.each([
    ['.done', [{ type: 'response.function_call_arguments.done', output_index: 0, item_id: 'fc_0', arguments: '{"a":1}' }]],
    ['output_item.done', [done(0, call(0, 'Read', '{"a":1}'))]],
    ['response.completed', [completed({ output: [call(0, 'Read', '{"a":1}')] })]],
  ])('takes arguments that come in %s only (pitfall 4)', (_where, events) => {
    expect(argumentsOf(parse(added(0, call(0, 'Read', '')), ...events), 'index 0')).toBe('{"a":1}');
  });

  it('adds only what is missing when the deltas broke off before the end (pitfall 4)', () => {
    const events = parse(added(0, call(0, 'Read', '')), args(0, '{"pa'), done(0, call(0, 'Read', '{"path":"x"}')));
    expect(argumentsOf(events, 'index 0')).toBe('{"path":"x"}');
  });

  it('keeps what was streamed when the whole is spelt otherwise', () => {
    const events = parse(added(0, call(0, 'Read', '')), args(0, '{"a":1}'), done(0, call(0, 'Read', '{ "a": 1 }')));
    expect(argumentsOf(events, 'index 0')).toBe('{"a":1}');
  });

  it('keeps parallel calls apart by their place (pitfall 8)', () => {
    const events = parse(
      added(0, call(0, 'Read', '')),
      added(1, call(1, 'Bash', '')),
      args(1, '{"b":'),
      args(0, '{"a":1}'),
      args(1, '2}'),
      done(1, call(1, 'Bash', '{"b":2}')),
      done(0, call(0, 'Read', '{"a":1}')),
    );
    expect([argumentsOf(events, 'index 0'), argumentsOf(events, 'index 1')]).toEqual(['{"a":1}', '{"b":2}']);
  });

  it('reads name and arguments that come in one event (pitfall 6)', () => {
    expect(parse(done(0, call(0, 'Read', '{"a":1}')))).toEqual([
      { type: 'tool-start', key: 'index 0', id: 'call_0', name: 'Read' },
      { type: 'tool-arguments', key: 'index 0', json: '{"a":1}' },
    ]);
  });

  it('holds arguments that come before the name', () => {
    const events = parse(added(0, call(0, '', '')), args(0, '{"a"'), done(0, call(0, 'Read', '{"a":1}')));
    expect(events[0]).toMatchObject({ type: 'tool-start', name: 'Read' });
    expect(argumentsOf(events, 'index 0')).toBe('{"a":1}');
  });

  it('finds calls of the final response that the stream told under another place', () => {
    const events = parse(added(3, call(7, 'Read', '')), args(3, '{}'), done(3, call(7, 'Read', '{}')), {
      ...completed({ output: [call(7, 'Read', '{}'), call(8, 'Bash', '{"c":1}')] }),
    });
    expect(events.filter(({ type }) => type === 'tool-start')).toHaveLength(2);
    expect(argumentsOf(events, 'final 1')).toBe('{"c":1}');
  });

  it('gives the normaliser a grammar without overlaps, whatever the order (pitfall 7)', () => {
    const normaliser = createStreamNormaliser({ seal: () => 'sealed', names: { toClient: (name) => name } });
    const events = parse(
      added(0, call(0, 'Read', '')),
      added(1, call(1, 'Bash', '')),
      args(1, '{}'),
      args(0, '{}'),
      completed(),
    ).flatMap((event) => normaliser.push(event));
    const starts = [...events, ...normaliser.finish()].map((event) =>
      'index' in event ? `${event.type} ${event.index}` : event.type,
    );
    expect(starts).toEqual([
      'block-start 0',
      'block-delta 0',
      'block-stop 0',
      'block-start 1',
      'block-delta 1',
      'block-stop 1',
      'finish',
    ]);
  });
});

describe('reasoning', () => {
  const summaryDelta = (summary_index: number, delta: string, output_index = 0) => ({
    type: 'response.reasoning_summary_text.delta',
    output_index,
    summary_index,
    delta,
  });
  const reasoning = (fields: object) => ({ type: 'reasoning', id: 'rs_1', summary: [], ...fields });

  it('tells the parts of a summary as paragraphs', () => {
    expect(joined(parse(summaryDelta(0, 'One'), summaryDelta(0, '.'), summaryDelta(1, 'Two.')), 'thinking')).toBe('One.\n\nTwo.');
  });

  it('reads reasoning in full, and not its summary as well', () => {
    const item = reasoning({
      summary: [{ type: 'summary_text', text: 'short' }],
      content: [{ type: 'reasoning_text', text: 'long' }],
    });
    const delta = { type: 'response.reasoning_text.delta', output_index: 0, content_index: 0, delta: 'long' };
    expect(joined(parse(delta, done(0, item)), 'thinking')).toBe('long');
  });

  it('keeps id, summary and encrypted content byte for byte for the next turn (pitfall 27)', () => {
    const item = reasoning({
      summary: [{ type: 'summary_text', text: 'a "b"' }],
      encrypted_content: 'gAAAA+/==',
      status: 'completed',
    });
    const states = parse(done(0, item), done(1, { ...item, id: 'rs_2' })).filter(({ type }) => type === 'reasoning-state');
    const kept = { summary: [{ type: 'summary_text', text: 'a "b"' }], encrypted_content: 'gAAAA+/==' };
    expect(states).toEqual([
      { type: 'reasoning-state', state: { reasoning: [{ id: 'rs_1', ...kept }] } },
      { type: 'reasoning-state', state: { reasoning: [{ id: 'rs_2', ...kept }] } },
    ]);
  });

  it('takes the encrypted content of the finished item, since that of its announcement may be half of it', () => {
    const events = parse(
      added(0, reasoning({ encrypted_content: 'half' })),
      done(0, reasoning({ encrypted_content: 'half and half' })),
    );
    expect(events).toMatchObject([{ state: { reasoning: [{ encrypted_content: 'half and half' }] } }]);
  });

  it('hands nothing back that the server could only look up by its id', () => {
    expect(parse(done(0, reasoning({ encrypted_content: null })))).toEqual([]);
  });
});

describe('web search', () => {
  const search = (id: string, query: string, urls?: string[]) => ({
    type: 'web_search_call',
    id,
    status: 'completed',
    action: { type: 'search', query, ...(urls && { sources: urls.map((url) => ({ type: 'url', url })) }) },
  });
  const citation = (url: string, title: string) => ({ type: 'url_citation', url, title, start_index: 0, end_index: 1 });
  const cited = (...annotations: object[]) =>
    done(5, { type: 'message', content: [{ type: 'output_text', text: 'x', annotations }] });
  const searchesOf = (events: UpstreamEvent[]) => events.flatMap((event) => (event.type === 'web-search' ? [event.search] : []));

  it('tells a search with what the text cites, once all of it is known (pitfall 45)', () => {
    const events = parse(done(0, search('ws_1', 'q')), cited(citation('https://a.example', 'A')), completed());
    expect(searchesOf(events)).toEqual([
      { id: 'ws_1', query: 'q', results: [{ url: 'https://a.example', title: 'A', pageAge: null }], errorCode: null },
    ]);
  });

  it('gives each search its own sources, with the titles of those that are cited', () => {
    const events = parse(
      done(0, search('ws_1', 'one', ['https://a.example', 'https://b.example'])),
      done(1, search('ws_2', 'two', ['https://c.example'])),
      cited(citation('https://b.example?utm_source=openai', 'B'), citation('https://d.example', 'D')),
      completed(),
    );
    expect(searchesOf(events).map(({ results }) => results.map(({ title }) => title))).toEqual([
      ['https://a.example', 'B'],
      ['https://c.example', 'D'],
    ]);
  });

  it('does not count a page that was opened as a search, and tells a failed search', () => {
    const opened = {
      type: 'web_search_call',
      id: 'ws_2',
      status: 'completed',
      action: { type: 'open_page', url: 'https://a.example' },
    };
    const events = parse(done(0, { ...search('ws_1', 'q'), status: 'failed' }), done(1, opened), completed());
    expect(searchesOf(events)).toMatchObject([{ id: 'ws_1', errorCode: 'unavailable', results: [] }]);
  });

  it('makes a search of citations that come without one, and counts no citation twice', () => {
    const annotation = citation('https://a.example', 'A');
    const events = parse(
      { type: 'response.output_text.annotation.added', output_index: 5, annotation },
      cited(annotation),
      completed(),
    );
    expect(searchesOf(events)).toMatchObject([{ query: '', results: [{ title: 'A' }] }]);
  });
});

describe('the end', () => {
  it.each([
    [{ reason: 'max_output_tokens' }, 'max_tokens'],
    [{ reason: 'content_filter' }, 'refusal'],
    [null, 'max_tokens'],
  ])('of an incomplete response with %j is %s', (incomplete_details, reason) => {
    const events = parse({ type: 'response.incomplete', response: { status: 'incomplete', incomplete_details, output: [] } });
    expect(events).toEqual([{ type: 'stop', reason }, { type: 'end' }]);
  });

  it('believes the status of a response more than the name of its event', () => {
    const incomplete = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
    expect(parse(completed(incomplete))).toContainEqual({ type: 'stop', reason: 'max_tokens' });
  });

  it('does not take [DONE] or silence for an end: the stream was cut', () => {
    expect(parse(text(0, 'half'), '[DONE]')).toEqual([{ type: 'text', text: 'half' }]);
  });

  it('takes cached and written tokens out of the input and clamps what cannot be (pitfall 46)', () => {
    const usage = (input_tokens: number, cached_tokens: number, cache_write_tokens: number) =>
      parse(
        completed({
          usage: {
            input_tokens,
            input_tokens_details: { cached_tokens, cache_write_tokens },
            output_tokens: 9,
            output_tokens_details: { reasoning_tokens: 4 },
            cost: 0.01,
          },
        }),
      ).find(({ type }) => type === 'usage');
    expect(usage(100, 60, 30)).toEqual({
      type: 'usage',
      usage: { ...UNKNOWN_USAGE, input: 10, output: 9, cacheRead: 60, cacheWrite: 30, reasoning: 4, estimated: false },
      reportedCost: 0.01,
    });
    expect(usage(100, 180, 0)).toMatchObject({ usage: { input: 0, cacheRead: 100 } });
    expect(usage(-3, 0, 0)).toMatchObject({ usage: { input: 0 }, faults: [{ figure: 'input', reported: -3, counted: 0 }] });
  });

  it('counts the finished searches as billed, and reads the rate', () => {
    const search = (action: object | undefined, status = 'completed') => ({ type: 'web_search_call', id: 'ws', status, action });
    const output = [
      search({ type: 'search', query: 'one' }),
      search(undefined),
      search({ type: 'open_page', url: 'https://a.example' }),
      search({ type: 'search', query: 'two' }, 'failed'),
    ];
    const usage = { input_tokens: 9, output_tokens: 1 };
    expect(parse(completed({ output, usage, service_tier: 'priority' })).find(({ type }) => type === 'usage')).toMatchObject({
      usage: { webSearches: 2, serviceTier: 'priority' },
    });
  });
});

describe('failures', () => {
  it.each([
    ['a flat error event', { type: 'error', code: 'rate_limit_exceeded', message: 'Slow down' }, 'rate_limit_error'],
    [
      'a nested error event',
      { type: 'error', error: { code: 'server_is_overloaded', message: 'Slow down' } },
      'overloaded_error',
    ],
    ['a bare error (pitfall 56)', { error: { code: 502, message: 'Slow down' } }, 'api_error'],
    [
      'response.failed',
      { type: 'response.failed', response: { status: 'failed', error: { code: 'x', message: 'Slow down' } } },
      'api_error',
    ],
    [
      'an overflow (pitfall 55)',
      { type: 'response.failed', response: { error: { code: 'context_length_exceeded', message: 'Slow down' } } },
      'request_too_large',
    ],
  ])('are told in the upstream’s words: %s', (_name, event, errorType) => {
    expect(parse(event)).toEqual([{ type: 'failure', message: 'Slow down', errorType }]);
  });

  it('let nothing follow', () => {
    expect(parse({ type: 'error', message: 'gone' }, text(0, 'more'), completed())).toHaveLength(1);
  });

  it('take a frame that is no JSON for one, never skipping it', () => {
    expect(parse('{"type":"response.')).toMatchObject([{ type: 'failure' }]);
    expect(parse('null')).toMatchObject([{ type: 'failure' }]);
  });

  it('are not made of fields of a wrong type or events that nobody knows', () => {
    expect(
      parse(
        { type: 'response.output_text.delta', output_index: null, delta: null },
        { type: 'response.output_item.added', output_index: 'x', item: null },
        { type: 'response.output_item.done', item: { type: 'message', content: 7 } },
        { type: 'response.function_call_arguments.delta', delta: 3 },
        { type: 'response.reasoning_summary_text.done', text: {} },
        { type: 'response.output_text.annotation.added', annotation: [] },
        { type: 'response.something.new', delta: {} },
        { type: 'keepalive' },
        completed({ output: [null, 3, { type: 'reasoning', summary: 'no list' }], usage: 'none' }),
      ),
    ).toEqual([{ type: 'stop', reason: 'end_turn' }, { type: 'end' }]);
  });
});
