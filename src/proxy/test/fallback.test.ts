import { afterEach, expect, it } from 'vitest';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream } from '../testing/fake-upstream';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy';
import { assembleAnswer, configFor, messagesRequest, parseEvents } from './messages';

let first: FakeUpstream;
let second: FakeUpstream;
let proxy: TestProxy;
afterEach(() => Promise.all([proxy.close(), first.close(), second.close()]));

async function start(dialect: 'anthropic-messages' | 'openai-chat', failing: FakeAnswer): Promise<void> {
  first = await startFakeUpstream({ dialect, answer: () => failing });
  second = await startFakeUpstream({ dialect, answer: () => ({ blocks: [{ type: 'text', text: 'From the second.' }] }) });
  proxy = await startTestProxy(configFor({ one: first, two: second }, dialect));
}

it.each(['anthropic-messages', 'openai-chat'] as const)(
  'falls back to the next target when the first answers 529 before any byte (%s)',
  async (dialect) => {
    await start(dialect, { error: { status: 529, body: { error: { message: 'Overloaded' } } } });
    const answer = assembleAnswer(parseEvents(await (await proxy.send(messagesRequest())).text()));
    expect(answer.content).toMatchObject([{ text: 'From the second.' }]);
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
  },
);

it.each(['anthropic-messages', 'openai-chat'] as const)(
  'falls back when the first begins a stream and fails before any content (%s)',
  async (dialect) => {
    await start(dialect, { fault: { afterRecords: 1, kind: 'error' } });
    const answer = assembleAnswer(parseEvents(await (await proxy.send(messagesRequest())).text()));
    expect(answer.content).toMatchObject([{ text: 'From the second.' }]);
  },
);

it.each(['anthropic-messages', 'openai-chat'] as const)(
  'never asks another target once content has gone out (%s)',
  async (dialect) => {
    await start(dialect, {
      blocks: [{ type: 'text', text: 'Several pieces of text here.' }],
      fault: { afterRecords: 4, kind: 'cut' },
    });
    const events = parseEvents(await (await proxy.send(messagesRequest())).text());
    expect(events.at(-1)?.event).toBe('error');
    expect(second.requests).toHaveLength(0);
  },
);

it.each(['anthropic-messages', 'openai-chat'] as const)(
  'falls back when a stream was asked for and something else came (%s)',
  async (dialect) => {
    await start(dialect, { error: { status: 200, body: '<html>Welcome to the hotel network</html>' } });
    const answer = assembleAnswer(parseEvents(await (await proxy.send(messagesRequest())).text()));
    expect(answer.content).toMatchObject([{ text: 'From the second.' }]);
  },
);

it('does not repeat a request that the upstream found wrong', async () => {
  await start('openai-chat', { error: { status: 400, body: { error: { message: 'bad' } } } });
  expect((await proxy.send(messagesRequest())).status).toBe(400);
  expect(second.requests).toHaveLength(0);
});

it('goes to the first target only while routing is paused, and says so', async () => {
  await start('openai-chat', { error: { status: 529, body: {} } });
  await proxy.apply(configFor({ one: first, two: second }, 'openai-chat'), { paused: true });
  expect((await proxy.send(messagesRequest({ model: 'two/fake-model' }))).status).toBe(529);
  expect(second.requests).toHaveLength(0);
  expect((await proxy.rows(1))[0]?.reason).toContain('Routing is paused');
});

it.each(['two,fake-model', 'two/fake-model', 'TWO, fake-model'])(
  'sends a request to the target that the client names: %s',
  async (model) => {
    await start('openai-chat', { error: { status: 529, body: {} } });
    expect((await proxy.send(messagesRequest({ model }))).status).toBe(200);
    expect((await proxy.rows(1))[0]).toMatchObject({
      route: null,
      providerId: 'two',
      reason: 'The client asked for two/fake-model by name.',
    });
  },
);
