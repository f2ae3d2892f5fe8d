import { describe, expect, it } from 'vitest';
import { decodeDecision } from '../../../shared/model/common-steps';
import { startTestRouter } from '../../testing/start-test-router';
import { TEST_TOKEN } from '../../testing/start-test-proxy';
import { closeLater, refuses, upstream } from '../failing-stand';
import { asking, budgetStand, costing, daily, type BudgetEntry } from './budget-stand';

const inFolder = (folder: string) =>
  asking(1, { system: `# Environment\n - Primary working directory: ${folder}\n - Shell: bash` });

async function twoTargets(budgets: BudgetEntry[], more: Parameters<typeof budgetStand>[2] = {}) {
  const upstreams = { one: await upstream('openai-chat', costing(1)), two: await upstream('openai-chat', costing(1)) };
  return budgetStand(upstreams, budgets, more);
}

describe('a budget counts and blocks', () => {
  it('a route', async () => {
    const stand = await twoTargets([daily(1, { scope: { route: 'default' } })], {
      routes: { default: { targets: 'one/fake-model' }, background: { targets: 'two/fake-model' } },
      rules: [{ when: { text: 'side work' }, then: { route: 'background' } }],
    });
    const aside = asking(1, { messages: [{ role: 'user', content: 'side work' }] });
    expect((await stand.ask(aside)).target).toBe('two/fake-model');
    expect((await stand.ask()).status).toBe(200);
    expect((await stand.ask()).status).toBe(402);
    expect((await stand.ask(aside)).status).toBe(200);
    // A target that the client names takes no route.
    expect((await stand.ask(asking(1, { model: 'one/fake-model' }))).status).toBe(200);
  });

  it('a provider, so that another one takes over', async () => {
    const { ask } = await twoTargets([daily(1, { scope: { provider: 'one' } })]);
    expect([(await ask()).target, (await ask()).target]).toEqual(['one/fake-model', 'two/fake-model']);
  });

  it('a key, so that another key of its provider takes over', async () => {
    const up = await upstream('openai-chat', costing(1));
    const stand = await budgetStand({ up }, [daily(1, { scope: { provider: 'up', key: 'env:WORK' } })]);
    const [provider] = stand.config.providers ?? [];
    const keys = ['WORK', 'HOME'].map((name) => ({ source: 'env' as const, name }));
    await stand.apply({ ...stand.config, providers: [{ ...(provider as object), keys } as typeof provider & object] });
    const keyOf = async () => {
      await stand.ask();
      return stand.events.at(-1)?.exchange.attempts.map(({ keyId }) => keyId);
    };
    // Requests without a session take turns.
    expect([await keyOf(), await keyOf(), await keyOf()]).toEqual([['env:WORK'], ['env:HOME'], ['env:HOME']]);
  });

  it('a project with what lies below it', async () => {
    const { ask } = await twoTargets([daily(1, { scope: { project: '/work/app/' } })]);
    await ask(inFolder('/work/application'));
    expect((await ask(inFolder('/work/app/web'))).status).toBe(200);
    expect((await ask(inFolder('/work/app'))).status).toBe(402);
    expect((await ask(inFolder('/work/application'))).status).toBe(200);
  });

  it('all that is given together', async () => {
    const { ask } = await twoTargets([daily(1, { scope: { provider: 'one', project: '/work/app' } })]);
    await ask(inFolder('/work/app'));
    expect((await ask(inFolder('/work/app'))).target).toBe('two/fake-model');
    expect((await ask(inFolder('/work/other'))).target).toBe('one/fake-model');
  });

  it('failed attempts that cost money, with those that took over', async () => {
    const broken = { ...costing(1), blocks: [{ type: 'text' as const, text: 'Something of an answer.' }] };
    const one = await upstream('anthropic-messages', { ...broken, fault: { afterRecords: 1, kind: 'cut' } });
    const two = await upstream('anthropic-messages', costing(1));
    const { ask, budgets, rows } = await budgetStand({ one, two }, [daily(9)], { dialect: 'anthropic-messages' });
    expect((await ask()).target).toBe('two/fake-model');
    const [row] = await rows(1);
    const costs = row?.attempts.map(({ cost }) => cost?.total ?? 0) ?? [];
    expect(budgets()[0]?.spent).toBe(costs.reduce((sum, cost) => sum + cost, 0));
    expect(costs[1]).toBe(1_000_000_000);
  });
});

it.each<BudgetEntry['per']>(['hour', 'day', 'week', 'month'])('a budget of a %s starts anew at its end', async (per) => {
  let now = new Date(2026, 0, 31, 23, 30).getTime();
  const one = await upstream('openai-chat', costing(1));
  const { ask } = await budgetStand({ one }, [daily(1, { per })], { ports: { now: () => now } });
  await ask();
  expect((await ask()).status).toBe(402);
  // A Sunday, and the last of its month: each of them ends with it.
  now = new Date(2026, 1, 1, 0, 0).getTime() + (per === 'week' ? 24 * 3_600_000 : 0);
  expect((await ask()).status).toBe(200);
});

