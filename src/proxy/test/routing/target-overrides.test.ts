import { afterEach, expect, it } from 'vitest';
import type { ConfigFile } from '../../../shared/config/config-schema';
import { startFakeUpstream, type FakeUpstream } from '../../testing/fake-upstream';
import { startTestProxy, TEST_TOKEN, type TestProxy } from '../../testing/start-test-proxy';
import { messagesRequest } from '../messages';

type Dialect = 'anthropic-messages' | 'openai-chat' | 'openai-responses';
type TargetEntry = Exclude<NonNullable<NonNullable<ConfigFile['routes']>['default']>['targets'], undefined>;

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const OVERRIDES = {
  maxTokens: 500,
  effort: 'low' as const,
  body: { service_tier: 'flex', metadata: { team: 'a' } },
  headers: { 'X-Team': 'a' },
};

async function start(dialect: Dialect, entry: TargetEntry): Promise<{ proxy: TestProxy; upstream: FakeUpstream }> {
  const upstream = await startFakeUpstream({ dialect, answer: () => ({}) });
  cleanups.push(() => upstream.close());
  const proxy = await startTestProxy({
    providers: [{ id: 'up', dialect, baseUrl: upstream.url, models: ['fake-model'] }],
    routes: { default: { targets: entry } },
  });
  cleanups.push(() => proxy.close());
  return { proxy, upstream };
}

function sentBody({ requests: [request] }: FakeUpstream): Record<string, unknown> {
  return request?.body as Record<string, unknown>;
}

const thinking = { thinking: { type: 'adaptive' }, output_config: { effort: 'max' }, metadata: { user_id: 'u' } };

it('go along with a request that passes through, whose other bytes stay as they are', async () => {
  const { proxy, upstream } = await start('anthropic-messages', { target: 'up/fake-model', ...OVERRIDES });
  const text = JSON.stringify(messagesRequest({ ...thinking, stream: false, max_tokens: 4_096 }));
  expect((await proxy.send(text)).status).toBe(200);
  expect(sentBody(upstream)).toEqual({
    ...(JSON.parse(text) as object),
    model: 'fake-model',
    max_tokens: 500,
    output_config: { effort: 'low' },
    service_tier: 'flex',
    metadata: { user_id: 'u', team: 'a' },
  });
  expect(upstream.requests[0]?.headers['x-team']).toBe('a');
});

it('go along with a request that is translated', async () => {
  const { proxy, upstream } = await start('openai-chat', { target: 'up/fake-model', ...OVERRIDES, temperature: 0.3 });
  const plain = { max_tokens: 4_096, stream: false };
  expect((await proxy.send(messagesRequest({ ...plain, thinking: { type: 'disabled' } }))).status).toBe(200);
  expect(sentBody(upstream)).toMatchObject({ max_tokens: 500, temperature: 0.3, service_tier: 'flex', metadata: { team: 'a' } });
  expect(upstream.requests[0]?.headers['x-team']).toBe('a');
});

it.each([
  [
    'openai-chat',
    '/v1/chat/completions',
    { messages: [{ role: 'user', content: 'Hi.' }], max_tokens: 900 },
    { max_tokens: 500, reasoning_effort: 'low' },
  ],
  [
    'openai-chat',
    '/v1/chat/completions',
    { messages: [{ role: 'user', content: 'Hi.' }], max_completion_tokens: 90 },
    { max_completion_tokens: 90 },
  ],
  ['openai-responses', '/v1/responses', { input: 'Hi.' }, { max_output_tokens: 500, reasoning: { effort: 'low' } }],
] as const)('go along with a request of an OpenAI client (%s, %s)', async (dialect, path, body, expected) => {
  const { proxy, upstream } = await start(dialect, { target: 'up/fake-model', ...OVERRIDES });
  const response = await fetch(proxy.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${TEST_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-5', ...body }),
  });
  expect(response.status).toBe(200);
  expect(sentBody(upstream)).toMatchObject(expected);
});

it('leave a shorter limit of the client, and thinking that it has switched off', async () => {
  const { proxy, upstream } = await start('anthropic-messages', { target: 'up/fake-model', ...OVERRIDES });
  await proxy.send(messagesRequest({ max_tokens: 64, stream: false, thinking: { type: 'disabled' } }));
  const body = sentBody(upstream);
  expect(body.max_tokens).toBe(64);
  expect(body).not.toHaveProperty('output_config');
});

it('are not those of a request that names its target', async () => {
  const { proxy, upstream } = await start('anthropic-messages', [
    { target: 'up/fake-model', maxTokens: 5 },
    { target: 'up/other-model', maxTokens: 7 },
  ]);
  await proxy.send(messagesRequest({ model: 'up/other-model', stream: false }));
  expect(sentBody(upstream)).toMatchObject({ model: 'other-model', max_tokens: 1024 });
});
