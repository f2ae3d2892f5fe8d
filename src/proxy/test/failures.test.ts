import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { BreakerState } from '../failures/breaker';
import type { ProxyPorts } from '../ports';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream } from '../testing/fake-upstream';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy';
import { assembleAnswer, configFor, messagesRequest, parseEvents } from './messages';

type Dialect = 'anthropic-messages' | 'openai-chat';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const fine: FakeAnswer = { blocks: [{ type: 'text', text: 'Here you are.' }] };
const refuses = (
  status: number,
  headers: Record<string, string> = {},
  body: unknown = { error: { message: 'No.' } },
): FakeAnswer => ({
  error: { status, body, headers },
});

/** An upstream that gives these answers one after the other, and the last of them from then on. */
async function upstream(dialect: Dialect, ...answers: FakeAnswer[]): Promise<FakeUpstream> {
  const fake = await startFakeUpstream({
    dialect,
    answer: (_, count) => answers[Math.min(count, answers.length) - 1] ?? fine,
  });
  cleanups.push(() => fake.close());
  return fake;
}

async function proxyFor(
  upstreams: Record<string, Pick<FakeUpstream, 'url'>>,
  dialect: Dialect = 'openai-chat',
  ports: Partial<ProxyPorts> = {},
): Promise<TestProxy> {
  const proxy = await startTestProxy(configFor(upstreams, dialect), {}, ports);
  cleanups.push(() => proxy.close());
  return proxy;
}

async function readText(response: Response): Promise<unknown> {
  return assembleAnswer(parseEvents(await response.text())).content;
}

/** A port at which nobody listens. */
async function nobody(): Promise<{ url: string }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return { url: `http://127.0.0.1:${port}/v1` };
}

describe.each(['anthropic-messages', 'openai-chat'] as const)('with one target (%s)', (dialect) => {
  it.each<[string, FakeAnswer]>([
    ['500', refuses(500)],
    ['529', refuses(529)],
    ['a short rate limit', refuses(429, { 'retry-after-ms': '5' })],
    ['a lock', refuses(409)],
    ['an error before any content', { fault: { afterRecords: 1, kind: 'error' } }],
    ['a call that the model wrote wrongly', refuses(400, {}, { error: { message: 'Failed to call.', code: 'tool_use_failed' } })],
    ['a connection that was cut before any content', { fault: { afterRecords: 0, kind: 'cut' } }],
  ])('asks it again after %s', async (_, failing) => {
    const up = await upstream(dialect, failing, fine);
    const proxy = await proxyFor({ up }, dialect);
    expect(await readText(await proxy.send(messagesRequest()))).toMatchObject([{ text: 'Here you are.' }]);
    expect(up.requests).toHaveLength(2);
    const [row] = await proxy.rows(1);
    expect(row).toMatchObject({
      outcome: 'ok',
      attempts: [
        { number: 1, outcome: 'failed' },
        { number: 2, outcome: 'ok' },
      ],
    });
    expect(row?.reason).toMatch(/So up\/fake-model was asked again after 0\.0 s\.$/);
  });

  it('asks it three times in all, and says what it said last', async () => {
    const up = await upstream(dialect, refuses(529));
    const proxy = await proxyFor({ up }, dialect);
    expect((await proxy.send(messagesRequest())).status).toBe(529);
    expect(up.requests).toHaveLength(3);
  });

  it.each<[string, FakeAnswer, number]>([
    ['when it asks for no retry', refuses(529, { 'x-should-retry': 'false' }), 529],
    ['when the request is wrong', refuses(400), 400],
    ['when the key is refused', refuses(401), 403],
    ['when it is to wait for long', refuses(429, { 'retry-after': '30' }), 429],
    ['when the deadline is over', { ...refuses(529), headDelayMs: 3 }, 529],
  ])('asks it once %s', async (what, failing, status) => {
    const up = await upstream(dialect, failing);
    const proxy = await proxyFor({ up }, dialect);
    const headers: Record<string, string> = what === 'when the deadline is over' ? { 'x-stainless-timeout': '0.001' } : {};
    expect((await proxy.send(messagesRequest(), headers)).status).toBe(status);
    expect(up.requests).toHaveLength(1);
  });

  it('never asks again once content has gone out', async () => {
    const up = await upstream(dialect, { ...fine, pieceSize: 2, fault: { afterRecords: 5, kind: 'cut' } });
    const proxy = await proxyFor({ up }, dialect);
    expect(parseEvents(await (await proxy.send(messagesRequest())).text()).at(-1)?.event).toBe('error');
    expect(up.requests).toHaveLength(1);
  });
});

it('goes to the next target at once instead of waiting', async () => {
  const one = await upstream('openai-chat', refuses(429, { 'retry-after': '5' }));
  const two = await upstream('openai-chat', fine);
  const proxy = await proxyFor({ one, two });
  const startedAt = performance.now();
  expect((await proxy.send(messagesRequest())).status).toBe(200);
  expect(performance.now() - startedAt).toBeLessThan(2000);
  expect([one.requests.length, two.requests.length]).toEqual([1, 1]);
});

