import { expect, it } from 'vitest';
import { DEFAULT_QUIRKS, type Quirks } from '../../../shared/model/quirks';
import { createStreamParser } from './parse-stream';

function parseWith(quirks: Partial<Quirks>, ...chunks: unknown[]) {
  const parser = createStreamParser({ ...DEFAULT_QUIRKS, ...quirks });
  return chunks.flatMap((chunk) =>
    parser.push({ event: undefined, data: typeof chunk === 'string' ? chunk : JSON.stringify(chunk) }),
  );
}
const parse = (...chunks: unknown[]) => parseWith({}, ...chunks);
const delta = (fields: object, finish: string | null = null) => ({
  choices: [{ index: 0, delta: fields, finish_reason: finish }],
});
const call = (...pieces: object[]) => delta({ tool_calls: pieces });
const text = (events: object[], type: string) =>
  events.flatMap((event) => ('type' in event && event.type === type && 'text' in event ? [event.text] : [])).join('');
/** The calls as `name(arguments)`, each by its own key. */
const calls = (events: ReturnType<typeof parse>) => {
  const found = new Map<string, string>();
  for (const event of events) {
    if (event.type === 'tool-start') found.set(event.key, `${event.id} ${event.name} `);
    if (event.type === 'tool-arguments') found.set(event.key, `${found.get(event.key)}${event.json}`);
  }
  return [...found.values()];
};

it('reads name and arguments that come in one chunk (pitfall 6)', () => {
  expect(parse(call({ index: 0, id: 'c1', function: { name: 'Read', arguments: '{"a":1}' } }))).toEqual([
    { type: 'tool-start', key: 'call 0', id: 'c1', name: 'Read' },
    { type: 'tool-arguments', key: 'call 0', json: '{"a":1}' },
  ]);
});

it('keeps the pieces of calls that interleave apart (pitfall 7)', () => {
  const events = parse(
    call({ index: 0, id: 'a', function: { name: 'Read', arguments: '' } }, { index: 1, id: 'b', function: { name: 'Bash' } }),
    call({ index: 1, function: { arguments: '{"y"' } }, { index: 0, function: { arguments: '{"x"' } }),
    call({ index: 0, function: { arguments: ':1}' } }),
    call({ index: 1, function: { arguments: ':2}' } }),
  );
  expect(calls(events)).toEqual(['a Read {"x":1}', 'b Bash {"y":2}']);
});

it('tells calls apart by id where the index is missing (pitfall 9)', () => {
  const events = parse(
    call({ id: 'c1', function: { name: 'Read', arguments: '{' } }),
    call({ function: { arguments: '}' } }),
    call({ id: 'c2', function: { name: 'Bash', arguments: '{}' } }, { id: 'c3', function: { name: 'Bash', arguments: '[]' } }),
  );
  expect(calls(events)).toEqual(['c1 Read {}', 'c2 Bash {}', 'c3 Bash []']);
});

it('tells calls apart by name where index and id are missing', () => {
  const events = parse(
    { id: 'chatcmpl-7', ...call({ function: { name: 'Read', arguments: '{}' } }) },
    call({ function: { name: 'Bash', arguments: '{"a":' } }),
    call({ function: { arguments: '1}' } }),
  );
  expect(calls(events)).toEqual(['call_chatcmpl-7_1 Read {}', 'call_chatcmpl-7_2 Bash {"a":1}']);
});

it('takes a new id at an index that was used for a new call, but not an id that is repeated', () => {
  const events = parse(
    call({ index: 0, id: 'a', function: { name: 'Read', arguments: '{"a"' } }),
    call({ index: 0, id: 'a', function: { name: 'Read', arguments: ':1}' } }),
    call({ index: 0, id: 'b', function: { name: 'Bash', arguments: '{}' } }),
  );
  expect(calls(events)).toEqual(['a Read {"a":1}', 'b Bash {}']);
});

it('waits for the name of a call, and complains when none comes', () => {
  const nameless = call({ index: 0, id: 'a', function: { arguments: '{' } });
  expect(calls(parse(nameless, call({ index: 0, function: { name: 'Read', arguments: '}' } })))).toEqual(['a Read {}']);
  expect(parse(nameless, delta({}, 'tool_calls'))).toContainEqual({
    type: 'failure',
    message: 'it called a tool and did not say which',
  });
});

