import { afterEach, describe, expect, it } from 'vitest';
import { startFakeUpstream, type FakeAnswer, type FakeUpstream } from '../../testing/fake-upstream';
import { startTestProxy, type TestProxy } from '../../testing/start-test-proxy';
import { assembleAnswer, configFor, messagesRequest, parseEvents } from '../messages';

let slow: FakeUpstream;
let spare: FakeUpstream;
let proxy: TestProxy;
afterEach(() => Promise.all([proxy.close(), slow.close(), spare.close()]));

type Limits = { firstTokenMs?: number; headersMs?: number; idleMs?: number };

/** A primary with limits that answers like this, and a second target that is well. */
async function start(dialect: 'anthropic-messages' | 'openai-chat', limits: Limits, answer: FakeAnswer): Promise<void> {
  const blocks = [{ type: 'text' as const, text: 'From the first, in several pieces.' }];
  slow = await startFakeUpstream({ dialect, answer: () => ({ blocks, ...answer }) });
  spare = await startFakeUpstream({ dialect, answer: () => ({ blocks: [{ type: 'text', text: 'From the spare.' }] }) });
  const config = configFor({ slow, spare }, dialect);
  const providers = (config.providers ?? []).map((provider) => (provider.id === 'slow' ? { ...provider, limits } : provider));
  proxy = await startTestProxy({ ...config, providers });
}

async function askForText(more: Record<string, unknown> = {}): Promise<unknown> {
  const text = await (await proxy.send(messagesRequest(more))).text();
  return more.stream === false ? JSON.parse(text) : assembleAnswer(parseEvents(text));
}

const SPARE = { content: [{ text: 'From the spare.' }] };
const FIRST = { content: [{ text: 'From the first, in several pieces.' }] };

describe.each(['anthropic-messages', 'openai-chat'] as const)('a limit to the first token (%s)', (dialect) => {
  it.each([
    ['sends no headers', { headDelayMs: 60_000 }],
    ['sends its headers and then nothing', { fault: { afterRecords: 0, kind: 'hang' } }],
    ['announces its answer and then goes silent', { fault: { afterRecords: 1, kind: 'hang' } }],
  ] satisfies [string, FakeAnswer][])('lets the next target take over when the first %s', async (_what, answer) => {
    await start(dialect, { firstTokenMs: 150 }, answer);
    expect(await askForText()).toMatchObject(SPARE);
    const [row] = await proxy.rows(1);
    expect(row?.attempts).toMatchObject([
      { outcome: 'timed-out', error: 'slow gave no first token within 0.15 s.' },
      { outcome: 'ok', providerId: 'spare' },
    ]);
    await expect.poll(() => slow.abortedCount()).toBe(1);
  });

  it('leaves a stream alone that has begun, however long it takes', async () => {
    await start(dialect, { firstTokenMs: 1000 }, { recordDelayMs: 120, pieceSize: 4 });
    expect(await askForText()).toMatchObject(FIRST);
    expect(spare.requests).toHaveLength(0);
  });

  it('does not hold for an answer that is not streamed: its first token is its last', async () => {
    await start(dialect, { firstTokenMs: 100 }, { headDelayMs: 300 });
    expect(await askForText({ stream: false })).toMatchObject(FIRST);
    expect(spare.requests).toHaveLength(0);
  });

  it('says so when nobody is left', async () => {
    await start(dialect, { firstTokenMs: 100 }, { headDelayMs: 60_000 });
    await spare.close();
    const reply = await proxy.send(messagesRequest());
    expect(reply.status).toBeGreaterThanOrEqual(502);
    const [row] = await proxy.rows(1);
    expect(row?.reason).toContain('slow gave no first token within 0.1 s.');
    spare = await startFakeUpstream({ dialect, answer: () => ({}) });
  });

  it('tells a client that hung up from a limit that passed', async () => {
    await start(dialect, { firstTokenMs: 60_000 }, { headDelayMs: 60_000 });
    const client = new AbortController();
    const asked = fetch(`${proxy.url}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': 'sy-test-token', 'anthropic-version': '2023-06-01', 'content-type': 'application/json' },
      body: JSON.stringify(messagesRequest()),
      signal: client.signal,
    }).catch(() => undefined);
    await expect.poll(() => slow.requests.length).toBe(1);
    client.abort();
    await asked;
    expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'aborted' });
    expect(spare.requests).toHaveLength(0);
  });
});

describe('the other limits of a provider', () => {
  it('ends the wait for an answer that does not begin', async () => {
    await start('anthropic-messages', { headersMs: 150 }, { headDelayMs: 60_000 });
    expect(await askForText()).toMatchObject(SPARE);
    const [row] = await proxy.rows(1);
    expect(row?.attempts[0]).toMatchObject({ outcome: 'timed-out', error: 'slow did not begin to answer in time.' });
  });

  it('ends a silence before the first content by another target', async () => {
    await start('anthropic-messages', { idleMs: 150 }, { fault: { afterRecords: 1, kind: 'hang' } });
    expect(await askForText()).toMatchObject(SPARE);
  });

  it('ends a silence in the middle of an answer by an error event, since content has gone out', async () => {
    await start('anthropic-messages', { idleMs: 150, firstTokenMs: 5000 }, { fault: { afterRecords: 4, kind: 'hang' } });
    const events = parseEvents(await (await proxy.send(messagesRequest())).text());
    expect(events.at(-1)).toMatchObject({
      event: 'error',
      data: { error: { message: 'slow went silent in the middle of its answer.' } },
    });
    expect(spare.requests).toHaveLength(0);
  });
});
