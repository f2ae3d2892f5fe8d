import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readClaudeCodeBodies } from '../../testing/claude-code-bodies';
import type { FakeAnswer } from '../../testing/fake-upstream';
import { TEST_TOKEN } from '../../testing/start-test-proxy';
import type { Wire } from './client';
import { clients, modelOf, startStand, UPSTREAMS, type ProviderId, type Stand } from './start-stand';

/** What Claude Code 2.1.330 sends, as it was recorded, through the running proxy (docs/sources.md, Claude Code). */
const TRANSLATED: ProviderId[] = [
  'deepseek',
  'moonshot',
  'mistral',
  'openrouter',
  'zai',
  'minimax',
  'groq',
  'openai-chat',
  'template',
  'openai',
  'gemini',
  'ollama',
];
const FOREIGN: ProviderId[] = [...TRANSLATED, 'deepseek-messages', 'ollama-messages'];
let stand: Stand;
beforeAll(async () => {
  stand = await startStand([...FOREIGN, 'anthropic']);
});
afterAll(() => stand.stop());

const messages = clients['anthropic-messages'];
const BETAS = { 'anthropic-beta': 'claude-code-20250219,interleaved-thinking-2025-05-14,effort-2025-11-24' };
const bodies = readClaudeCodeBodies('messages').map((text) => JSON.parse(text) as Wire);
const done: FakeAnswer = { blocks: [{ type: 'text', text: 'Done.' }] };

/** The first recorded request that has this. */
function recorded(has: (body: Wire) => boolean): Wire {
  const body = bodies.find(has);
  if (!body) throw new Error('no such request was recorded');
  return body;
}

async function send(id: ProviderId, body: Wire, model = modelOf(id)): Promise<Response> {
  return stand.post(messages, { ...body, model: `${id},${model}` }, { headers: BETAS });
}

async function read(response: Response, stream: boolean) {
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return stream ? messages.readStream(text) : messages.readWhole(JSON.parse(text));
}

/** What sets requests apart beside their words: fields, blocks and tools. */
function shapeOf(body: Wire): string {
  const blocks = (body.messages as Wire[]).map(({ role, content }) => [
    role,
    typeof content === 'string'
      ? 'text'
      : [...new Set((content as Wire[]).map((block) => Object.keys(block).sort().join() + block.type))],
  ]);
  const tools = new Set((body.tools as Wire[] | undefined)?.map((tool) => Object.keys(tool).sort().join() + tool.type));
  return JSON.stringify([Object.keys(body).sort(), body.thinking?.type, body.output_config, body.stream, [...tools], blocks]);
}

/** One request of every shape: loops, system messages, deferred tools, tool references, title, classifier, search. */
const KINDS = [
  ...new Map(
    bodies.filter(({ model }) => /^claude-(opus|sonnet|haiku)/.test(String(model))).map((body) => [shapeOf(body), body]),
  ).values(),
];
it.each(FOREIGN)(
  'has every kind of request that was recorded answered by %s, which refuses what the vendor refuses',
  async (id) => {
    const passesThrough = !TRANSLATED.includes(id);
    const searches = ['gemini', 'openrouter', 'openai', 'zai'].includes(id);
    const asked = KINDS.filter((body) => searches || passesThrough || !JSON.stringify(body.tools ?? []).includes('web_search_'));
    expect(asked.length).toBeGreaterThan(20);
    stand.play(id, done);
    const refused: string[] = [];
    for (const body of asked) {
      const response = await send(id, body);
      const text = await response.text();
      if (response.status !== 200) refused.push(`${text.slice(0, 300)} to ${JSON.stringify(body.messages).slice(-600)}`);
    }
    expect(refused).toEqual([]);
    expect(stand.seenAll(id)).toHaveLength(asked.length);
    const all = stand
      .seenAll(id)
      .map(({ rawBody }) => rawBody.toString())
      .join('\n');
    expect(all).not.toContain('x-anthropic-billing-header');
    if (!passesThrough)
      expect(all).not.toMatch(/DeferredToolPlaceholder|defer_loading|context_management|"type":"tool_reference"/);
  },
);

