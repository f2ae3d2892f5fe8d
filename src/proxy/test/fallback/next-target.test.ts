import { describe, expect, it } from 'vitest';
import type { FakeAnswer } from '../../testing/fake-upstream';
import { DIALECTS, nobody, proxyFor, readContent, refuses, upstream } from '../failing-stand';
import { messagesRequest, parseEvents } from '../messages';

const FROM_THE_SECOND: FakeAnswer = { blocks: [{ type: 'text', text: 'From the second.' }] };
const overflow = { error: { message: 'prompt is too long: 210000 tokens > 200000 maximum' } };
const quota = { error: { message: 'You exceeded your current quota.', type: 'insufficient_quota', code: 'insufficient_quota' } };
const slip = { error: { message: 'Failed to call a function.', code: 'tool_use_failed' } };
const googleKey = {
  error: { code: 400, message: 'API key not valid.', status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }] },
};

describe.each(DIALECTS)('a route of two targets (%s)', (dialect) => {
  async function start(failing: FakeAnswer) {
    const one = await upstream(dialect, failing);
    const two = await upstream(dialect, FROM_THE_SECOND);
    return { one, two, proxy: await proxyFor({ one, two }, dialect) };
  }

  it('falls back to the second when the first answers 529 before any byte', async () => {
    const { proxy } = await start({ error: { status: 529, body: { error: { message: 'Overloaded' } } } });
    expect(await readContent(await proxy.send(messagesRequest()))).toMatchObject([{ text: 'From the second.' }]);
    const [row] = await proxy.rows(1);
    expect(row).toMatchObject({
      outcome: 'ok',
      providerId: 'two',
      reason:
        'Nothing marks it for another route, so default took it. one is overloaded (529). It says: Overloaded. So two/fake-model took over.',
      attempts: [
        { number: 1, providerId: 'one', outcome: 'failed', status: 529 },
        { number: 2, providerId: 'two', outcome: 'ok', status: 200 },
      ],
    });
  });

  it.each<[string, FakeAnswer]>([
    ...[408, 409, 425, 429, 500, 501, 502, 503, 504, 505, 520, 522, 524, 529, 599, 401, 402, 403, 404, 413, 302].map(
      (status): [string, FakeAnswer] => [`answers ${status}`, refuses(status, status === 302 ? { location: '/elsewhere' } : {})],
    ),
    ['has no credit left and says so with 429', refuses(429, {}, quota)],
    ['refuses the key with 400', refuses(400, {}, googleKey)],
    ['finds the prompt too long', refuses(400, {}, overflow)],
    ['had the model write a wrong call', refuses(400, {}, slip)],
    ['asks not to be asked again', refuses(503, { 'x-should-retry': 'false' })],
    ['begins a stream and fails before any content', { fault: { afterRecords: 1, kind: 'error' } }],
    ['cuts the connection before any content', { fault: { afterRecords: 1, kind: 'cut' } }],
    ['ends its stream before any content', { fault: { afterRecords: 1, kind: 'end' } }],
    [
      'was asked for a stream and sends something else',
      { error: { status: 200, body: '<html>Welcome to the hotel network</html>' } },
    ],
  ])('falls back, and asks the first once, when it %s', async (_, failing) => {
    const { one, proxy } = await start(failing);
    expect(await readContent(await proxy.send(messagesRequest()))).toMatchObject([{ text: 'From the second.' }]);
    expect(one.requests).toHaveLength(1);
  });

  it('falls back when nobody listens at the first', async () => {
    const two = await upstream(dialect, FROM_THE_SECOND);
    const proxy = await proxyFor({ one: await nobody(), two }, dialect);
    expect(await readContent(await proxy.send(messagesRequest()))).toMatchObject([{ text: 'From the second.' }]);
  });

  it('never falls back once content has gone out', async () => {
    const blocks: FakeAnswer['blocks'] = [{ type: 'text', text: 'Several pieces of text here.' }];
    const { two, proxy } = await start({ blocks, fault: { afterRecords: 4, kind: 'cut' } });
    expect(parseEvents(await (await proxy.send(messagesRequest())).text()).at(-1)?.event).toBe('error');
    expect(two.requests).toHaveLength(0);
  });

  it.each([400, 422])('does not repeat a request that the upstream found wrong (%s)', async (status) => {
    const { two, proxy } = await start(refuses(status));
    expect((await proxy.send(messagesRequest())).status).toBe(status);
    expect(two.requests).toHaveLength(0);
  });
});

it('goes to the next target at once instead of waiting', async () => {
  const one = await upstream('openai-chat', refuses(429, { 'retry-after': '5' }));
  const two = await upstream('openai-chat', FROM_THE_SECOND);
  const proxy = await proxyFor({ one, two });
  expect((await proxy.send(messagesRequest())).status).toBe(200);
  expect([one.requests.length, two.requests.length]).toEqual([1, 1]);
  expect((await proxy.rows(1))[0]?.attempts[1]?.startedAfterMs).toBeLessThan(5000);
});
