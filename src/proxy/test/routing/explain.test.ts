import { expect, it } from 'vitest';
import { decodeDecision } from '../../../shared/model/common-steps';
import type { ExplainInput } from '../../../shared/model/explanation';
import { readClaudeCodeBodies } from '../../testing/claude-code-bodies';
import { proxyFor, refuses, upstream } from '../failing-stand';
import { configFor, messagesRequest } from '../messages';

const asked = (body: object, headers: Record<string, string> = {}): ExplainInput => ({
  kind: 'request',
  clientDialect: 'anthropic-messages',
  body: JSON.stringify(body),
  headers,
});

const ROUTES = {
  default: { targets: 'one/fake-model' },
  think: { targets: ['two/deep', 'one/fake-model'], strategy: 'weighted' as const },
  background: { targets: 'two/small' },
  subagent: { route: 'think' as const },
};
const RULES = [
  { name: 'Searches', when: { tools: 'Grep' }, then: { targets: 'two/search' } },
  { name: 'Never', when: { text: 'password' }, then: { block: 'Not with a password.' } },
];

async function stand() {
  const upstreams = { one: await upstream('anthropic-messages'), two: await upstream('anthropic-messages') };
  const proxy = await proxyFor(upstreams, 'anthropic-messages');
  await proxy.apply({ ...configFor(upstreams, 'anthropic-messages'), routes: ROUTES, rules: RULES });
  return { upstreams, proxy };
}

it('says of every recorded request what then happens to it, and calls nobody', async () => {
  const { upstreams, proxy } = await stand();
  const bodies = readClaudeCodeBodies('messages').map((body) => JSON.parse(body) as Record<string, unknown>);
  const told = [];
  for (const body of bodies) told.push(await proxy.explain(asked(body)));
  expect([...upstreams.one.requests, ...upstreams.two.requests]).toEqual([]);
  for (const [index, body] of bodies.entries()) {
    const response = await proxy.send(body);
    await response.text();
    await proxy.rows(index + 1);
  }
  const finished = proxy.events.filter(({ kind }) => kind === 'finished');
  for (const [index, { exchange, decision }] of finished.entries()) {
    const explained = told[index];
    const { scenario, route, reason } = exchange;
    expect({ scenario, route }).toEqual({ scenario: explained?.scenario, route: explained?.route });
    expect(reason.startsWith(explained?.reason ?? 'none')).toBe(true);
    expect(decision && decodeDecision(decision)).toEqual(explained?.decision);
    expect(exchange.attempts.length === 0).toBe(explained?.refusal !== null);
  }
  expect(new Set(finished.map(({ exchange }) => exchange.scenario)).size).toBeGreaterThan(3);
});

it('explains a request that has run by the settings of now', async () => {
  const { upstreams, proxy } = await stand();
  await (await proxy.send(messagesRequest())).text();
  const [row] = await proxy.rows(1);
  const id = row?.id ?? '';
  expect(await proxy.explain({ kind: 'stored', id })).toMatchObject({ route: 'default', reason: row?.reason });
  await proxy.apply({ ...configFor(upstreams, 'anthropic-messages'), rules: [{ then: { targets: 'two/now' } }] });
  expect(await proxy.explain({ kind: 'stored', id })).toMatchObject({ plan: [{ target: 'two/now', rests: null }] });
  await expect(proxy.explain({ kind: 'stored', id: 'req_gone' })).rejects.toThrow(
    'The request req_gone is kept no more: only the last 200 since the start are.',
  );
});

it('explains what a form says, the rest being plain', async () => {
  const { proxy } = await stand();
  expect(await proxy.explain({ kind: 'form', summary: { marks: { background: 'You say so' } } })).toMatchObject({
    scenario: 'background',
    reason: 'You say so (background).',
    plan: [{ target: 'two/small' }],
  });
  expect(await proxy.explain({ kind: 'form', summary: { lastText: 'The password is …' } })).toMatchObject({
    refusal: 'Not with a password.',
    plan: [],
  });
  expect(await proxy.explain({ kind: 'form', summary: {} })).toMatchObject({ scenario: 'default', refusal: null });
});

it('names those that rest after those that are ready', async () => {
  const upstreams = {
    one: await upstream('anthropic-messages', refuses(429, { 'retry-after': '30' })),
    two: await upstream('anthropic-messages'),
  };
  const proxy = await proxyFor(upstreams, 'anthropic-messages');
  await (await proxy.send(messagesRequest())).text();
  const { plan } = await proxy.explain({ kind: 'form', summary: {} });
  expect(plan).toEqual([
    { target: 'two/fake-model', rests: null },
    { target: 'one/fake-model', rests: expect.stringMatching(/^asked not to be called for \d+ s more$/) as unknown },
  ]);
});

it('refuses what is no request in plain words', async () => {
  const { proxy } = await stand();
  await expect(proxy.explain({ ...asked({}), body: '{' } as ExplainInput)).rejects.toThrow(/^The request body is not valid JSON/);
});