describe('a tool that is loaded when it is needed', () => {
  const request = recorded((body) => JSON.stringify(body.messages).includes('tool_reference'));

  it.each(TRANSLATED)('goes to %s whole, with a word in the place of the reference', async (id) => {
    stand.play(id, done);
    await read(await send(id, request), true);
    const seen = stand.seen(id).rawBody.toString();
    const loaded = /"type":"tool_reference","tool_name":"([^"]+)"/.exec(JSON.stringify(request.messages))?.[1] ?? '?';
    expect(seen).toContain(loaded);
  });
});

it.each(FOREIGN)('has a title written to its schema by %s', async (id) => {
  const request = recorded(({ output_config: config }) => config?.format?.type === 'json_schema');
  stand.play(id, { blocks: [{ type: 'text', text: '{"title":"Run the tests"}' }] });
  expect((await read(await send(id, request), true)).text).toBe('{"title":"Run the tests"}');
  // In a field of the body, or in words where the upstream has none.
  expect(stand.seen(id).rawBody.toString()).toMatch(/title/);
  expect(stand.seen(id).rawBody.toString()).toMatch(/schema|json|"format"/i);
});

describe('the safety classifier', () => {
  const classifier = bodies.filter(({ stop_sequences: stops }) => stops?.includes('</block>'));
  it.each([...FOREIGN, 'anthropic'] as ProviderId[])('gets from %s the answer as it is, and no thinking', async (id) => {
    expect(classifier.length).toBeGreaterThan(0);
    stand.play(id, {
      blocks: [
        { type: 'thinking', thinking: 'Hm.' },
        { type: 'text', text: '<block>yes\n' },
      ],
    });
    const { text, stop } = await read(await send(id, classifier[0] as Wire), false);
    expect(text).toBe('<block>yes\n');
    expect(stop).toBe('end');
  });

  it('is told of the stop sequence by which it ended', async () => {
    stand.play('anthropic', { blocks: [{ type: 'text', text: '<block>no' }], stopReason: 'stop_sequence' });
    const response = await send('anthropic', classifier[0] as Wire, 'claude-sonnet-4-5');
    expect(await response.json()).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: '</block>' });
  });
});

describe('max_tokens of 128,000', () => {
  const request = recorded(({ max_tokens: limit }) => limit === 128_000);
  it.each([
    ['groq', 'openai/gpt-oss-120b', 65_536],
    ['gemini', 'gemini-3.8-flash', 65_536],
    ['openai-chat', 'gpt-4o', 16_384],
    ['openai', 'gpt-5.6-sol', 128_000],
    ['anthropic', 'claude-sonnet-4-5', 64_000],
    ['anthropic', 'claude-opus-5-5', 128_000],
  ] as const)('is %s %s: %i', async (id, model, limit) => {
    stand.play(id, done);
    await (await send(id, request, model)).text();
    const body = stand.seen(id).body;
    const sent =
      body.max_tokens ?? body.max_completion_tokens ?? body.max_output_tokens ?? body.generationConfig?.maxOutputTokens;
    expect(sent).toBe(limit);
  });
});

describe('effort', () => {
  const ofEffort = (effort: string) =>
    recorded(({ output_config: config, thinking }) => config?.effort === effort && thinking?.type === 'adaptive');
  it.each([
    ['openai', 'xhigh', { reasoning: { effort: 'xhigh' } }],
    ['openai', 'max', { reasoning: { effort: 'max' } }],
    ['gemini', 'max', { generationConfig: { thinkingConfig: { thinkingLevel: 'HIGH', includeThoughts: true } } }],
    ['gemini', 'medium', { generationConfig: { thinkingConfig: { thinkingLevel: 'MEDIUM' } } }],
    ['deepseek', 'max', { thinking: { type: 'enabled' }, reasoning_effort: 'max' }],
    ['deepseek', 'xhigh', { reasoning_effort: 'high' }],
    ['deepseek', 'medium', { reasoning_effort: 'high' }],
    ['openrouter', 'xhigh', { reasoning: { effort: 'xhigh' } }],
    ['groq', 'max', { reasoning_effort: 'high' }],
    ['mistral', 'medium', { reasoning_effort: 'high' }],
    ['moonshot', 'high', { thinking: { type: 'enabled' } }],
    ['zai', 'high', { thinking: { type: 'enabled' } }],
  ] as [ProviderId, string, object][])('for %s: %s', async (id, effort, expected) => {
    stand.play(id, done);
    await (await send(id, ofEffort(effort))).text();
    expect(stand.seen(id).body).toMatchObject(expected);
  });
});

