import { expect, it } from 'vitest';
import type { ConfigFile } from '../../../shared/config/config-schema';
import { decodeDecision } from '../../../shared/model/common-steps';
import { UNKNOWN_SITUATION } from '../../../shared/model/situation';
import type { TestProxy } from '../../testing/start-test-proxy';
import { proxyFor, upstream } from '../failing-stand';
import { configFor, messagesRequest } from '../messages';

const IMAGE = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } };
const SESSION = { 'x-claude-code-session-id': 'session-1' };
const HOUR = 3_600_000;

async function stand() {
  const [one, two] = [await upstream('anthropic-messages'), await upstream('anthropic-messages')];
  const config = configFor({ one, two }, 'anthropic-messages');
  const proxy = await proxyFor({ one, two }, 'anthropic-messages');
  return { proxy, config };
}

/** Sends a request and returns its row with what was decided on it. */
async function send(proxy: TestProxy, more: object = {}, headers: Record<string, string> = {}) {
  const before = proxy.events.filter(({ kind }) => kind === 'finished').length;
  const response = await proxy.send(messagesRequest({ ...more, stream: false }), headers);
  await response.text();
  await proxy.rows(before + 1);
  const finished = proxy.events.filter(({ kind }) => kind === 'finished').at(-1);
  const { exchange, decision } = finished as NonNullable<typeof finished>;
  return {
    ...exchange,
    target: `${exchange.providerId}/${exchange.model}`,
    decision: decision === undefined ? null : decodeDecision(decision),
  };
}

const RULE = { name: 'Elsewhere', then: { targets: 'two/of-rule' } };

it('asks rules before the model that the client names, and that before a tag, and that before scenarios', async () => {
  const { proxy, config } = await stand();
  const system = 'Work.\n<CCR-SUBAGENT-MODEL>two,of-tag</CCR-SUBAGENT-MODEL>';
  const named = { model: 'two/of-client', system };
  await proxy.apply({ ...config, rules: [RULE] });
  expect((await send(proxy, named)).target).toBe('two/of-rule');
  await proxy.apply({ ...config, rules: [{ ...RULE, enabled: false }] });
  expect((await send(proxy, named)).target).toBe('two/of-client');
  expect((await send(proxy, { system })).target).toBe('two/of-tag');
  expect((await send(proxy)).target).toBe('one/fake-model');
});

it('keeps every step of the decision, and only the sentences that matter in the reason', async () => {
  const { proxy, config } = await stand();
  await proxy.apply({ ...config, rules: [{ ...RULE, when: { offline: true } }] });
  proxy.situate({ ...UNKNOWN_SITUATION, offline: false });
  const { decision, reason } = await send(proxy);
  expect(reason).toBe('Nothing marks it for another route, so default took it.');
  expect(decision?.steps.map(({ stage, name, outcome }) => [stage, name, outcome])).toEqual([
    ['rule', 'Elsewhere', 'no-match'],
    ['explicit-model', null, 'no-match'],
    ['subagent-tag', null, 'no-match'],
    ...['longContext', 'safetyCheck', 'webSearch', 'background', 'compact', 'subagent', 'image', 'think'].map((scenario) => [
      'scenario',
      scenario,
      'no-match',
    ]),
    ['scenario', 'default', 'applied'],
  ]);
  expect(decision?.targets).toEqual([
    { target: 'one/fake-model', outcome: 'candidate', why: null },
    { target: 'two/fake-model', outcome: 'candidate', why: null },
  ]);
});

it('goes on with a rule that only changes the request', async () => {
  const { proxy, config } = await stand();
  const rules = [
    { name: 'Small', when: { model: '*sonnet*' }, then: { rewrite: { model: 'two/small', maxTokens: 50 } } },
    { ...RULE, when: { model: 'claude-*' } },
  ];
  await proxy.apply({ ...config, rules });
  const row = await send(proxy);
  expect(row.target).toBe('two/small');
  expect(row.reason).toContain('The rule asked for two/small by name.');
});

it('keeps the decision on a request that goes nowhere', async () => {
  const { proxy, config } = await stand();
  await proxy.apply({ ...config, rules: [{ name: 'No', then: { block: 'Not now.' } }] });
  const { decision, status, error } = await send(proxy);
  expect([status, error]).toEqual([409, 'Not now.']);
  expect(decision).toMatchObject({ steps: [{ stage: 'rule', name: 'No', outcome: 'applied' }], targets: [] });
});

