import { describe, expect, it } from 'vitest';
import type { FakeAnswer } from '../../testing/fake-upstream';
import { DIALECTS, fine, proxyFor, readContent, refuses, sendAndHangUp, upstream } from '../failing-stand';
import { messagesRequest, parseEvents } from '../messages';

describe.each(DIALECTS)('with one target (%s)', (dialect) => {
  it.each<[string, FakeAnswer]>([
    ['500', refuses(500)],
    ['529', refuses(529)],
    ['a short rate limit', refuses(429, { 'retry-after-ms': '5' })],
    ['a lock', refuses(409)],
    ['an error before any content', { fault: { afterRecords: 1, kind: 'error' } }],
    ['a call that the model wrote wrongly', refuses(400, {}, { error: { message: 'Failed to call.', code: 'tool_use_failed' } })],
    ['a connection that was cut before any content', { fault: { afterRecords: 0, kind: 'cut' } }],
    ['a refusal that asks for it', refuses(400, { 'x-should-retry': 'true' })],
  ])('asks it again after %s', async (_, failing) => {
    const up = await upstream(dialect, failing, fine);
    const proxy = await proxyFor({ up }, dialect);
    expect(await readContent(await proxy.send(messagesRequest()))).toMatchObject([{ text: 'Here you are.' }]);
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

  it('never asks again once content has gone out, and says so in one event, the last', async () => {
    const up = await upstream(dialect, { ...fine, pieceSize: 2, fault: { afterRecords: 5, kind: 'cut' } });
    const proxy = await proxyFor({ up }, dialect);
    const events = parseEvents(await (await proxy.send(messagesRequest())).text()).map(({ event }) => event);
    expect(events.filter((event) => event === 'error')).toHaveLength(1);
    expect(events.at(-1)).toBe('error');
    expect(events).not.toContain('message_stop');
    expect(up.requests).toHaveLength(1);
  });
});

it('asks a target again only when all have failed', async () => {
  const one = await upstream('openai-chat', refuses(500), fine);
  const two = await upstream('openai-chat', refuses(401));
  const proxy = await proxyFor({ one, two });
  expect((await proxy.send(messagesRequest())).status).toBe(200);
  expect((await proxy.rows(1))[0]?.attempts.map(({ providerId }) => providerId)).toEqual(['one', 'two', 'one']);
});

it('asks two again at most, of however many', async () => {
  const one = await upstream('openai-chat', refuses(500));
  const two = await upstream('openai-chat', refuses(500));
  const three = await upstream('openai-chat', refuses(500));
  const proxy = await proxyFor({ one, two, three });
  expect((await proxy.send(messagesRequest())).status).toBe(502);
  expect(one.requests.length + two.requests.length + three.requests.length).toBe(5);
});

it('stops waiting at once when the client hangs up', async () => {
  const up = await upstream('openai-chat', refuses(429, { 'retry-after': '9' }), fine);
  const proxy = await proxyFor({ up });
  const { hangUp, ended } = sendAndHangUp(proxy);
  await expect.poll(() => up.requests.length, { interval: 2 }).toBe(1);
  // The refusal is on its way; what follows it is the wait.
  await new Promise((resolve) => setTimeout(resolve, 30));
  hangUp();
  await ended;
  expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'aborted', attempts: [{ outcome: 'failed', status: 429 }] });
  expect(up.requests).toHaveLength(1);
});
