import { afterEach, beforeEach, expect, it } from 'vitest';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream } from './fake-upstream';

let upstream: FakeUpstream;
let answer: FakeAnswer;
beforeEach(async () => {
  answer = {};
  upstream = await startFakeUpstream({ dialect: 'ollama', key: 'secret', models: ['qwen3:8b'], answer: () => answer });
});
afterEach(() => upstream.close());

const post = (body: unknown, headers: Record<string, string> = { authorization: 'Bearer secret' }) =>
  fetch(`${upstream.url}/api/chat`, { method: 'POST', body: JSON.stringify(body), headers });

const hello = { model: 'qwen3:8b', messages: [{ role: 'user', content: 'Hello.' }] };

it('streams lines of JSON unless it is told not to', async () => {
  answer = { blocks: [{ type: 'text', text: 'Hello to you.' }], pieceSize: 6 };
  const streamed = await post(hello);
  expect(streamed.headers.get('content-type')).toBe('application/x-ndjson');
  const lines = (await streamed.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { message: { content: string }; done: boolean });
  expect(lines.map(({ message }) => message.content)).toEqual(['Hello ', 'to you', '.', '']);
  expect(lines.map(({ done }) => done)).toEqual([false, false, false, true]);
  const whole = (await (await post({ ...hello, stream: false })).json()) as object;
  expect(whole).toMatchObject({ message: { content: 'Hello to you.' }, done: true, done_reason: 'stop', prompt_eval_count: 12 });
});

it('lists its models', async () => {
  const list = await fetch(`${upstream.url}/api/tags`, { headers: { authorization: 'Bearer secret' } });
  expect(await list.json()).toMatchObject({ models: [{ name: 'qwen3:8b', model: 'qwen3:8b' }] });
});

it('takes its key as a Bearer token only', async () => {
  expect((await post(hello, { 'x-api-key': 'secret' })).status).toBe(401);
});

const long = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content: 'word '.repeat(400) }));

it('cuts a prompt that is too long and tells it by the count only, as the server does (pitfall 58)', async () => {
  answer = { usage: { input: 20_000, output: 7 } };
  const body = { model: 'qwen3:8b', stream: false, messages: long(41) };
  const { prompt_eval_count: cut } = (await (await post(body)).json()) as { prompt_eval_count: number };
  expect(cut).toBeGreaterThan(3_000);
  expect(cut).toBeLessThanOrEqual(4_096);
  const roomy = { ...body, options: { num_ctx: 32_768 } };
  expect(await (await post(roomy)).json()).toMatchObject({ prompt_eval_count: 20_000 });
});

it('refuses a prompt that is too long once both ways of cutting are forbidden', async () => {
  const refused = await post({ ...hello, messages: long(41), truncate: false, shift: false });
  expect(refused.status).toBe(400);
  expect(((await refused.json()) as { error: string }).error).toContain('longer than the context length');
});

it.each([
  ['a field that it does not know', { max_tokens: 5 }, 'unknown field "max_tokens"'],
  ['an option that it does not know', { options: { max_tokens: 5 } }, 'invalid option'],
  ['thinking of a model that cannot', { model: 'llama3.2', think: true }, '"llama3.2" does not support thinking'],
  ['a level of thinking that there is none', { think: 'xhigh' }, 'invalid think value'],
  ['tools of a model that cannot', { model: 'llava', tools: [{}] }, 'does not support tools'],
  ['content in parts', { messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello.' }] }] }, 'cannot unmarshal array'],
  ['a role of other APIs', { messages: [{ role: 'developer', content: 'Hello.' }] }, 'invalid role'],
  [
    'a data address for an image',
    { messages: [{ role: 'user', content: '', images: ['data:image/png;base64,AAAA'] }] },
    'illegal base64 data at input byte 4',
  ],
  ['a result without a call', { messages: [{ role: 'tool', content: 'x', tool_name: 'Read' }] }, 'follows no call'],
  [
    'arguments as text',
    { messages: [{ role: 'assistant', content: '', tool_calls: [{ function: { name: 'Read', arguments: '{}' } }] }] },
    'cannot unmarshal string',
  ],
  [
    'a call without a result',
    {
      messages: [
        { role: 'assistant', content: '', tool_calls: [{ function: { name: 'Read', arguments: {} } }] },
        hello.messages[0],
      ],
    },
    'no result follows',
  ],
  ['a format that is no schema', { format: 'yaml' }, 'invalid format'],
])('refuses %s', async (_what, more, words) => {
  const refused = await post({ ...hello, ...more });
  expect(refused.status).toBe(400);
  expect(((await refused.json()) as { error: string }).error).toContain(words);
});

it('thinks where it can, unless it is told not to', async () => {
  answer = {
    blocks: [
      { type: 'thinking', thinking: 'Hm.' },
      { type: 'text', text: 'Yes.' },
    ],
  };
  const ask = async (more: object) =>
    ((await (await post({ ...hello, stream: false, ...more })).json()) as { message: object }).message;
  expect(await ask({})).toHaveProperty('thinking', 'Hm.');
  expect(await ask({ think: false })).not.toHaveProperty('thinking');
  expect(await ask({ model: 'gpt-oss:20b', think: false })).toHaveProperty('thinking', 'Hm.');
  expect(await ask({ model: 'llama3.2' })).not.toHaveProperty('thinking');
});
