import { afterEach, beforeEach, expect, it } from 'vitest';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream } from './fake-upstream';

let upstream: FakeUpstream;
let answer: FakeAnswer;
beforeEach(async () => {
  answer = {};
  upstream = await startFakeUpstream({
    dialect: 'openai-responses',
    vendor: 'openai',
    key: 'secret',
    models: ['gpt-5.6', 'other'],
    answer: () => answer,
  });
});
afterEach(() => upstream.close());

const post = (body: unknown, key = 'secret') =>
  fetch(`${upstream.url}/responses`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${key}` },
  });

interface Event {
  type: string;
  sequence_number: number;
  item?: { type: string };
  response?: { output: object[]; usage: object };
}

async function stream(body: object): Promise<Event[]> {
  const records = (await (await post({ ...body, stream: true })).text()).trimEnd().split('\n\n');
  return records.map((record) => {
    const [event = '', data = ''] = record.split('\n');
    const parsed = JSON.parse(data.replace('data: ', '')) as Event;
    expect(event).toBe(`event: ${parsed.type}`);
    return parsed;
  });
}

const hello = { model: 'gpt-5.6', input: 'Hello.' };
const call = { type: 'function_call', call_id: 'c1', name: 'Read', arguments: '{}' };
const result = { type: 'function_call_output', call_id: 'c1', output: 'found' };
const user = { role: 'user', content: 'Hello.' };
const reasoning = (model: string) => ({
  type: 'reasoning',
  id: 'rs_1',
  summary: [],
  encrypted_content: `gAAAAfake.${model}.0==`,
});

it('streams every event in order and ends with the answer that it gives whole', async () => {
  answer = {
    blocks: [
      { type: 'thinking', thinking: 'Why?' },
      { type: 'text', text: 'Hello to you.' },
      { type: 'tool_use', id: 'c1', name: 'Read', input: { a: 1 } },
    ],
    usage: { input: 10, output: 5, cacheRead: 30 },
    pieceSize: 6,
  };
  const asked = { ...hello, reasoning: { summary: 'auto' }, include: ['reasoning.encrypted_content'] };
  const events = await stream(asked);
  expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, number) => number));
  expect(events.filter(({ type }) => type === 'response.output_item.done').map(({ item }) => item?.type)).toEqual([
    'reasoning',
    'message',
    'function_call',
  ]);
  const whole = (await (await post(asked)).json()) as Event['response'];
  expect(events.at(-1)).toMatchObject({ type: 'response.completed', response: whole });
  expect(whole?.output[0]).toMatchObject({ summary: [{ text: 'Why?' }], encrypted_content: 'gAAAAfake.gpt-5.6.0==' });
  expect(whole?.usage).toMatchObject({ input_tokens: 40, input_tokens_details: { cached_tokens: 30 }, total_tokens: 45 });
});

it('tells no summary and nothing encrypted to who did not ask for it', async () => {
  answer = { blocks: [{ type: 'thinking', thinking: 'Why?' }] };
  expect(await (await post(hello)).json()).toMatchObject({
    output: [{ type: 'reasoning', summary: [], encrypted_content: null }],
  });
});

it('searches only where it is asked to, and cites in the text', async () => {
  answer = {
    blocks: [
      { type: 'web_search', query: 'q', results: [{ url: 'https://a.example', title: 'A' }] },
      { type: 'text', text: 'Found.' },
    ],
  };
  expect(await (await post(hello)).json()).toMatchObject({ output: [{ type: 'message', content: [{ annotations: [] }] }] });
  const asked = { ...hello, tools: [{ type: 'web_search' }], include: ['web_search_call.action.sources'] };
  expect(await (await post(asked)).json()).toMatchObject({
    output: [
      { type: 'web_search_call', action: { query: 'q', sources: [{ url: 'https://a.example' }] } },
      { type: 'message', content: [{ annotations: [{ url: 'https://a.example?utm_source=openai', title: 'A' }] }] },
    ],
  });
});

it('ends an answer that is cut off or refused in the vendor’s way', async () => {
  answer = { blocks: [{ type: 'text', text: 'half' }], stopReason: 'max_tokens' };
  expect((await stream(hello)).at(-1)).toMatchObject({
    type: 'response.incomplete',
    response: { incomplete_details: { reason: 'max_output_tokens' } },
  });
  answer = { blocks: [{ type: 'text', text: 'I cannot.' }], stopReason: 'refusal' };
  expect(await (await post(hello)).json()).toMatchObject({ status: 'completed', output: [{ content: [{ type: 'refusal' }] }] });
});

it('breaks off with an error event', async () => {
  answer = { fault: { afterRecords: 2, kind: 'error' } };
  expect((await stream(hello)).at(-1)).toMatchObject({ type: 'error', error: { message: 'Overloaded' } });
});

it('lists its models and takes its own key only', async () => {
  const list = await fetch(`${upstream.url}/models`, { headers: { authorization: 'Bearer secret' } });
  expect(await list.json()).toMatchObject({ object: 'list', data: [{ id: 'gpt-5.6', object: 'model' }, { id: 'other' }] });
  expect((await post(hello, 'wrong')).status).toBe(401);
});

it('calls a tool that takes plain text with its text, and takes that back', async () => {
  answer = { blocks: [{ type: 'tool_use', id: 'c2', name: 'patch', input: { input: '*** Begin' } }] };
  const tools = [{ type: 'custom', name: 'patch' }];
  const { output } = (await (await post({ ...hello, tools })).json()) as { output: object[] };
  expect(output).toEqual([
    { id: 'ctc_fake_0', type: 'custom_tool_call', status: 'completed', call_id: 'c2', name: 'patch', input: '*** Begin' },
  ]);
  const back = { type: 'custom_tool_call_output', call_id: 'c2', output: 'done' };
  expect((await post({ ...hello, tools, input: [user, ...output, back] })).status).toBe(200);
});

it('takes a whole tool loop', async () => {
  const tools = [{ type: 'function', name: 'Read', parameters: { type: 'object', properties: {} }, strict: false }];
  const input = [user, reasoning('gpt-5.6'), call, result];
  expect((await post({ ...hello, input, tools, tool_choice: { type: 'function', name: 'Read' }, store: false })).status).toBe(
    200,
  );
});

const tool = (fields: object) => ({
  tools: [{ type: 'function', name: 'Read', parameters: { type: 'object', properties: {} }, ...fields }],
});

it.each([
  ['a field that it does not know', { stop: ['x'] }, "Unknown parameter: 'stop'."],
  ['too small a limit', { max_output_tokens: 15 }, 'Expected a value >= 16'],
  ['a parameter that its model does not take', { temperature: 1 }, "'temperature' is not supported with this model"],
  ['an effort unknown', { reasoning: { effort: 'hard' } }, "Invalid value: 'hard'"],
  ['an include unknown', { include: ['everything'] }, "Invalid value: 'everything'"],
  ['a tool in the shape of chat', { tools: [{ type: 'function', function: { name: 'Read' } }] }, "'tools[0].name'"],
  ['a name that is too long', tool({ name: 'x'.repeat(65) }), 'maximum length 64'],
  ['a name with a dot', tool({ name: 'a.b' }), 'does not match pattern'],
  ['a tool without properties', tool({ parameters: { type: 'object' }, strict: false }), 'object schema missing properties'],
  ['a tool that is strict by silence, with a loose schema', tool({}), "'additionalProperties' is required"],
  ['a choice in the shape of chat', { tool_choice: { type: 'function', function: { name: 'Read' } } }, "'tool_choice.name'"],
  ['a choice of a tool that is not there', { tool_choice: { type: 'function', name: 'Read' } }, 'not found'],
  ['a format in the shape of chat', { text: { format: { type: 'json_schema', json_schema: {} } } }, "'text.format.name'"],
  ['no items', { input: [] }, 'minimum length 1'],
  [
    'a part that is not for this role',
    { input: [{ role: 'assistant', content: [{ type: 'input_text', text: 'x' }] }] },
    "'output_text'",
  ],
  [
    'a cache mark',
    { input: [{ role: 'user', content: [{ type: 'input_text', text: 'x', cache_control: {} }] }] },
    'cache_control',
  ],
  ['a call without its result', { input: [user, call] }, 'No tool output found for function call c1.'],
  ['a result without its call', { input: [user, result] }, 'No tool call found for function call output with call_id c1.'],
  ['reasoning that nothing follows', { input: [reasoning('gpt-5.6'), user] }, 'without its required following item'],
  ['reasoning of another model', { input: [reasoning('other'), call, result] }, 'could not be verified'],
  [
    'reasoning that only its store would know',
    { input: [{ ...reasoning('x'), encrypted_content: null }, call, result], store: false },
    'not persisted',
  ],
])('refuses %s', async (_name, body, words) => {
  const refused = await post({ ...hello, ...body });
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(((await refused.json()) as { error: { message: string } }).error.message).toContain(words);
});
