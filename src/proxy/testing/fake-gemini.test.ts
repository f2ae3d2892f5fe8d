import { afterEach, beforeEach, expect, it } from 'vitest';
import { sign } from './fake-gemini-signature';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream } from './fake-upstream';

let upstream: FakeUpstream;
let answer: FakeAnswer;
beforeEach(async () => {
  answer = {};
  upstream = await startFakeUpstream({ dialect: 'gemini', key: 'secret', models: ['gemini-3-pro'], answer: () => answer });
});
afterEach(() => upstream.close());

const MODEL = 'gemini-3-pro';
const hello = { role: 'user', parts: [{ text: 'Hello.' }] };
const call = (name = 'Read', id = 'c1') => ({ functionCall: { id, name, args: {} } });
const withArgs = (args: object) => ({ functionCall: { ...call().functionCall, args } });
const signed = (name?: string, id?: string) => sign(call(name, id), MODEL);
const response = (name = 'Read', id = 'c1') => ({ functionResponse: { id, name, response: { output: '' } } });
const model = (...parts: object[]) => ({ role: 'model', parts });
const user = (...parts: object[]) => ({ role: 'user', parts });
const declare = (fields: object) => ({ contents: [hello], tools: [{ functionDeclarations: [{ name: 'Read', ...fields }] }] });
const parameters = (schema: object) => declare({ parameters: { type: 'object', properties: { a: schema } } });

async function post(body: unknown, method = 'generateContent', headers: Record<string, string> = { 'x-goog-api-key': 'secret' }) {
  const reply = await fetch(`${upstream.url}/models/${MODEL}:${method}`, { method: 'POST', body: JSON.stringify(body), headers });
  return { status: reply.status, type: reply.headers.get('content-type'), text: await reply.text() };
}

it('streams events that end in CRLF, the usage and the reason last', async () => {
  answer = {
    blocks: [
      { type: 'thinking', thinking: 'Hm.' },
      { type: 'text', text: 'Hello to you.' },
    ],
    pieceSize: 7,
    usage: { input: 3, output: 8, cacheRead: 5 },
  };
  const { type, text } = await post({ contents: [hello] }, 'streamGenerateContent?alt=sse');
  expect(type).toBe('text/event-stream');
  const records = text
    .split('\r\n\r\n')
    .slice(0, -1)
    .map((record) => JSON.parse(record.replace(/^data: /, '')) as Record<string, unknown>);
  expect(records.map((record) => (record.candidates as { content: { parts: object[] } }[])[0]?.content.parts)).toMatchObject([
    [{ text: 'Hm.', thought: true }],
    [{ text: 'Hello t' }],
    [{ text: 'o you.' }],
    [{ text: '', thoughtSignature: expect.any(String) as string }],
  ]);
  expect(records.at(-1)).toMatchObject({
    candidates: [{ finishReason: 'STOP' }],
    usageMetadata: {
      promptTokenCount: 8,
      cachedContentTokenCount: 5,
      candidatesTokenCount: 4,
      thoughtsTokenCount: 4,
      totalTokenCount: 16,
    },
  });
});

it('answers with a list where the stream is not asked for as events', async () => {
  const { type, text } = await post({ contents: [hello] }, 'streamGenerateContent');
  expect(type).toBe('application/json');
  expect(JSON.parse(text)).toMatchObject([{ candidates: [{ content: { parts: [{ text: 'OK' }] } }] }]);
});

it('takes the key in its own header or as a Bearer token, and says what is wrong with another', async () => {
  expect((await post({ contents: [hello] }, undefined, { authorization: 'Bearer secret' })).status).toBe(200);
  expect(await post({ contents: [hello] }, undefined, {})).toMatchObject({
    status: 403,
    text: expect.stringContaining('PERMISSION_DENIED') as string,
  });
  expect(await post({ contents: [hello] }, undefined, { 'x-goog-api-key': 'old' })).toMatchObject({
    status: 400,
    text: expect.stringContaining('API_KEY_INVALID') as string,
  });
  expect((await fetch(`${upstream.url}/models`, { headers: { 'x-goog-api-key': 'old' } })).status).toBe(400);
});

it('lists its models and counts tokens', async () => {
  const list = await fetch(`${upstream.url}/models`, { headers: { 'x-goog-api-key': 'secret' } });
  expect(await list.json()).toMatchObject({ models: [{ name: 'models/gemini-3-pro', inputTokenLimit: 1_048_576 }] });
  expect((await post({ contents: [hello] }, 'countTokens')).text).toMatch(/^\{"totalTokens":\d+\}$/);
  const wrapped = { generateContentRequest: { model: `models/${MODEL}`, contents: [hello] } };
  expect((await post(wrapped, 'countTokens')).status).toBe(200);
  expect((await post({ ...wrapped, contents: [hello] }, 'countTokens')).status).toBe(404);
  expect((await post({ generateContentRequest: { contents: [hello] } }, 'countTokens')).status).toBe(404);
});

it('wraps an error on the stream endpoint in a list', async () => {
  const { text } = await post({ contents: [] }, 'streamGenerateContent?alt=sse');
  expect(JSON.parse(text)).toEqual([
    { error: { code: 400, message: '* GenerateContentRequest.contents: contents is not specified', status: 'INVALID_ARGUMENT' } },
  ]);
});

