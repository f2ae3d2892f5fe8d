import { expect, it } from 'vitest';
import { sealReasoning } from '../../canonical/reasoning-envelope';
import { ProxyError } from '../../errors/proxy-error';
import { parseRequest } from './parse-request';

const messages = [{ role: 'user', content: 'Hi' }];
const parse = (body: object) => parseRequest({ model: 'm', messages, ...body });

it('reads a request that says little', () => {
  expect(parse({})).toEqual({
    model: 'm',
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
    system: [],
    tools: [],
    toolChoice: null,
    maxTokens: null,
    stream: false,
    temperature: null,
    topP: null,
    topK: null,
    stopSequences: [],
    output: null,
    reasoning: null,
    sessionId: null,
  });
});

it('reads the parameters', () => {
  const schema = { type: 'object', properties: {} };
  expect(
    parse({
      max_tokens: 1,
      max_completion_tokens: 2,
      temperature: 0.5,
      top_p: 0.9,
      stop: 'a',
      stream: true,
      stream_options: { include_usage: true },
      reasoning_effort: 'xhigh',
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema, strict: true } },
      user: 'u',
      prompt_cache_key: 'k',
    }),
  ).toMatchObject({
    maxTokens: 2,
    temperature: 0.5,
    topP: 0.9,
    stopSequences: ['a'],
    stream: true,
    usageInStream: true,
    reasoning: { mode: 'on', effort: 'xhigh', budgetTokens: null },
    output: { kind: 'json-schema', name: 'n', schema },
    sessionId: 'k',
  });
  expect(parse({ reasoning_effort: 'none', response_format: { type: 'json_object' }, user: 'u' })).toMatchObject({
    reasoning: { mode: 'off' },
    output: { kind: 'json-object' },
    sessionId: 'u',
  });
});

it('takes instructions that come first for the system prompt and leaves later ones in place (pitfall 35)', () => {
  const list = [
    { role: 'system', content: 'One.' },
    { role: 'developer', content: [{ type: 'text', text: 'Two.' }] },
    ...messages,
    { role: 'system', content: 'Later.' },
  ];
  expect(parse({ messages: list })).toMatchObject({
    system: [{ text: 'One.' }, { text: 'Two.' }],
    messages: [{ role: 'user' }, { role: 'system', content: [{ type: 'text', text: 'Later.' }] }],
  });
});

it('makes one message of tool messages in a row and the words of the user behind them', () => {
  const list = [
    ...messages,
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        { id: 'a', type: 'function', function: { name: 'Read', arguments: '{"x":1}' } },
        { id: 'b', type: 'function', function: { name: 'Read', arguments: '{"x":' } },
        { id: 'c', type: 'function', function: { name: 'Read', arguments: '' } },
      ],
    },
    { role: 'tool', tool_call_id: 'a', content: 'one' },
    { role: 'tool', tool_call_id: 'b', content: [{ type: 'text', text: 'two' }] },
    { role: 'user', content: 'And?' },
    { role: 'user', content: 'Well?' },
  ];
  expect(parse({ messages: list }).messages.slice(1)).toEqual([
    {
      role: 'assistant',
      content: [
        { type: 'tool_use', id: 'a', name: 'Read', input: { x: 1 } },
        { type: 'tool_use', id: 'b', name: 'Read', input: '{"x":' },
        { type: 'tool_use', id: 'c', name: 'Read', input: {} },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'a', content: [{ type: 'text', text: 'one' }] },
        { type: 'tool_result', tool_use_id: 'b', content: [{ type: 'text', text: 'two' }] },
        { type: 'text', text: 'And?' },
      ],
    },
    { role: 'user', content: [{ type: 'text', text: 'Well?' }] },
  ]);
});

