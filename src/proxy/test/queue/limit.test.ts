import { expect, it } from 'vitest';
import { startFakeUpstream, type FakeAnswer } from '../../testing/fake-upstream';
import { startTestProxy } from '../../testing/start-test-proxy';
import { closeLater, fine, sendAndHangUp, upstream } from '../failing-stand';
import { configFor, messagesRequest, parseEvents } from '../messages';

/** An upstream that takes one request at a time, and a second target behind it. */
async function startLimited(answer: FakeAnswer = { ...fine, headDelayMs: 15 }) {
  let inside = 0;
  let most = 0;
  const up = closeLater(
    await startFakeUpstream({
      dialect: 'openai-chat',
      answer() {
        inside += 1;
        most = Math.max(most, inside);
        setTimeout(() => (inside -= 1), answer.headDelayMs);
        return answer;
      },
    }),
  );
  const spare = await upstream('openai-chat', fine);
  const config = configFor({ up, spare }, 'openai-chat');
  const providers = (config.providers ?? []).map((entry) =>
    entry.id === 'up' ? { ...entry, limits: { concurrency: 1 } } : entry,
  );
  const proxy = closeLater(await startTestProxy({ ...config, providers }));
  return { proxy, up, spare, mostAtOnce: () => most };
}

it('lets the others wait, and all are answered', async () => {
  const { proxy, up, spare, mostAtOnce } = await startLimited();
  const answers = await Promise.all([1, 2, 3].map(async () => (await proxy.send(messagesRequest())).text()));
  for (const answer of answers) expect(parseEvents(answer).at(-1)?.event).toBe('message_stop');
  expect([up.requests.length, spare.requests.length, mostAtOnce()]).toEqual([3, 0, 1]);
});

it('takes a client that hangs up out of the queue', async () => {
  const { proxy, up } = await startLimited();
  const first = proxy.send(messagesRequest());
  await expect.poll(() => up.requests.length, { interval: 2 }).toBe(1);
  const { hangUp, ended } = sendAndHangUp(proxy);
  await expect.poll(() => proxy.inFlight(), { interval: 2 }).toBe(2);
  hangUp();
  await ended;
  await (await first).text();
  const outcomes = (await proxy.rows(2)).map(({ outcome }) => outcome).sort();
  expect(outcomes).toEqual(['aborted', 'ok']);
  expect(up.requests).toHaveLength(1);
});

it('gives up waiting for a place when the client would, and asks nobody so late', async () => {
  const { proxy, up, spare } = await startLimited({ ...fine, fault: { afterRecords: 0, kind: 'hang' } });
  const { hangUp, ended } = sendAndHangUp(proxy);
  await expect.poll(() => up.requests.length, { interval: 2 }).toBe(1);
  const response = await proxy.send(messagesRequest(), { 'x-stainless-timeout': '0.001' });
  expect([response.status, await response.text()]).toEqual([529, expect.stringContaining('up had no free place in time')]);
  expect((await proxy.rows(1))[0]?.attempts).toMatchObject([{ providerId: 'up', outcome: 'timed-out', status: null }]);
  expect([up.requests.length, spare.requests.length]).toEqual([1, 0]);
  hangUp();
  await ended;
});