it.each<[string, object]>([
  ['a conversation', { contents: [hello, model({ text: 'Hi.' }), user({ text: 'Go on.' })] }],
  [
    'parallel calls of which the first is signed',
    { contents: [hello, model(signed(), call('Read', 'c2')), user(response(), response('Read', 'c2'))] },
  ],
  [
    'a call into which the client wrote a default',
    { contents: [hello, model({ ...signed(), ...withArgs({ limit: 5 }) }), user(response())] },
  ],
  [
    'the stand-in for a signature',
    { contents: [hello, model({ ...call(), thoughtSignature: 'skip_thought_signature_validator' }), user(response())] },
  ],
  ['unsigned calls of an earlier turn', { contents: [hello, model(call()), user(response()), user({ text: 'And now?' })] }],
  [
    'an answer that was streamed, piece by piece',
    { contents: [hello, model({ text: 'I read.' }), model(signed()), user(response())] },
  ],
  ['a closed schema', parameters({ type: 'array', items: { anyOf: [{ type: 'string', enum: ['x'] }, { type: 'integer' }] } })],
  [
    'any JSON schema in its own field',
    declare({ parametersJsonSchema: { $schema: 'x', type: 'object', properties: { a: { const: 1 } } } }),
  ],
])('takes %s', async (_what, body) => {
  expect(await post(body)).toMatchObject({ status: 200 });
});

it.each<[string, object, string]>([
  ['a field that it does not know', { contents: [hello], stream: true }, 'Unknown name \\"stream\\": Cannot find field.'],
  [
    'a keyword in a schema',
    declare({ parameters: { $schema: 'x', type: 'object', properties: { a: { type: 'string' } } } }),
    'Unknown name \\"$schema\\" at \'tools[0].function_declarations[0].parameters\': Cannot find field.',
  ],
  [
    'a keyword deep in a schema',
    parameters({ type: 'array', items: { const: 1 } }),
    "'tools[0].function_declarations[0].parameters.properties[0].value.items'",
  ],
  [
    'a result that is no object',
    { contents: [hello, model(signed()), user({ functionResponse: { name: 'Read', response: 'x' } })] },
    "Invalid value at 'contents[2].parts[0].function_response.response'",
  ],
  ['another role', { contents: [{ role: 'assistant', parts: [{ text: 'x' }] }] }, 'valid role'],
  ['a content without parts', { contents: [user()] }, 'must not be empty'],
  ['an empty text', { contents: [user({ text: '' })] }, 'empty text parameter'],
  ['a part without data', { contents: [user({ thought: true })] }, "required oneof field 'data'"],
  [
    'a call at the very start',
    { contents: [model(signed()), user(response())] },
    'function call turn comes immediately after a user turn',
  ],
  [
    'fewer results than calls',
    { contents: [hello, model(signed(), call('Read', 'c2')), user(response())] },
    'number of function response parts is equal',
  ],
  ['a result without a call', { contents: [hello, user(response())] }, 'immediately after a function call turn'],
  ['a result of another function', { contents: [hello, model(signed()), user(response('Bash'))] }, 'answers no function call'],
  ['a result with another id', { contents: [hello, model(signed()), user(response('Read', 'c9'))] }, 'answers no function call'],
  ['text behind results', { contents: [hello, model(signed()), user(response(), { text: 'x' })] }, 'ending with a model turn'],
  ['a last word of the model', { contents: [hello, model({ text: 'x' })] }, 'ending with a model turn'],
  ['a call without its signature', { contents: [hello, model(call()), user(response())] }, 'missing a thought_signature'],
  [
    'the signature of another call',
    { contents: [hello, model({ ...signed('Bash'), ...call() }), user(response())] },
    'Corrupted thought signature.',
  ],
  [
    'a signed call with other arguments',
    { contents: [hello, model({ ...sign(withArgs({ path: 'a' }), MODEL), ...withArgs({ path: 'b' }) }), user(response())] },
    'Corrupted thought signature.',
  ],
  [
    'the signature of another model',
    { contents: [hello, model(sign(call(), 'gemini-3-flash')), user(response())] },
    'Corrupted thought signature.',
  ],
  [
    'an odd function name',
    { contents: [hello], tools: [{ functionDeclarations: [{ name: '1st tool' }] }] },
    'Invalid function name',
  ],
  [
    'two functions of one name',
    { contents: [hello], tools: [{ functionDeclarations: [{ name: 'a' }, { name: 'a' }] }] },
    'Duplicate function declaration',
  ],
  ['parameters without properties', declare({ parameters: { type: 'object' } }), 'should be non-empty for OBJECT type'],
  ['a schema without a type', parameters({}), "didn't specify the schema type"],
  ['a list without items', parameters({ type: 'array' }), 'items: missing field'],
  ['a format of another kind', parameters({ type: 'string', format: 'uri' }), "only 'enum' and 'date-time'"],
  ['numbers in an enum', parameters({ type: 'integer', enum: ['1'] }), 'only allowed for STRING type'],
  ['something beside anyOf', parameters({ description: 'x', anyOf: [{ type: 'string' }] }), 'alongside any_of'],
  [
    'a search beside functions without the flag',
    { contents: [hello], tools: [{ functionDeclarations: [{ name: 'a' }] }, { googleSearch: {} }] },
    'include_server_side_tool_invocations',
  ],
  [
    'a choice without functions',
    { contents: [hello], toolConfig: { functionCallingConfig: { mode: 'ANY' } } },
    'without function_declarations',
  ],
  ['six stop sequences', { contents: [hello], generationConfig: { stopSequences: ['1', '2', '3', '4', '5', '6'] } }, 'at most 5'],
  [
    'two controls of thinking',
    { contents: [hello], generationConfig: { thinkingConfig: { thinkingBudget: 1, thinkingLevel: 'LOW' } } },
    'only one of thinking budget',
  ],
])('refuses %s', async (_what, body, words) => {
  expect(await post(body)).toMatchObject({ status: 400, text: expect.stringContaining(words) as string });
});