it('carries arguments byte for byte (pitfall 3)', () => {
  const json = JSON.stringify({ path: 'C:\\tmp\\"x"', text: 'a\n\t猫 🐈\u2028 \\u0041', n: 1e21 });
  const pieces = [...json].map((character) => call({ index: 0, function: { arguments: character } }));
  const [read] = calls(parse(call({ index: 0, id: 'c', function: { name: 'Write' } }), ...pieces));
  expect(read).toBe(`c Write ${json}`);
});

it('passes a call that was made with the finish reason "stop" on as both (pitfall 10)', () => {
  const events = parse(call({ index: 0, id: 'a', function: { name: 'Read', arguments: '{}' } }), delta({}, 'stop'));
  expect(events.at(-1)).toEqual({ type: 'stop', reason: 'end_turn' });
});

it('makes nothing of empty, null and missing pieces (pitfall 11)', () => {
  expect(
    parse(delta({ role: '', content: '' }), delta({ content: null, tool_calls: null, reasoning: null }), {
      choices: [{ delta: null }],
    }),
  ).toEqual([]);
  expect(parse({ choices: [] }, { choices: null }, {}, '', { choices: [{}] }, { type: 'ping' })).toEqual([]);
});

it('does not trip over fields of a wrong type', () => {
  const odd = { content: 5, reasoning: {}, tool_calls: [null, 3, { index: 'x', function: 'y' }], annotations: 'z', refusal: [] };
  expect(parse({ id: 7, choices: [{ delta: odd, finish_reason: 1 }], usage: 'much', x_groq: [] })).toEqual([]);
});

it.each(['reasoning_content', 'reasoning'])('reads reasoning as %s', (field) => {
  expect(parse(delta({ [field]: 'a' }))).toEqual([{ type: 'thinking', text: 'a' }]);
});

it('reads reasoning that is named three times in a chunk once', () => {
  const both = { reasoning: 'a', reasoning_content: 'a', reasoning_details: [{ type: 'reasoning.text', text: 'a', index: 0 }] };
  expect(parse(delta(both))).toEqual([{ type: 'thinking', text: 'a' }]);
});

it('reads reasoning that comes as snapshots once', () => {
  const snapshot = (all: string) => delta({ reasoning_details: [{ type: 'reasoning.text', text: all, index: 0 }] });
  const all = 'The user wants to know the time of day.';
  expect(text(parse(snapshot('The user wants to know'), snapshot(all), snapshot(all)), 'thinking')).toBe(all);
  expect(text(parse(delta({ reasoning: 'ha ' }), delta({ reasoning: 'ha ha ' })), 'thinking')).toBe('ha ha ha ');
});

it('reads content that is a list of parts, with reasoning among them', () => {
  const thinking = { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] };
  const parts = [thinking, { type: 'text', text: 'Yes.' }, { type: 'reference', reference_ids: [1] }];
  expect(parse(delta({ content: parts }))).toEqual([
    { type: 'thinking', text: 'Hm.' },
    { type: 'text', text: 'Yes.' },
  ]);
});

it('leaves think tags alone where the server is not known to use them (pitfall 30)', () => {
  expect(text(parse(delta({ content: '<think>a' }), delta({ content: '</think>b' })), 'text')).toBe('<think>a</think>b');
});

it('parts tagged reasoning from text, and drops it where it came in a field as well', () => {
  const tagged = [delta({ content: '<think>a</th' }), delta({ content: 'ink>b' }), delta({}, 'stop')];
  expect(parseWith({ thinkTags: true }, ...tagged)).toEqual([
    { type: 'thinking', text: 'a' },
    { type: 'text', text: 'b' },
    { type: 'stop', reason: 'end_turn' },
  ]);
  for (const chunks of [
    [delta({ reasoning_content: 'a' }), ...tagged],
    [...tagged.slice(0, 2), delta({ reasoning_content: 'a' })],
  ]) {
    const events = parseWith({ thinkTags: true }, ...chunks);
    expect([text(events, 'thinking'), text(events, 'text')]).toEqual(['a', 'b']);
  }
});

it('lets text that waited for a tag out before the call that follows', () => {
  const call0 = call({ index: 0, id: 'a', function: { name: 'Read', arguments: '{}' } });
  const events = parseWith({ thinkTags: true }, delta({ content: 'I shall read.' }), call0);
  expect(events.map(({ type }) => type)).toEqual(['text', 'tool-start', 'tool-arguments']);
});

