import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import { describe, expect, it } from 'vitest';
import { dialectQuirks } from '../default-quirks';
import { geminiUpstream } from './index';

/** Events of a stream of these answers; text is sent as it is. */
function parse(...answers: unknown[]) {
  const parser = geminiUpstream.createStreamParser(dialectQuirks.gemini);
  return answers.flatMap((answer) =>
    parser.push({ event: undefined, data: typeof answer === 'string' ? answer : JSON.stringify(answer) }),
  );
}

const parts = (...list: unknown[]) => ({
  candidates: [{ content: { parts: list, role: 'model' }, index: 0 }],
  responseId: 'r-1',
});
const stop = (finishReason: string, more: object = {}) => ({
  candidates: [{ content: { role: 'model' }, finishReason, ...more }],
});
const call = (name: string, args: unknown, more: object = {}) => ({ functionCall: { name, args }, ...more });

it('reads text and thoughts', () => {
  expect(parse(parts({ text: 'hm', thought: true }), parts({ text: 'Hel' }, { text: 'lo "ü" 😀\n' }), stop('STOP'))).toEqual([
    { type: 'thinking', text: 'hm' },
    { type: 'text', text: 'Hel' },
    { type: 'text', text: 'lo "ü" 😀\n' },
    { type: 'stop', reason: 'end_turn' },
  ]);
});

describe('calls', () => {
  it('have all their arguments, which come as one object (pitfall 5)', () => {
    expect(parse(parts({ functionCall: { id: 'm4q8', name: 'Read', args: { path: 'a "b"\n' } } }))).toEqual([
      { type: 'tool-start', key: 'call 1', id: 'm4q8', name: 'Read' },
      { type: 'tool-arguments', key: 'call 1', json: '{"path":"a \\"b\\"\\n"}' },
    ]);
  });

  it('without an id get one that no other answer has', () => {
    const ids = parse(parts(call('Read', {})), parts(call('Read', {}), call('Bash', undefined)));
    expect(ids.flatMap((event) => (event.type === 'tool-start' ? [event.id] : []))).toEqual([
      'call_r-1_1',
      'call_r-1_2',
      'call_r-1_3',
    ]);
    expect(parse({ candidates: [{ content: { parts: [call('Read', {})] } }] })[0]).toMatchObject({ id: 'call_1' });
    expect(ids.at(-1)).toMatchObject({ type: 'tool-arguments', json: '{}' });
  });

  it('have their signatures told before them, each under its id (pitfall 17)', () => {
    const first = { functionCall: { id: 'c1', name: 'Read', args: {} }, thoughtSignature: 'SIG1' };
    const second = { functionCall: { id: 'c2', name: 'Read', args: {} } };
    expect(parse(parts(first, second)).map((event) => (event.type === 'reasoning-state' ? event.state : event.type))).toEqual([
      { calls: { c1: 'SIG1' } },
      'tool-start',
      'tool-arguments',
      'tool-start',
      'tool-arguments',
    ]);
  });
});

describe('signatures on other parts', () => {
  const states = (...answers: unknown[]) =>
    parse(...answers).flatMap((event) => (event.type === 'reasoning-state' ? [event.state] : []));

  it('go with the thoughts while those are open', () => {
    const events = parse(
      parts({ text: 'hm', thought: true, thoughtSignature: 'T' }),
      parts({ text: 'Hi', thoughtSignature: 'TEXT' }),
    );
    expect(events).toEqual([
      { type: 'thinking', text: 'hm' },
      { type: 'reasoning-state', state: { thought: 'T' } },
      { type: 'reasoning-state', state: { text: 'TEXT' } },
      { type: 'text', text: 'Hi' },
    ]);
  });

  it('wait for a call otherwise', () => {
    const server = { toolCall: { id: 's1', toolType: 'GOOGLE_SEARCH_WEB' }, thoughtSignature: 'S' };
    expect(states(parts(server, { text: 'Hi', thoughtSignature: 'TEXT' }, call('Read', {}, { thoughtSignature: 'C' })))).toEqual([
      { server: [server] },
      { text: 'TEXT' },
      { calls: { 'call_r-1_1': 'C' } },
    ]);
  });

  // `claude -p` prints nothing when a thinking block is the last one of an answer (measured with 2.1.330).
  it('are not told behind the last text', () => {
    expect(states(parts({ text: 'Hello' }), parts({ text: '', thoughtSignature: 'TEXT' }), stop('STOP'))).toEqual([]);
  });
});