it('reads images and files', () => {
  const content = [
    { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=', detail: 'low' } },
    { type: 'image_url', image_url: { url: 'https://a.example/b.png' } },
    { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBE' } },
    { type: 'video_url', video_url: { url: 'https://a.example/b.mp4' } },
  ];
  expect(parse({ messages: [{ role: 'user', content }] }).messages[0]?.content).toEqual([
    { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } },
    { type: 'image', source: { type: 'url', url: 'https://a.example/b.png' } },
    { type: 'document', title: 'a.pdf', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBE' } },
    { type: 'video_url', video_url: { url: 'https://a.example/b.mp4' } },
  ]);
});

it('reads tools, the choice of them, and a wish to search', () => {
  const tool = (name: string) => ({
    type: 'function',
    function: { name, description: 'd', parameters: { type: 'object' }, strict: true },
  });
  const read = { name: 'a', description: 'd', input_schema: { type: 'object' } };
  expect(parse({ tools: [tool('a')], tool_choice: 'required', parallel_tool_calls: false })).toMatchObject({
    tools: [read],
    toolChoice: { type: 'any', disable_parallel_tool_use: true },
  });
  expect(parse({ tools: [tool('a')], parallel_tool_calls: false }).toolChoice).toEqual({
    type: 'auto',
    disable_parallel_tool_use: true,
  });
  expect(parse({ tools: [tool('a')], tool_choice: { type: 'function', function: { name: 'a' } } }).toolChoice).toEqual({
    type: 'tool',
    name: 'a',
  });
  const allowed = { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [tool('a')] } };
  expect(parse({ tools: [tool('a'), tool('b')], tool_choice: allowed })).toMatchObject({
    tools: [read],
    toolChoice: { type: 'auto' },
  });
  expect(parse({ web_search_options: {} }).tools).toEqual([{ type: 'web_search_20250305', name: 'web_search' }]);
});

it('finds our own envelopes in the reasoning that a client hands back', () => {
  const [one, two] = ['m', 'n'].map((model) => sealReasoning({ providerId: 'p', model, state: {} }));
  const details = [
    { type: 'reasoning.encrypted', data: one },
    { type: 'reasoning.encrypted', data: 'gAAA-of-another-server' },
    { type: 'reasoning.encrypted', data: two },
  ];
  const assistant = (fields: object) =>
    parse({ messages: [...messages, { role: 'assistant', content: 'So.', ...fields }] }).messages[1]?.content;
  expect(assistant({ reasoning_content: 'Hm.', reasoning_details: details })).toEqual([
    { type: 'thinking', thinking: 'Hm.', signature: one },
    { type: 'thinking', thinking: '', signature: two },
    { type: 'text', text: 'So.' },
  ]);
  expect(assistant({ reasoning: 'Hm.' })).toMatchObject([{ type: 'thinking', thinking: 'Hm.', signature: '' }, {}]);
  expect(assistant({ reasoning_details: details.slice(1, 2) })).toEqual([{ type: 'text', text: 'So.' }]);
});

it.each([
  [{ messages: undefined }, /^messages: /],
  [{ messages: [] }, /^messages: /],
  [{ messages: ['x'] }, /^messages\.0: must be an object/],
  [{ messages: [{ role: 'function', name: 'f', content: 'x' }] }, /^messages\.0\.role: function messages are of an older form/],
  [{ messages: [{ role: 'robot', content: 'x' }] }, /^messages\.0\.role: must be/],
  [{ messages: [{ role: 'user', content: 7 }] }, /^messages\.0\.content: must be a string or a list/],
  [{ messages: [{ role: 'user', content: [{ text: 'x' }] }] }, /^messages\.0\.content\.0\.type/],
  [{ messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: {} }] }] }, /audio cannot go/],
  [{ messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'f' } }] }] }, /file_id/],
  [{ messages: [{ role: 'tool', content: 'x' }] }, /^messages\.0\.tool_call_id/],
  [{ messages: [{ role: 'assistant', function_call: { name: 'f' } }] }, /^messages\.0\.function_call/],
  [{ messages: [{ role: 'assistant', tool_calls: [{ id: 'a', function: {} }] }] }, /^messages\.0\.tool_calls\.0\.function\.name/],
  [{ functions: [] }, /^functions: /],
  [{ tools: [{ type: 'custom', custom: { name: 'x' } }] }, /^tools\.0\.type: only tools of type function/],
  [{ tools: {} }, /^tools: must be a list/],
  [{ tool_choice: 'maybe' }, /^tool_choice: /],
  [{ n: 2 }, /^n: /],
  [{ modalities: ['text', 'audio'] }, /^modalities: /],
  [{ model: 3 }, /^model: /],
  [{ reasoning_effort: 'lots' }, /^reasoning_effort: must be one of none, minimal/],
])('refuses %j and says what is wrong', (body, message) => {
  expect(() => parse(body)).toThrow(ProxyError);
  expect(() => parse(body)).toThrow(message);
});

it('refuses a body that is no object', () => {
  expect(() => parseRequest([])).toThrow('The request body must be a JSON object.');
});
