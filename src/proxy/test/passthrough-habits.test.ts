import { afterEach, describe, expect, it } from 'vitest';
import { Config } from '../../shared/config/config-schema';
import { sealReasoning } from '../canonical/reasoning-envelope';
import { readClaudeCodeBodies } from '../testing/claude-code-bodies';
import type { FakeVendor } from '../testing/fake-rules';
import { startFakeUpstream, type FakeUpstream } from '../testing/fake-upstream';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy';
import { messagesRequest } from './messages';

/**
 * Messages requests that go through to servers that refuse a part of what the client sends: the fake refuses as they do, so
 * an answer means that the request was fit for its target.
 */
let upstream: FakeUpstream;
let proxy: TestProxy;
afterEach(async () => {
  await proxy.close();
  await upstream.close();
});

async function start(preset: string, model: string, vendor: FakeVendor = 'plain'): Promise<void> {
  upstream = await startFakeUpstream({ dialect: 'anthropic-messages', vendor, answer: () => ({}) });
  const provider = { id: 'up', preset, dialect: 'anthropic-messages', baseUrl: upstream.url, models: [model] };
  const { version: _one, ...config } = Config.parse({
    version: 1,
    providers: [provider],
    routes: { default: { targets: [`up/${model}`] } },
  });
  proxy = await startTestProxy(config);
}

// Each test looks at the parts of the body that it is about.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = Record<string, any>;

/** The body as the upstream took it. */
async function sendTaken(body: unknown, headers?: Record<string, string>): Promise<Body> {
  const response = await proxy.send(body, headers);
  const answer = await response.text();
  expect(response.status, answer).toBe(200);
  return upstream.requests.at(-1)?.body as Body;
}

const BETA = { 'anthropic-beta': 'context-management-2025-06-27' };
const text = (words: string) => ({ type: 'text', text: words });
const call = (id: string) => ({ type: 'tool_use', id, name: 'Bash', input: {} });
const turns = (...blocks: unknown[]) => [
  { role: 'user', content: 'Go.' },
  { role: 'assistant', content: [...blocks, call('toolu_1')] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'ok' }] },
];