describe('the end', () => {
  it.each([
    ['STOP', 'end_turn'],
    ['MAX_TOKENS', 'max_tokens'],
    ['CONTINUATION', 'max_tokens'],
    ['SAFETY', 'refusal'],
    ['RECITATION', 'refusal'],
    ['LANGUAGE', 'refusal'],
    ['BLOCKLIST', 'refusal'],
    ['PROHIBITED_CONTENT', 'refusal'],
    ['SPII', 'refusal'],
    ['IMAGE_SAFETY', 'refusal'],
    ['IMAGE_PROHIBITED_CONTENT', 'refusal'],
    ['IMAGE_RECITATION', 'refusal'],
  ])('%s is %s', (reason, stopReason) => {
    expect(parse(stop(reason))).toEqual([{ type: 'stop', reason: stopReason }]);
  });

  it.each([
    'MALFORMED_FUNCTION_CALL',
    'UNEXPECTED_TOOL_CALL',
    'TOO_MANY_TOOL_CALLS',
    'MALFORMED_RESPONSE',
    'NO_IMAGE',
    'IMAGE_OTHER',
    'OTHER',
    'NEWER_THAN_THIS',
  ])('%s is a failure', (reason) => {
    expect(parse(stop(reason))).toEqual([{ type: 'failure', message: `the model stopped with ${reason}` }]);
  });

  it("tells a failure in Google's words", () => {
    expect(parse(stop('MALFORMED_FUNCTION_CALL', { finishMessage: 'Malformed function call: no input to parse.' }))).toEqual([
      { type: 'failure', message: 'Malformed function call: no input to parse. (MALFORMED_FUNCTION_CALL)' },
    ]);
  });

  it('is not told before Google told it, so that a cut is seen (pitfall 49)', () => {
    const events = parse(parts({ text: 'Hel' }), stop('FINISH_REASON_UNSPECIFIED'), { usageMetadata: { promptTokenCount: 5 } });
    expect(events.filter(({ type }) => type === 'stop' || type === 'end')).toEqual([]);
  });

  it('is a refusal when the prompt was blocked', () => {
    expect(
      parse({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: { promptTokenCount: 9 } }),
    ).toMatchObject([
      { type: 'usage', usage: { input: 9 } },
      { type: 'stop', reason: 'refusal' },
    ]);
  });
});

describe('usage', () => {
  const usageOf = (...metadata: object[]) => parse(...metadata.map((usageMetadata) => ({ usageMetadata })));

  it('has disjoint inputs and thoughts inside the output (pitfall 46)', () => {
    const metadata = {
      promptTokenCount: 100,
      cachedContentTokenCount: 80,
      toolUsePromptTokenCount: 7,
      candidatesTokenCount: 5,
      thoughtsTokenCount: 30,
    };
    expect(usageOf(metadata)).toEqual([
      {
        type: 'usage',
        usage: { ...UNKNOWN_USAGE, input: 27, output: 35, cacheRead: 80, cacheWrite: null, reasoning: 30, estimated: false },
        reportedCost: null,
      },
    ]);
  });

  it('clamps what cannot be', () => {
    expect(usageOf({ promptTokenCount: 10, cachedContentTokenCount: 80 })).toMatchObject([
      { usage: { input: 0, cacheRead: 10, output: null } },
    ]);
    expect(usageOf({ promptTokenCount: -1, candidatesTokenCount: '5' })).toMatchObject([
      {
        usage: { input: 0, output: null },
        faults: [
          { figure: 'input', reported: -1, counted: 0 },
          { figure: 'output', reported: null, counted: null },
        ],
      },
    ]);
  });

  it.each([
    ['gemini-3.1-pro', 2],
    ['gemini-2.5-flash', 1],
    ['gemini-2.0-flash-001', 1],
    ['', 2],
  ])('counts the searches that are billed for the model %s', (modelVersion, webSearches) => {
    const piece = (queries: string[], more = {}) => ({
      modelVersion,
      candidates: [{ content: { parts: [{ text: 'a' }] }, groundingMetadata: { webSearchQueries: queries }, ...more }],
      usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 1, serviceTier: 'flex' },
    });
    const events = parse(piece(['one', '']), piece(['one', 'two'], { finishReason: 'STOP' }));
    expect(events.findLast(({ type }) => type === 'usage')).toMatchObject({ usage: { webSearches, serviceTier: 'flex' } });
  });

  it('comes in pieces: what the last one leaves out stays (pitfall 48)', () => {
    expect(
      usageOf({ promptTokenCount: 10, cachedContentTokenCount: 4 }, { candidatesTokenCount: 3 }, { trafficType: 'ON_DEMAND' }).at(
        -1,
      ),
    ).toMatchObject({
      usage: { input: 6, cacheRead: 4, output: 3 },
    });
    expect(usageOf({ trafficType: 'ON_DEMAND' })).toEqual([]);
  });
});