it('hands reasoning_details over merged, before the text that follows the reasoning (pitfall 29)', () => {
  const detail = (fields: object) => delta({ reasoning_details: [{ type: 'reasoning.text', index: 0, ...fields }] });
  const chunks = [
    detail({ text: 'a' }),
    detail({ text: 'b' }),
    detail({ signature: 's' }),
    delta({ content: 'c' }),
    delta({}, 'stop'),
  ];
  expect(parseWith({ reasoningReplay: 'reasoning_details' }, ...chunks)).toEqual([
    { type: 'thinking', text: 'a' },
    { type: 'thinking', text: 'b' },
    {
      type: 'reasoning-state',
      state: { reasoning_details: [{ type: 'reasoning.text', index: 0, text: 'ab', signature: 's' }] },
    },
    { type: 'text', text: 'c' },
    { type: 'stop', reason: 'end_turn' },
  ]);
  expect(parse(...chunks).some(({ type }) => type === 'reasoning-state')).toBe(false);
});

it('hands over what a server hangs onto a call before the call, also when it comes alone (pitfall 18)', () => {
  const extra = { google: { thought_signature: 'c2ln' } };
  const whole = call({ id: 'a', function: { name: 'Read', arguments: '{}' }, extra_content: extra });
  const state = { type: 'reasoning-state', state: { tool_calls: { a: { extra_content: extra } } } };
  expect(parseWith({ reasoningReplay: 'state' }, whole)[0]).toEqual(state);
  const apart = [call({ id: 'a', function: { name: 'Read', arguments: '{}' } }), call({ extra_content: extra })];
  expect(parseWith({ reasoningReplay: 'state' }, ...apart).at(-1)).toEqual(state);
  expect(parse(whole).map(({ type }) => type)).toEqual(['tool-start', 'tool-arguments']);
});

it('fills in what only the message at the end holds', () => {
  const message = {
    role: 'assistant',
    content: 'Hello there.',
    reasoning_content: 'Greet.',
    tool_calls: [{ id: 'a', function: { name: 'Read', arguments: '{"a":1}' } }],
  };
  const end = { choices: [{ message, finish_reason: 'tool_calls' }] };
  const events = parse(
    delta({ reasoning_content: 'Gre' }),
    delta({ content: 'Hello ' }),
    call({ index: 0, id: 'a', function: { name: 'Read', arguments: '{"a"' } }),
    end,
  );
  expect([text(events, 'thinking'), text(events, 'text'), ...calls(events)]).toEqual([
    'Greet.',
    'Hello there.',
    'a Read {"a":1}',
  ]);
  expect(text(parse(delta({ content: 'Hello there.' }), end), 'text')).toBe('Hello there.');
});

it('reads a stream whose pieces are called message', () => {
  const piece = (content: string) => ({ choices: [{ message: { content } }] });
  expect(text(parse(piece('Hel'), piece('lo'), { choices: [{ message: { content: '' }, finish_reason: 'stop' }] }), 'text')).toBe(
    'Hello',
  );
});

it('takes words of refusal for text and says that the model declined', () => {
  expect(parse(delta({ refusal: 'I ' }), delta({ refusal: "can't." }), delta({}, 'stop'))).toEqual([
    { type: 'text', text: 'I ' },
    { type: 'text', text: "can't." },
    { type: 'stop', reason: 'refusal' },
  ]);
});

it('tells the pages that an answer cites as one search at its end, each once', () => {
  const cite = (url: string) => ({ type: 'url_citation', url_citation: { url, title: `About ${url}` } });
  const events = parse(
    delta({ content: 'a', annotations: [cite('https://a.example')] }),
    delta({ content: 'b', annotations: [cite('https://a.example'), cite('https://b.example'), { type: 'file_citation' }] }),
    delta({}, 'stop'),
  );
  expect(events.slice(2)).toEqual([
    {
      type: 'web-search',
      search: {
        id: 'web_search_2',
        query: '',
        errorCode: null,
        results: [
          { url: 'https://a.example', title: 'About https://a.example', pageAge: null },
          { url: 'https://b.example', title: 'About https://b.example', pageAge: null },
        ],
      },
    },
    { type: 'stop', reason: 'end_turn' },
  ]);
});