it('asks a target again only when all have failed', async () => {
  const one = await upstream('openai-chat', refuses(500), fine);
  const two = await upstream('openai-chat', refuses(401));
  const proxy = await proxyFor({ one, two });
  expect((await proxy.send(messagesRequest())).status).toBe(200);
  expect((await proxy.rows(1))[0]?.attempts.map(({ providerId }) => providerId)).toEqual(['one', 'two', 'one']);
});

it('stops waiting at once when the client hangs up', async () => {
  const up = await upstream('openai-chat', refuses(429, { 'retry-after': '9' }), fine);
  const proxy = await proxyFor({ up });
  const controller = new AbortController();
  const sent = fetch(`${proxy.url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': 'sy-test-token' },
    body: JSON.stringify(messagesRequest()),
    signal: controller.signal,
  }).catch(() => null);
  await expect.poll(() => up.requests.length, { interval: 2 }).toBe(1);
  // The refusal is on its way; what follows it is the wait.
  await new Promise((resolve) => setTimeout(resolve, 30));
  controller.abort();
  await sent;
  expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'aborted', attempts: [{ outcome: 'failed', status: 429 }] });
  expect(up.requests).toHaveLength(1);
});

describe('the breaker', () => {
  it('passes over a target that failed three times, tries it again later, and goes back to it', async () => {
    let later = 0;
    const one = await upstream('openai-chat', refuses(500), refuses(500), refuses(500), fine);
    const two = await upstream('openai-chat', fine);
    const proxy = await proxyFor({ one, two }, 'openai-chat', { now: () => Date.now() + later });
    for (let count = 0; count < 4; count += 1) await (await proxy.send(messagesRequest())).text();
    expect([one.requests.length, two.requests.length]).toEqual([3, 4]);
    expect((await proxy.rows(4))[3]?.reason).toMatch(
      /one\/fake-model was passed over: it failed repeatedly and rests for 30 s more\. So two\/fake-model took over\.$/,
    );
    later = 31_000;
    for (let count = 0; count < 2; count += 1) await (await proxy.send(messagesRequest())).text();
    expect([one.requests.length, two.requests.length]).toEqual([5, 4]);
  });

  it('leaves out a fallback that rests, and says so', async () => {
    const one = await upstream('openai-chat', refuses(401));
    const two = await upstream('openai-chat', fine);
    const rests = { target: 'two/fake-model', failures: [], openUntil: Date.now() + 20_000, openings: 1, limited: true };
    const proxy = await proxyFor({ one, two }, 'openai-chat', { breakers: [rests] });
    expect((await proxy.send(messagesRequest())).status).toBe(403);
    expect(two.requests).toHaveLength(0);
    expect((await proxy.rows(1))[0]?.reason).toMatch(
      /two\/fake-model was passed over: it asked not to be called for (20|19) s more\.$/,
    );
  });

  it('outlives a restart', async () => {
    const kept: BreakerState[][] = [];
    const one = await upstream('openai-chat', refuses(500));
    const two = await upstream('openai-chat', fine);
    const before = await proxyFor({ one, two }, 'openai-chat', { breakersChanged: (states) => kept.push(states) });
    for (let count = 0; count < 3; count += 1) await (await before.send(messagesRequest())).text();
    expect(kept).toMatchObject([[{ target: 'one/fake-model', openings: 1 }]]);
    const after = await proxyFor({ one, two }, 'openai-chat', { breakers: kept[0] ?? [] });
    await (await after.send(messagesRequest())).text();
    expect(one.requests).toHaveLength(3);
  });

  it('refuses nothing: the one that opens first is asked when there is no other', async () => {
    const up = await upstream('openai-chat', refuses(500), refuses(500), refuses(500), fine);
    const proxy = await proxyFor({ up });
    expect((await proxy.send(messagesRequest())).status).toBe(502);
    const second = await proxy.send(messagesRequest());
    expect(second.status).toBe(200);
    await second.text();
    expect((await proxy.rows(2))[1]?.reason).toMatch(
      /up\/fake-model failed repeatedly and rests for 30 s more, but no other target is free\.$/,
    );
  });

  it('forgets what a provider failed at when its settings change', async () => {
    const one = await upstream('openai-chat', refuses(401), refuses(401), refuses(401), fine);
    const two = await upstream('openai-chat', fine);
    const proxy = await proxyFor({ one, two });
    for (let count = 0; count < 4; count += 1) await (await proxy.send(messagesRequest())).text();
    expect(one.requests).toHaveLength(3);
    await proxy.apply(configFor({ one, two }, 'openai-chat'), {
      keys: { one: [{ id: 'keychain', value: 'a-new-key', problem: null }] },
    });
    await (await proxy.send(messagesRequest())).text();
    expect(one.requests).toHaveLength(4);
  });
});

describe('the limit of a provider', () => {
  async function startLimited(): Promise<{ proxy: TestProxy; up: FakeUpstream; mostAtOnce(): number }> {
    let inside = 0;
    let most = 0;
    const up = await startFakeUpstream({
      dialect: 'openai-chat',
      answer() {
        inside += 1;
        most = Math.max(most, inside);
        setTimeout(() => (inside -= 1), 15);
        return { ...fine, headDelayMs: 15 };
      },
    });
    cleanups.push(() => up.close());
    const config = configFor({ up }, 'openai-chat');
    const proxy = await startTestProxy({
      ...config,
      providers: config.providers?.map((entry) => ({ ...entry, limits: { concurrency: 1 } })) ?? [],
    });
    cleanups.push(() => proxy.close());
    return { proxy, up, mostAtOnce: () => most };
  }

  it('lets the others wait, and all are answered', async () => {
    const { proxy, up, mostAtOnce } = await startLimited();
    const answers = await Promise.all([1, 2, 3].map(async () => (await proxy.send(messagesRequest())).text()));
    for (const answer of answers) expect(parseEvents(answer).at(-1)?.event).toBe('message_stop');
    expect([up.requests.length, mostAtOnce()]).toEqual([3, 1]);
  });

  it('takes a client that hangs up out of the queue', async () => {
    const { proxy, up } = await startLimited();
    const first = proxy.send(messagesRequest());
    await expect.poll(() => up.requests.length, { interval: 2 }).toBe(1);
    const controller = new AbortController();
    const second = fetch(`${proxy.url}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': 'sy-test-token' },
      body: JSON.stringify(messagesRequest()),
      signal: controller.signal,
    }).catch(() => null);
    await expect.poll(() => proxy.inFlight(), { interval: 2 }).toBe(2);
    controller.abort();
    await second;
    await (await first).text();
    const outcomes = (await proxy.rows(2)).map(({ outcome }) => outcome).sort();
    expect(outcomes).toEqual(['aborted', 'ok']);
    expect(up.requests).toHaveLength(1);
  });
});