describe('Claude', () => {
  const recorded = readClaudeCodeBodies('messages').map((body) => [(JSON.parse(body) as Body).model as string, body] as const);
  const models = [...new Set(recorded.map(([model]) => model))].filter((model) => model.startsWith('claude-'));

  it.each(models)('gets every byte of what the client writes for it: %s', async (model) => {
    await start('anthropic', model);
    for (const [, body] of recorded.filter(([other]) => other === model)) {
      await (await proxy.send(body, BETA)).text();
      expect(upstream.requests.at(-1)?.rawBody.toString('utf8')).toBe(body);
    }
  });

  it('that takes the same as another gets every byte but for the model', async () => {
    await start('anthropic', 'claude-opus-5-5');
    const bodies = recorded.filter(([model]) => model === 'claude-haiku-5-5' || model === 'claude-sonnet-5-5');
    expect([models.length > 5, bodies.length > 3]).toEqual([true, true]);
    for (const [model, body] of bodies) {
      await (await proxy.send(body, BETA)).text();
      const expected = body.replace(`"model":"${model}"`, '"model":"claude-opus-5-5"');
      expect(upstream.requests.at(-1)?.rawBody.toString('utf8')).toBe(expected);
    }
  });

  const classifier = {
    stream: false,
    max_tokens: 64,
    thinking: { type: 'disabled' },
    stop_sequences: ['</block>'],
    temperature: 0,
  };

  it.each([
    ['claude-opus-5-5', undefined, { effort: 'low' }],
    ['claude-fable-5-2', undefined, { effort: 'low' }],
    ['claude-sonnet-5-5', { type: 'between_tools' }, undefined],
    ['claude-haiku-5-5', { type: 'disabled' }, undefined],
    ['claude-opus-4-7', { type: 'disabled' }, undefined],
    ['claude-3-5-haiku-20241022', undefined, undefined],
  ])('takes the safety check, which forbids thinking: %s', async (model, thinking, output) => {
    await start('anthropic', model);
    const body = await sendTaken(messagesRequest(classifier));
    expect([body.thinking, body.output_config]).toEqual([thinking, output]);
  });

  it.each(['claude-opus-4-7', 'claude-opus-5-5', 'claude-sonnet-5-5'])(
    'of today takes what was written for one of yesterday: %s',
    async (model) => {
      await start('anthropic', model);
      const body = await sendTaken(
        messagesRequest({ max_tokens: 9000, thinking: { type: 'enabled', budget_tokens: 4000 }, temperature: 1, top_k: 5 }),
      );
      expect(body.thinking).toEqual({ type: 'adaptive' });
      expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['temperature']));
    },
  );

  it('that lets no tool be forced is asked all the same', async () => {
    await start('anthropic', 'claude-opus-5-5');
    const tools = [{ name: 'Bash', input_schema: { type: 'object' } }];
    const body = await sendTaken(messagesRequest({ tools, tool_choice: { type: 'tool', name: 'Bash' } }));
    expect(body.tool_choice).toEqual({ type: 'auto' });
  });

  const today = {
    max_tokens: 9000,
    thinking: { type: 'adaptive', display: 'omitted' },
    output_config: { effort: 'xhigh' },
    context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
    messages: [
      { role: 'user', content: 'Go.' },
      { role: 'system', content: 'Now.', output_config: { effort: 'xhigh' } },
      { role: 'assistant', content: [{ ...call('functions.Bash:0') }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'functions.Bash:0', content: 'ok' }] },
      { role: 'system', content: 'And now.' },
    ],
  };

  it.each([
    'claude-opus-4-7',
    'claude-opus-4-6',
    'claude-opus-4-5',
    'claude-sonnet-4-5',
    'claude-haiku-4-5',
    'claude-3-5-haiku-20241022',
  ])('of yesterday takes what the client writes today, with calls of another provider: %s', async (model) => {
    await start('anthropic', model);
    const { messages, output_config: output } = await sendTaken(messagesRequest(today), BETA);
    expect(messages.map(({ role }: Body) => role)).toEqual(['user', 'assistant', 'user']);
    expect(messages[1].content[0].id).toMatch(/^toolu_\w+$/);
    expect(output?.effort).toBe({ 7: 'xhigh', 6: 'high', 5: 'high' }[/opus-4-(\d)/.exec(model)?.[1] ?? '']);
  });

  it('is known at those who resell it', async () => {
    await start('openrouter', 'anthropic/claude-sonnet-4.5', 'openrouter');
    expect((await sendTaken(messagesRequest(today), BETA)).messages).toHaveLength(3);
  });
});

describe('others', () => {
  const envelope = sealReasoning({ providerId: 'elsewhere', model: 'm', state: {} });
  const foreign = { type: 'thinking', thinking: 'Hm.', signature: envelope };

  it.each([
    ['deepseek', 'deepseek-v4-pro', 'deepseek'],
    ['moonshot', 'kimi-k3', 'moonshot'],
    ['kimi-code', 'kimi-for-coding', 'moonshot'],
    ['xiaomi', 'mimo-v2.6-pro', 'moonshot'],
  ] as const)('%s takes a turn of tools whose reasoning another model made (pitfall 25)', async (preset, model, vendor) => {
    await start(preset, model, vendor);
    const thinking = { type: 'enabled', budget_tokens: 4000 };
    const body = await sendTaken(messagesRequest({ thinking, max_tokens: 9000, messages: turns(foreign, text('I look.')) }));
    expect(body.thinking).toEqual(thinking);
    expect(body.messages[1].content).toEqual([
      { type: 'thinking', thinking: '(The reasoning of this step is not available.)', signature: '' },
      text('I look.'),
      call('toolu_1'),
    ]);
  });

  it('are told of loaded tools in words, and get them as tools like any other', async () => {
    await start('zai', 'glm-4.7', 'zai');
    const messages = turns(text('I search.'));
    const reference = { type: 'tool_result', tool_use_id: 'toolu_1', content: [{ type: 'tool_reference', tool_name: 'Write' }] };
    const tools = [
      { name: 'Write', input_schema: { type: 'object' }, defer_loading: true },
      { name: 'DeferredToolPlaceholder', input_schema: { type: 'object' }, defer_loading: true },
    ];
    const body = await sendTaken(
      messagesRequest({ tools, messages: [...messages.slice(0, 2), { role: 'user', content: [reference] }] }),
    );
    expect(body.tools).toEqual([{ name: 'Write', input_schema: { type: 'object' } }]);
    expect(body.messages[2].content[0].content).toEqual([text('Tool loaded: Write')]);
  });
});
