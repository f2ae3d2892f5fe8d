import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../../testing/start-test-router';
import { closeLater, refuses, upstream } from '../failing-stand';
import { startTestProxy } from '../../testing/start-test-proxy';
import type { FakeUpstream } from '../../testing/fake-upstream';
import { configFor, messagesRequest } from '../messages';

let router: TestRouter;
beforeEach(() => {
  router = startTestRouter();
});
afterEach(() => router.end());

/** A proxy with the user's file as its router. */
async function stand(upstreams: Record<string, FakeUpstream>, source: string) {
  router.write('router.cjs', source);
  const config = { ...configFor(upstreams, 'anthropic-messages'), customRouter: { file: 'router.cjs', timeLimitMs: 5_000 } };
  const proxy = closeLater(await startTestProxy(config, {}, router.ports));
  return {
    proxy,
    async send(more: Record<string, unknown> = {}) {
      const before = proxy.events.filter(({ kind }) => kind === 'finished').length;
      const response = await proxy.send(messagesRequest({ ...more, stream: false }));
      await response.text();
      const row = (await proxy.rows(before + 1)).at(-1);
      return { status: response.status, target: `${row?.providerId}/${row?.model}`, row };
    },
  };
}

it('goes where the file says, by what it sees of the request', async () => {
  const upstreams = { one: await upstream('anthropic-messages'), two: await upstream('anthropic-messages') };
  const { send } = await stand(
    upstreams,
    `exports.routeRequest = ({ body, tokenCount }) =>
      body.messages[0].content.includes('draft') ? { target: 'two,of-file', reason: 'It is a draft of ' + (tokenCount > 0), maxTokens: 9 } : null;`,
  );
  const drafted = await send({ messages: [{ role: 'user', content: 'A draft, please.' }] });
  expect(drafted.target).toBe('two/of-file');
  expect(drafted.row?.reason).toBe('The custom router sends it to two/of-file: It is a draft of true.');
  expect(upstreams.two.requests[0]?.body).toMatchObject({ model: 'of-file', max_tokens: 9 });
  expect((await send()).target).toBe('one/fake-model');
});

it('asks the file again after a failed attempt, so that a limit can choose a fallback', async () => {
  const upstreams = {
    one: await upstream('anthropic-messages', refuses(429, { 'retry-after': '30' })),
    two: await upstream('anthropic-messages'),
  };
  const { send } = await stand(
    upstreams,
    `exports.routeRequest = ({ error }) =>
      error && error.status === 429 ? 'two/' + error.target.split('/')[0] + '-' + error.retryAfterMs : null;`,
  );
  const { target, status, row } = await send();
  expect([status, target]).toEqual([200, 'two/one-30000']);
  expect(row?.attempts.map(({ providerId, outcome }) => [providerId, outcome])).toEqual([
    ['one', 'failed'],
    ['two', 'ok'],
  ]);
  expect(row?.reason).toContain('The custom router sends it to two/one-30000.');
});

it('falls back to the request’s own route where the target of the file fails', async () => {
  const upstreams = { one: await upstream('anthropic-messages'), two: await upstream('anthropic-messages', refuses(503)) };
  const { send } = await stand(upstreams, `module.exports = async () => 'two,of-file';`);
  expect((await send()).target).toBe('one/fake-model');
});

it('ignores a file with a fault, and says where the fault is', async () => {
  const upstreams = { one: await upstream('anthropic-messages') };
  const { send } = await stand(upstreams, `exports.routeRequest = () => {\n  return missing.name;\n};`);
  const { target, row } = await send();
  expect(target).toBe('one/fake-model');
  expect(row?.reason).toMatch(/^The custom router failed and was ignored: .*router\.cjs:2/);
});

it('refuses what the file blocks', async () => {
  const upstreams = { one: await upstream('anthropic-messages') };
  const { send } = await stand(upstreams, `exports.routeRequest = () => ({ block: 'Ask a person.' });`);
  const { status, row } = await send();
  expect([status, row?.error, upstreams.one.requests.length]).toEqual([409, 'Ask a person.', 0]);
});