it('sends a session where it is pinned, and back when the time is over', async () => {
  const { proxy, config } = await stand();
  const pin = (until: number | null) => ({
    pins: [{ scope: { kind: 'session' as const, sessionId: 'session-1' }, target: 'two/pinned', until }],
  });
  await proxy.apply({ ...config, rules: [{ then: { targets: 'one/of-rule' } }] }, pin(Date.now() + HOUR));
  const pinned = await send(proxy, {}, SESSION);
  expect(pinned.target).toBe('two/pinned');
  expect(pinned.route).toBeNull();
  expect(pinned.reason).toMatch(/^Its session is pinned to two\/pinned until \d\d:\d\d\.$/);
  expect(pinned.decision?.targets.map(({ target }) => target)).toEqual(['two/pinned', 'one/fake-model', 'two/fake-model']);
  expect((await send(proxy, {}, { 'x-claude-code-session-id': 'session-2' })).target).toBe('one/of-rule');
  await proxy.apply(config, pin(Date.now() - 1));
  expect((await send(proxy, {}, SESSION)).target).toBe('one/fake-model');
});

it('leaves a safety check of a pinned session to its own route', async () => {
  const { proxy, config } = await stand();
  const pins = [{ scope: { kind: 'session' as const, sessionId: 'session-1' }, target: 'two/weak', until: null }];
  await proxy.apply(config, { pins });
  const system = [{ type: 'text', text: 'You are a security monitor for autonomous AI coding agents.' }];
  const row = await send(proxy, { system }, SESSION);
  expect(row.target).toBe('one/fake-model');
  expect(row.reason).toContain('Its session is pinned to two/weak, but a pin moves no safety checks.');
});

it('sends a route where it is pinned, with its own targets after that', async () => {
  const { proxy, config } = await stand();
  await proxy.apply(config, { pins: [{ scope: { kind: 'route', route: 'default' }, target: 'two/pinned', until: null }] });
  const row = await send(proxy);
  expect(row).toMatchObject({ target: 'two/pinned', route: 'default' });
  expect(row.reason).toContain('The route default is pinned to two/pinned.');
  expect(row.decision?.steps.at(-1)).toMatchObject({ stage: 'pin', name: 'default', outcome: 'changed' });
  expect(row.decision?.targets).toHaveLength(3);
});

it('sends everything to the chosen place while routing is paused, whatever the rules say', async () => {
  const { proxy, config } = await stand();
  const paused = (pauseTarget?: string) =>
    proxy.apply({ ...config, ...(pauseTarget !== undefined && { pauseTarget }), rules: [RULE] }, { paused: true });
  await paused();
  expect((await send(proxy)).target).toBe('one/fake-model');
  await paused('two/always');
  expect((await send(proxy)).target).toBe('two/always');
  await paused('two');
  const row = await send(proxy, { model: 'claude-opus-5-5[1m]' });
  expect(row).toMatchObject({ target: 'two/claude-opus-5-5', reason: 'Routing is paused, so it went to two/claude-opus-5-5.' });
});

it('passes over a target that takes no images, unless there is no other', async () => {
  const { proxy, config } = await stand();
  const blind = { id: 'fake-model', vision: false };
  const [first, second] = config.providers as [object, object];
  const providers = (...models: object[]) =>
    [first, second].map((provider, index) => ({ ...provider, models: [models[index]] })) as ConfigFile['providers'];
  await proxy.apply({ ...config, providers: providers(blind, { id: 'fake-model' }) });
  const withImage = { messages: [{ role: 'user', content: [IMAGE] }] };
  const row = await send(proxy, withImage);
  expect(row.target).toBe('two/fake-model');
  expect(row.reason).toContain('one/fake-model was passed over: it takes no images.');
  expect(row.decision?.targets[0]).toEqual({
    target: 'one/fake-model',
    outcome: 'passed-over',
    why: 'It was passed over: it takes no images.',
  });
  expect((await send(proxy)).target).toBe('one/fake-model');
  await proxy.apply({ ...config, providers: providers(blind, blind) });
  expect((await send(proxy, withImage)).target).toBe('one/fake-model');
});