describe('no way leads past a budget', () => {
  it.each<[string, Record<string, unknown>, Parameters<typeof budgetStand>[2]]>([
    ['a target that the client names', { model: 'one,fake-model' }, {}],
    ['a rule', {}, { rules: [{ then: { targets: 'one/fake-model' } }] }],
    ['a subagent’s tag', { system: '<CCR-SUBAGENT-MODEL>one,fake-model</CCR-SUBAGENT-MODEL>' }, {}],
  ])('by %s', async (_way, more, config) => {
    const { ask } = await twoTargets([daily(1)], config);
    expect((await ask(asking(1, more))).target).toBe('one/fake-model');
    expect((await ask(asking(1, more))).status).toBe(402);
  });

  it('while routing is paused, or by a pin', async () => {
    const stand = await twoTargets([daily(1)]);
    await stand.ask();
    await stand.apply(stand.config, { paused: true });
    expect((await stand.ask()).status).toBe(402);
    const pin = { scope: { kind: 'route' as const, route: 'default' as const }, target: 'two/fake-model', until: null };
    await stand.apply(stand.config, { pins: [pin] });
    expect((await stand.ask()).status).toBe(402);
  });

  it('by the user’s own router, asked first or after a failure', async () => {
    const router = startTestRouter();
    closeLater({ close: () => router.end() });
    router.write('router.cjs', `exports.routeRequest = ({ error }) => error ? 'one/late' : 'free/fake-model';`);
    const upstreams = {
      one: await upstream('openai-chat', costing(1)),
      free: await upstream('openai-chat', refuses(500)),
    };
    const stand = await budgetStand(upstreams, [daily(1)], {
      customRouter: { file: 'router.cjs', timeLimitMs: 5_000 },
      routes: { default: { targets: 'free/fake-model' } },
      ports: router.ports,
    });
    expect((await stand.ask()).target).toBe('one/late');
    expect((await stand.ask()).status).toBe(402);
    expect(upstreams.one.requests).toHaveLength(1);
  });
});

it.each([
  [
    '/v1/chat/completions',
    { messages: [{ role: 'user', content: 'Hello.' }] },
    { type: 'insufficient_quota', code: 'insufficient_quota' },
  ],
  ['/v1/responses', { input: 'Hello.' }, { type: 'insufficient_quota', code: 'insufficient_quota' }],
])('says so to a client of %s in its own words', async (path, body, error) => {
  const { ask, url } = await twoTargets([daily(1)]);
  await ask();
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${TEST_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-5', stream: true, ...body }),
  });
  expect([response.status, response.headers.get('x-should-retry')]).toEqual([402, 'false']);
  const told = (await response.json()) as { error: { message: string } };
  expect(told.error).toMatchObject(error);
  expect(told.error.message).toContain('The budget "Daily" is used up: $1.00 of $1.00.');
});

it('lets rules ask how a budget stands', async () => {
  const rule = { name: 'Save', when: { budget: { name: 'Daily', reached: 50 } }, then: { targets: 'two/cheap' } };
  const stand = await twoTargets([daily(4)], { rules: [rule] });
  expect((await stand.ask()).target).toBe('one/fake-model');
  expect((await stand.ask()).target).toBe('one/fake-model');
  expect((await stand.ask()).target).toBe('two/cheap');
  const steps = stand.events
    .flatMap(({ decision }) => (decision === undefined ? [] : [decodeDecision(decision)]))
    .map(({ steps: taken }) => taken.find(({ stage }) => stage === 'rule')?.why);
  expect(steps).toEqual([
    'The budget "Daily" is used to 0 %; the rule is for 50 % or more of the budget "Daily".',
    'The budget "Daily" is used to 25 %; the rule is for 50 % or more of the budget "Daily".',
    expect.stringMatching(/^The budget "Daily" is used to 50 %\. /),
  ]);
  await stand.apply({ ...stand.config, rules: [rule], budgets: [] });
  expect((await stand.ask()).target).toBe('one/fake-model');
});

it('explains what would happen, as it then does', async () => {
  const steps: BudgetEntry['steps'] = [
    { at: 50, then: 'next-target' },
    { at: 100, then: 'block' },
  ];
  const stand = await twoTargets([daily(3, { steps })]);
  const explain = () =>
    stand.explain({ kind: 'form', summary: { maxTokens: 100 } }).then(({ refusal, plan }) => ({ refusal, plan }));
  expect(await explain()).toMatchObject({
    refusal: null,
    plan: [{ target: 'one/fake-model', rests: null }, { target: 'two/fake-model' }],
  });
  expect((await stand.ask()).target).toBe('one/fake-model');
  await stand.ask();
  expect(await explain()).toEqual({
    refusal: null,
    plan: [
      { target: 'two/fake-model', rests: null },
      { target: 'one/fake-model', rests: 'is passed over: the budget "Daily" has reached 50 %' },
    ],
  });
  expect((await stand.ask()).target).toBe('two/fake-model');
  const { refusal, plan } = await explain();
  expect(plan).toMatchObject([
    { rests: 'is refused: the budget "Daily" is used up' },
    { rests: 'is refused: the budget "Daily" is used up' },
  ]);
  expect((await stand.ask()).text).toContain(JSON.stringify(refusal).slice(1, -1));
});