describe('the final answer', () => {
  async function ask(...answers: (FakeAnswer | null)[]): Promise<Response> {
    const upstreams: Record<string, Pick<FakeUpstream, 'url'>> = {};
    for (const [index, answer] of answers.entries())
      upstreams[`up${index}`] = answer === null ? await nobody() : await upstream('openai-chat', answer);
    return (await proxyFor(upstreams)).send(messagesRequest());
  }
  const message = async (response: Response) => ((await response.json()) as { error: { message: string } }).error.message;

  it('is 529 when all are overloaded', async () => {
    expect((await ask(refuses(503), refuses(529))).status).toBe(529);
  });

  it('is 429 with the shortest wait where waiting helps, and a key is refused elsewhere', async () => {
    const response = await ask(refuses(429, { 'retry-after': '40' }), refuses(429, { 'retry-after': '20' }), refuses(401));
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '20']);
  });

  it('is the refused key where the wait is too long', async () => {
    const response = await ask(refuses(401), refuses(429, { 'retry-after': '3600' }));
    expect([response.status, await message(response)]).toEqual([403, expect.stringContaining('up0 refused the key')]);
  });

  it('keeps the words on which a client compacts', async () => {
    const response = await ask(
      refuses(400, {}, { error: { message: 'prompt is too long: 210000 tokens > 200000 maximum' } }),
      refuses(401),
    );
    expect([response.status, await message(response)]).toEqual([400, 'prompt is too long: 210000 tokens > 200000 maximum']);
  });

  it('is 502 without another try when nobody is there', async () => {
    const response = await ask(null, null);
    expect([response.status, response.headers.get('x-should-retry')]).toEqual([502, 'false']);
  });

  it('says in the usual header what the upstream says of the wait in its body', async () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '33.2s' }];
    const response = await ask(refuses(429, {}, { error: { message: 'Quota exceeded.', details } }));
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '34']);
  });

  it('is 402 when the credit is used up, whatever the status was', async () => {
    const error = { message: 'You exceeded your current quota.', type: 'insufficient_quota', code: 'insufficient_quota' };
    const response = await ask(refuses(429, {}, { error }));
    expect([response.status, await message(response)]).toEqual([402, expect.stringContaining('up0 wants payment (429)')]);
  });

  it('is 402 for what Anthropic says with 400, to a client of the same dialect too', async () => {
    const error = { type: 'invalid_request_error', message: 'Your credit balance is too low to access the Anthropic API.' };
    const up = await upstream('anthropic-messages', refuses(400, {}, { type: 'error', error }));
    expect((await (await proxyFor({ up }, 'anthropic-messages')).send(messagesRequest())).status).toBe(402);
  });

  it("ends at once when a day's quota is used up", async () => {
    const details = [{ violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }] }];
    const response = await ask(refuses(429, {}, { error: { message: 'Quota exceeded.', details } }));
    expect([response.status, response.headers.get('x-should-retry')]).toEqual([429, 'false']);
  });
});
