import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConfigFile } from '../../../shared/config/config-schema';
import { UNKNOWN_SITUATION } from '../../../shared/model/situation';
import { startFakeUpstream, type FakeUpstream } from '../../testing/fake-upstream';
import { startTestProxy, type TestProxy } from '../../testing/start-test-proxy';
import { configFor, messagesRequest } from '../messages';

let upstreams: Record<string, FakeUpstream>;
let proxy: TestProxy;

beforeEach(async () => {
  const answer = () => ({ blocks: [{ type: 'text' as const, text: 'Yes.' }] });
  const start = async (id: string) => [id, await startFakeUpstream({ dialect: 'anthropic-messages', answer })] as const;
  upstreams = Object.fromEntries(await Promise.all(['usual', 'special'].map(start)));
  proxy = await startTestProxy(withRules());
});

afterEach(() => Promise.all([proxy.close(), ...Object.values(upstreams).map((upstream) => upstream.close())]));

function withRules(...rules: NonNullable<ConfigFile['rules']>): Omit<ConfigFile, 'version'> {
  return {
    ...configFor(upstreams, 'anthropic-messages'),
    routes: { default: { targets: 'usual/fake-model' }, think: { targets: 'special/deep' } },
    rules,
  };
}

/** Sends it; who was asked, for which model. */
async function send(request: object): Promise<string> {
  for (const { requests } of Object.values(upstreams)) requests.length = 0;
  const response = await proxy.send(request);
  await response.text();
  expect(response.status).toBe(200);
  return Object.entries(upstreams)
    .flatMap(([id, { requests }]) => requests.map(({ body }) => `${id}/${(body as { model: string }).model}`))
    .join(' ');
}

async function lastReason(count: number): Promise<string | null | undefined> {
  return (await proxy.rows(count)).at(-1)?.reason;
}

it('send a request to targets of their own, and the log says which did and why', async () => {
  await proxy.apply(withRules({ name: 'Tiers', then: { models: { sonnet: 'special/large', haiku: 'special/small' } } }));
  expect(await send(messagesRequest())).toBe('special/large');
  expect(await lastReason(1)).toBe('It asks for claude-sonnet-5-5. "Tiers" sends it to special/large.');
  expect(await send(messagesRequest({ model: 'claude-opus-5-5' }))).toBe('usual/fake-model');
});

it('send a request to a route', async () => {
  await proxy.apply(withRules({ when: { tools: 'Bash' }, then: { route: 'think' } }));
  const tools = [{ name: 'Bash', description: 'Runs a command.', input_schema: { type: 'object', properties: {} } }];
  expect(await send(messagesRequest({ tools }))).toBe('special/deep');
  expect((await proxy.rows(1))[0]).toMatchObject({ route: 'think', scenario: 'default' });
  expect(await send(messagesRequest())).toBe('usual/fake-model');
});

it('know the folder that the client works in', async () => {
  await proxy.apply(withRules({ when: { folder: '/srv/secret' }, then: { targets: 'special/local' } }));
  const system = (folder: string) => `# Environment\n - Primary working directory: ${folder}\n - Shell: bash`;
  expect(await send(messagesRequest({ system: system('/srv/secret/app') }))).toBe('special/local');
  expect(await send(messagesRequest({ system: system('/srv/open') }))).toBe('usual/fake-model');
});

it('know what the user says', async () => {
  await proxy.apply(withRules({ when: { text: '\\bproduction\\b' }, then: { targets: 'special/careful' } }));
  const say = (content: string) => messagesRequest({ messages: [{ role: 'user', content }] });
  expect(await send(say('Deploy to Production now.'))).toBe('special/careful');
  expect(await send(say('Deploy to staging.'))).toBe('usual/fake-model');
});

it('know how the machine stands, from the moment that the proxy is told', async () => {
  await proxy.apply(withRules({ when: { offline: true }, then: { targets: 'special/local' } }));
  expect(await send(messagesRequest())).toBe('usual/fake-model');
  proxy.situate({ ...UNKNOWN_SITUATION, offline: true });
  expect(await send(messagesRequest())).toBe('special/local');
  proxy.situate({ ...UNKNOWN_SITUATION, offline: false });
  expect(await send(messagesRequest())).toBe('usual/fake-model');
});

it('change a request before the rest of routing looks at it', async () => {
  await proxy.apply(withRules({ when: { model: '*sonnet*' }, then: { rewrite: { effort: 'xhigh', maxTokens: 77 } } }));
  const request = messagesRequest({ thinking: { type: 'adaptive' }, output_config: { effort: 'low' } });
  expect(await send(request)).toBe('special/deep');
  expect(upstreams.special?.requests[0]?.body).toMatchObject({ output_config: { effort: 'xhigh' }, max_tokens: 77 });
});

it('refuse a request with their message, and nobody is asked', async () => {
  await proxy.apply(withRules({ name: 'Closed', then: { block: 'No models after midnight.' } }));
  const response = await proxy.send(messagesRequest());
  expect(response.headers.get('x-should-retry')).toBe('false');
  expect(await response.text()).toContain('No models after midnight.');
  expect(Object.values(upstreams).flatMap(({ requests }) => requests)).toEqual([]);
  expect(await lastReason(1)).toContain('"Closed" refuses it: No models after midnight.');
});