it.each(['anthropic', 'openai', 'gemini'] as const)('takes [1m] off the model that it names (%s)', async (id) => {
  stand.play(id, done);
  await read(
    await send(
      id,
      recorded(() => true),
      `${modelOf(id)}[1m]`,
    ),
    true,
  );
  const { path, body } = stand.seen(id);
  expect(id === 'gemini' ? path : body.model).not.toContain('[1m]');
  expect(id === 'gemini' ? path : body.model).toContain(modelOf(id));
});

describe('count_tokens', () => {
  const counted = readClaudeCodeBodies('count-tokens').map((text) => JSON.parse(text) as Wire);
  const count = async (id: ProviderId, body: Wire) => {
    const response = await stand.post(
      { ...messages, path: '/v1/messages/count_tokens?beta=true' },
      { ...body, model: `${id},${modelOf(id)}` },
      { headers: BETAS },
    );
    expect(response.status).toBe(200);
    return ((await response.json()) as { input_tokens: number }).input_tokens;
  };

  it.each(Object.values(UPSTREAMS))('is answered for %s', async (id) => {
    for (const body of counted.slice(0, 6)) expect(await count(id, body)).toBeGreaterThan(0);
  });

  it('by the upstream where it counts, and otherwise by us', async () => {
    const body = { messages: [{ role: 'user', content: '"'.repeat(4_000) }] };
    // The fakes count a token for four characters of the body, of which each of these takes two.
    expect(await count('anthropic', body)).toBeGreaterThan(2_000);
    expect(await count('gemini', body)).toBeGreaterThan(2_000);
    expect(await count('deepseek', body)).toBeLessThan(2_000);
  });
});

describe('GET /v1/models', () => {
  const list = async (headers: Record<string, string>) => {
    const response = await fetch(`${stand.proxy.url}/v1/models?limit=1000`, { headers, redirect: 'error' });
    expect(response.status).toBe(200);
    return (await response.json()) as { data: Wire[]; has_more?: boolean; object?: string };
  };

  it('tells Claude Code ids that it takes up', async () => {
    const { data, has_more: more } = await list({ 'x-api-key': TEST_TOKEN, 'anthropic-version': '2023-06-01' });
    expect(more).toBe(false);
    expect(data).toHaveLength(FOREIGN.length + 1);
    for (const model of data) {
      expect(model).toMatchObject({ type: 'model', display_name: expect.any(String), created_at: expect.any(String) });
      expect(model.id).toMatch(/^(claude|anthropic)/);
    }
  });

  it('and takes such an id', async () => {
    stand.play('gemini', done);
    const response = await stand.post(messages, messages.body('claude@gemini/gemini-3.8-flash', {}, true));
    expect((await read(response, true)).text).toBe('Done.');
    expect(stand.seen('gemini').path).toContain('gemini-3.8-flash');
  });

  it('tells OpenAI’s clients plain ones', async () => {
    const { data, object } = await list({ authorization: `Bearer ${TEST_TOKEN}` });
    expect(object).toBe('list');
    expect(data[0]).toMatchObject({ object: 'model', owned_by: expect.any(String), id: `deepseek/${modelOf('deepseek')}` });
  });
});

it.each(FOREIGN)('is told that %s keeps no threads, in a way that makes it send all', async (id) => {
  stand.play(id, done);
  const response = await send(id, { ...recorded(() => true), thread: { type: 'enabled', id: 'thread_1' } });
  expect(response.status).toBe(400);
  const { error } = (await response.json()) as { error: Wire };
  expect(error.details ?? error).toMatchObject({ error_code: 'thread_unsupported_request' });
  expect(stand.seenAll(id)).toHaveLength(0);
});