it('reads search results that stand beside the choices', () => {
  const found = [{ link: 'https://a.example', title: 'A', publish_date: '2026-04-30', refer: 'ref_1' }];
  expect(parse({ ...delta({ content: 'a' }), web_search: found }, delta({}, 'stop'))[1]).toMatchObject({
    search: { results: [{ url: 'https://a.example', title: 'A', pageAge: '2026-04-30' }] },
  });
});

it.each([
  ['beside the choices', { choices: [], usage: { prompt_tokens: 9, completion_tokens: 4 } }],
  ['in a choice', { choices: [{ delta: {}, usage: { prompt_tokens: 9, completion_tokens: 4 } }] }],
  ['under x_groq', { choices: [], x_groq: { usage: { prompt_tokens: 9, completion_tokens: 4 } } }],
])('reads usage %s', (_where, chunk) => {
  expect(parse(chunk)).toMatchObject([{ type: 'usage', usage: { input: 9, output: 4 } }]);
});

it('tells usage of every chunk that has it, merged, so that the last one counts (pitfall 48)', () => {
  const usage = (fields: object) => ({ choices: [], usage: fields });
  const events = parse(
    usage({ total_tokens: 0 }),
    usage({ prompt_tokens: 9, prompt_tokens_details: { cached_tokens: 4 } }),
    usage({ prompt_tokens: 9, completion_tokens: 3, cost: 0.25 }),
  );
  expect(events).toMatchObject([
    { usage: { input: 5, cacheRead: 4, output: null } },
    { usage: { input: 5, cacheRead: 4, output: 3 }, reportedCost: 0.25 },
  ]);
});

it.each([
  ['length', 'max_tokens'],
  ['model_length', 'max_tokens'],
  ['tool_calls', 'tool_use'],
  ['function_call', 'tool_use'],
  ['content_filter', 'refusal'],
  ['sensitive', 'refusal'],
  ['model_context_window_exceeded', 'model_context_window_exceeded'],
  ['eos', 'end_turn'],
])('reads the finish reason %s', (finish, reason) => {
  expect(parse(delta({}, finish))).toEqual([{ type: 'stop', reason }]);
});

it.each(['network_error', 'insufficient_system_resource', 'error'])('takes the finish reason %s for a failure', (finish) => {
  expect(parse(delta({}, finish))).toEqual([{ type: 'failure', message: `it stopped with "${finish}"` }]);
});

it('says no end that the server did not say', () => {
  expect(parse(delta({ content: 'a' })).map(({ type }) => type)).toEqual(['text']);
  expect(parse('[DONE]')).toEqual([{ type: 'end' }]);
});

it.each([
  [{ error: { code: 502, message: 'Provider returned error' } }, undefined],
  [{ error: { code: 429, message: 'Provider returned error' } }, 'rate_limit_error'],
  [{ error: 'Provider returned error' }, undefined],
  [{ error: { message: 'Provider returned error', type: 'server_error', code: 'overloaded_error' } }, 'overloaded_error'],
  [{ object: 'error', message: 'Provider returned error', code: 400 }, 'invalid_request_error'],
  [{ choices: [{ delta: {} }], x_groq: { id: 'req', error: 'Provider returned error' } }, undefined],
  [{ code: 'Throttling', message: 'Provider returned error', request_id: '1' }, undefined],
  [{ choices: [{ delta: {}, error: { code: 503, message: 'Provider returned error' } }] }, 'overloaded_error'],
])('takes an error that comes as data for a failure, in its words (pitfall 56): %j', (chunk, errorType) => {
  expect(parse(chunk)).toEqual([{ type: 'failure', message: 'Provider returned error', ...(errorType && { errorType }) }]);
});

it('takes an event of the name error for a failure', () => {
  const parser = createStreamParser(DEFAULT_QUIRKS);
  expect(parser.push({ event: 'error', data: '{"message":"Out of memory"}' })).toEqual([
    { type: 'failure', message: 'Out of memory' },
  ]);
});

it.each(['{"choices":[', 'null', '"text"', '[1]'])('takes a chunk that is no JSON object for a failure: %s', (chunk) => {
  expect(parse(chunk)).toMatchObject([{ type: 'failure' }]);
});
