import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConfigFile } from '../../../shared/config/config-schema';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream } from '../../testing/fake-upstream';
import { startTestProxy, type TestProxy } from '../../testing/start-test-proxy';
import { messagesRequest } from '../messages';

const fine: FakeAnswer = { blocks: [{ type: 'text', text: 'Here you are.' }] };
const tooLong: FakeAnswer = {
  error: { status: 400, body: { error: { message: "This model's maximum context length is 8192 tokens, but you sent 9000." } } },
};

let small: FakeUpstream;
let large: FakeUpstream;
let smallAnswer: FakeAnswer;
let proxy: TestProxy;

beforeEach(async () => {
  smallAnswer = fine;
  small = await startFakeUpstream({ dialect: 'openai-chat', answer: () => smallAnswer });
  large = await startFakeUpstream({ dialect: 'openai-chat', answer: () => fine });
});
afterEach(() => Promise.all([proxy.close(), small.close(), large.close()]));

async function start(routes: ConfigFile['routes'], windows: { small?: number; large?: number } = {}): Promise<void> {
  const provider = (id: 'small' | 'large', { url }: FakeUpstream) => ({
    id,
    preset: 'custom' as const,
    dialect: 'openai-chat' as const,
    baseUrl: url,
    models: [{ id: 'm', ...(windows[id] !== undefined && { contextWindow: windows[id] }) }],
  });
  proxy = await startTestProxy({ providers: [provider('small', small), provider('large', large)], routes });
}

/** A request of about so many tokens. Returns the status, who was asked, and the row's reason. */
async function send(tokens: number) {
  const response = await proxy.send(messagesRequest({ messages: [{ role: 'user', content: 'word '.repeat(tokens) }] }));
  const text = await response.text();
  const [row] = await proxy.rows(1);
  return { status: response.status, text, asked: [small.requests.length, large.requests.length], row };
}

it('passes over a target whose window is too small, and asks the next one of the route', async () => {
  await start({ default: { targets: ['small/m', 'large/m'] } }, { small: 8_000, large: 200_000 });
  const { status, asked, row } = await send(20_000);
  expect([status, asked]).toEqual([200, [0, 1]]);
  expect(row?.reason).toMatch(/small\/m was passed over: its window of 8,000 tokens cannot hold about [\d,]+\./);
});

it('goes to longContext where the route has nobody that can hold it', async () => {
  await start({ default: { targets: 'small/m' }, longContext: { targets: 'large/m', threshold: 500_000 } }, { small: 8_000 });
  const { asked, row } = await send(20_000);
  expect(asked).toEqual([0, 1]);
  expect(row).toMatchObject({ scenario: 'default', route: 'longContext' });
});

it('asks the largest where nobody can hold it, so that its own words make the client compact', async () => {
  smallAnswer = tooLong;
  await start({ default: { targets: 'small/m' } }, { small: 8_000 });
  const { status, text, asked } = await send(20_000);
  expect([status, asked]).toEqual([400, [1, 0]]);
  expect(text).toMatch(/prompt is too long: \d+ tokens > \d+ maximum/);
});

it('moves to longContext when an upstream says that it is too long, before the client hears of it', async () => {
  smallAnswer = tooLong;
  await start({ default: { targets: 'small/m' }, longContext: { targets: 'large/m' } });
  const { status, text, asked, row } = await send(9_000);
  expect([status, asked]).toEqual([200, [1, 1]]);
  expect(text).toContain('Here you are');
  expect(row?.attempts.map(({ providerId, outcome }) => [providerId, outcome])).toEqual([
    ['small', 'failed'],
    ['large', 'ok'],
  ]);
  expect(row?.reason).toContain('So large/m took over.');
});
