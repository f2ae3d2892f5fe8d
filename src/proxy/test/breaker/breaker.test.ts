import { expect, it } from 'vitest';
import type { BreakerState } from '../../failures/breaker';
import { fine, proxyFor, refuses, upstream } from '../failing-stand';
import { configFor, messagesRequest } from '../messages';

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

it('leaves a target alone for as long as it asks with its error, and no longer', async () => {
  let later = 0;
  const one = await upstream('openai-chat', refuses(429, { 'retry-after': '20' }), fine);
  const two = await upstream('openai-chat', fine);
  const proxy = await proxyFor({ one, two }, 'openai-chat', { now: () => Date.now() + later });
  for (let count = 0; count < 2; count += 1) await (await proxy.send(messagesRequest())).text();
  expect([one.requests.length, two.requests.length]).toEqual([1, 2]);
  expect((await proxy.rows(2))[1]?.reason).toMatch(/one\/fake-model was passed over: it asked not to be called for \d+ s more\./);
  later = 20_001;
  await (await proxy.send(messagesRequest())).text();
  expect([one.requests.length, two.requests.length]).toEqual([2, 2]);
});

it('has one request try a target whose rest is over, and the others go elsewhere meanwhile', async () => {
  const rested = { target: 'one/fake-model', failures: [], openUntil: Date.now() - 1, openings: 1, limited: false };
  const one = await upstream('openai-chat', { ...fine, recordDelayMs: 30 });
  const two = await upstream('openai-chat', fine);
  const proxy = await proxyFor({ one, two }, 'openai-chat', { breakers: [rested] });
  const trial = proxy.send(messagesRequest());
  await expect.poll(() => one.requests.length, { interval: 2 }).toBe(1);
  await (await proxy.send(messagesRequest())).text();
  expect([one.requests.length, two.requests.length]).toEqual([1, 1]);
  expect((await proxy.rows(1))[0]?.reason).toContain('one/fake-model was passed over: it is on trial with another request.');
  await (await trial).text();
  await proxy.rows(2);
  await (await proxy.send(messagesRequest())).text();
  expect([one.requests.length, two.requests.length]).toEqual([2, 1]);
});

it('counts no failure against a target that is not its own', async () => {
  const one = await upstream('openai-chat', refuses(404));
  const two = await upstream('openai-chat', fine);
  const proxy = await proxyFor({ one, two });
  for (let count = 0; count < 4; count += 1) await (await proxy.send(messagesRequest())).text();
  expect(one.requests).toHaveLength(4);
});