describe('a search', () => {
  const found = (...pages: [string, string?][]) => ({
    webSearchQueries: ['first', 'second'],
    groundingChunks: pages.map(([uri, title]) => ({ web: { uri, title } })),
  });

  it('is told once, with all its queries and pages, before the end (pitfall 45)', () => {
    const events = parse(
      { candidates: [{ content: { parts: [{ text: 'It is so.' }] }, groundingMetadata: found(['https://a', 'a.org']) }] },
      stop('STOP', { groundingMetadata: found(['https://a', 'a.org'], ['https://b']) }),
    );
    const results = [
      { url: 'https://a', title: 'a.org', pageAge: null },
      { url: 'https://b', title: 'https://b', pageAge: null },
    ];
    expect(events).toEqual([
      { type: 'text', text: 'It is so.' },
      { type: 'web-search', search: { id: 'search_1', query: 'first; second', results, errorCode: null } },
      { type: 'stop', reason: 'end_turn' },
    ]);
  });

  it('that comes behind the end is told too', () => {
    const events = parse(stop('STOP'), { candidates: [{ groundingMetadata: found(['https://a']) }] });
    expect(events.map(({ type }) => type)).toEqual(['stop', 'web-search']);
  });

  it('that was not made is not told', () => {
    expect(
      parse(stop('STOP', { groundingMetadata: { searchEntryPoint: {}, groundingChunks: [{ maps: {} }, null] } })),
    ).toHaveLength(1);
  });
});

describe('what is no answer', () => {
  it('is a failure in its own words, as an object or in a list', () => {
    const error = { error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } };
    const failure = { type: 'failure', message: 'The model is overloaded.', errorType: 'overloaded_error' };
    expect(parse(error)).toEqual([failure]);
    expect(parse([error])).toEqual([failure]);
    expect(parse({ error: { code: 418 } })).toEqual([{ type: 'failure', message: 'it gave an error without a reason' }]);
  });

  it('is a failure when it is no JSON', () => {
    expect(parse('{"candidates":[')).toMatchObject([{ type: 'failure' }]);
  });

  it('does no harm when its types are wrong', () => {
    const odd = [
      null,
      5,
      'true',
      { candidates: null },
      { candidates: [null] },
      { candidates: [{ content: 'text', finishReason: 5, groundingMetadata: [] }] },
      { candidates: [{ content: { parts: 'text' } }] },
      {
        candidates: [
          {
            content: {
              parts: [null, 5, { text: null }, { text: 7, thoughtSignature: 8 }, { inlineData: null }, { unknown: {} }],
            },
          },
        ],
      },
      { usageMetadata: 'none', promptFeedback: 'none', error: null },
    ];
    expect(parse(...odd)).toEqual([]);
    expect(parse(parts({ functionCall: { name: null, args: null, id: 5 } }))).toMatchObject([
      { id: 'call_r-1_1', name: '' },
      { json: '{}' },
    ]);
  });
});

it('tells of a picture in words', () => {
  expect(parse(parts({ inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } }))).toMatchObject([
    { type: 'text', text: expect.stringContaining('image/png') },
  ]);
});

describe('a whole answer', () => {
  const read = (body: unknown) => geminiUpstream.parseResponse(body, dialectQuirks.gemini);

  it('is read like a stream of one piece', () => {
    const body = { ...parts({ text: 'Hi' }), usageMetadata: { promptTokenCount: 4, candidatesTokenCount: 1 } };
    Object.assign(body.candidates[0] ?? {}, { finishReason: 'STOP' });
    expect(read(body)).toEqual(parse(body));
    expect(read([body])).toEqual(parse(body));
    expect(read(body).map(({ type }) => type)).toEqual(['text', 'usage', 'stop']);
  });

  it('may be an error, and throws when it is nothing', () => {
    expect(read({ error: { message: 'no' } })).toMatchObject([{ type: 'failure', message: 'no' }]);
    for (const nothing of [null, 'x', {}, [], { choices: [] }]) expect(() => read(nothing)).toThrow('no candidate');
  });
});
