import { expect, it } from 'vitest';
import type { FakeAnswer, FakeUpstream } from '../../testing/fake-upstream';
import { nobody, proxyFor, refuses, upstream } from '../failing-stand';
import { messagesRequest } from '../messages';

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
