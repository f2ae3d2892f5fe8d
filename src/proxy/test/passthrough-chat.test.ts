import { afterEach, describe, expect, it } from 'vitest';
import type { Quirks } from '../../shared/model/quirks';
import { recordAnswer, startFakeUpstream, type FakeAnswer, type FakeUpstream, type FakeVendor } from '../testing/fake-upstream';
import { startTestProxy, TEST_TOKEN, type TestProxy } from '../testing/start-test-proxy';

let upstream: FakeUpstream;
let proxy: TestProxy;
afterEach(async () => {
  await proxy.close();
  await upstream.close();
});

interface Start {
  dialect?: 'openai-chat' | 'openai-responses';
  vendor?: FakeVendor;
  quirks?: Partial<Quirks>;
}

async function start(answer: FakeAnswer, { dialect = 'openai-chat', vendor = 'plain', quirks = {} }: Start = {}): Promise<void> {
  upstream = await startFakeUpstream({ dialect, vendor, key: 'key-of-up', answer: () => answer });
  proxy = await startTestProxy({
    providers: [{ id: 'up', preset: 'custom', dialect, baseUrl: upstream.url, models: ['fake-model'], quirks }],
    routes: { default: { targets: ['up/fake-model'] } },
  });
}

const PATHS = { 'openai-chat': '/v1/chat/completions', 'openai-responses': '/v1/responses' };

function send(body: string, dialect: keyof typeof PATHS = 'openai-chat', signal: AbortSignal | null = null): Promise<Response> {
  return fetch(proxy.url + PATHS[dialect], {
    method: 'POST',
    headers: { authorization: `Bearer ${TEST_TOKEN}`, 'content-type': 'application/json' },
    body,
    signal,
  });
}

const TEXT = 'Hällo, 世界: "choices":[] is a text.';
const ANSWER: FakeAnswer = { blocks: [{ type: 'text', text: TEXT }], usage: { input: 100, output: 20, cacheRead: 300 } };
const FIGURES = { input: 100, output: 20, cacheRead: 300, estimated: false };
/** Odd spacing on purpose: it must arrive as it was sent. */
const STREAMED = '{ "model" : "gpt-5.6",\n "stream": true, "messages":[{"role":"user","content":"Say \\u00e9."}] }';

function dataOf(stream: string): unknown[] {
  return stream
    .split('\n\n')
    .filter((record) => record.startsWith('data: {'))
    .map((record) => JSON.parse(record.slice('data: '.length)) as unknown);
}

describe('usage of a chat stream that passes through', () => {
  it('is asked for where the client did not, and every other byte of the request is as it was', async () => {
    await start(ANSWER);
    await (await send(STREAMED)).text();
    const expected = STREAMED.replace('{', '{"stream_options":{"include_usage":true},').replace('gpt-5.6', 'fake-model');
    expect(upstream.requests[0]?.rawBody.toString('utf8')).toBe(expected);
  });

  it('is in the row, while the client gets every byte but for the record that holds nothing else', async () => {
    const records = recordAnswer('openai-chat', ANSWER);
    await start({ ...ANSWER, records });
    const onlyUsage = records.filter((record) => record.includes('"choices":[],"usage":{"prompt_tokens"'));
    expect(onlyUsage).toHaveLength(1);
    const seen = await (await send(STREAMED)).text();
    expect(seen).toBe(records.filter((record) => record !== onlyUsage[0]).join(''));
    const [row] = await proxy.rows(1);
    expect(row).toMatchObject({ outcome: 'ok', lane: 'passthrough', stopReason: 'end_turn', usage: FIGURES });
  });

  it('stays hidden where it comes in one piece with the end', async () => {
    const records = recordAnswer('openai-chat', ANSWER);
    const at = records.length - 2;
    await start({ ...ANSWER, records: [...records.slice(0, at), records.slice(at).join('')] });
    const seen = await (await send(STREAMED)).text();
    expect(seen).toBe([...records.slice(0, at), records.at(-1)].join(''));
    expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'ok', usage: FIGURES });
  });

  it('goes to a client that asked for it, and its request is as it was', async () => {
    const records = recordAnswer('openai-chat', ANSWER);
    await start({ ...ANSWER, records });
    const body = STREAMED.replace('"stream": true', '"stream": true, "stream_options": { "include_usage" : true }');
    expect(await (await send(body)).text()).toBe(records.join(''));
    expect(upstream.requests[0]?.rawBody.toString('utf8')).toBe(body.replace('gpt-5.6', 'fake-model'));
    expect((await proxy.rows(1))[0]).toMatchObject({ usage: FIGURES });
  });

  it('is asked for in place of a "no" of the client, whose other options stay', async () => {
    await start(ANSWER);
    const body =
      '{"stream":true,"stream_options":{"include_usage": false ,"include_obfuscation":false},"messages":[{"role":"user","content":"x"}],"model":"m"}';
    await (await send(body)).text();
    expect(upstream.requests[0]?.rawBody.toString('utf8')).toBe(
      body.replace('"include_usage": false', '"include_usage": true').replace('"model":"m"', '"model":"fake-model"'),
    );
  });

  it.each(['moonshot', 'groq'] as const)('that %s sends with the last content chunk stays there', async (vendor) => {
    await start(ANSWER, { vendor });
    const seen = dataOf(await (await send(STREAMED)).text());
    expect(JSON.stringify(seen.at(-1))).toContain('prompt_tokens');
    expect(seen.at(-1)).toMatchObject({ choices: [{ finish_reason: 'stop' }] });
    expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'ok', usage: { output: 20, estimated: false } });
  });

  it('is not asked for where the server would refuse that, and nothing of its answer is held back', async () => {
    await start(ANSWER, { vendor: 'mistral', quirks: { asksForUsage: false } });
    const seen = dataOf(await (await send(STREAMED)).text());
    expect(upstream.requests[0]?.rawBody.toString('utf8')).toBe(STREAMED.replace('gpt-5.6', 'fake-model'));
    expect(seen.at(-1)).toMatchObject({ usage: { completion_tokens: 20 } });
    expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'ok', usage: { output: 20, estimated: false } });
  });

  it('comes with a whole answer unasked, so nothing is asked for', async () => {
    await start(ANSWER);
    const body = STREAMED.replace('true', 'false');
    expect(await (await send(body)).json()).toMatchObject({ usage: { completion_tokens: 20 } });
    expect(upstream.requests[0]?.rawBody.toString('utf8')).toBe(body.replace('gpt-5.6', 'fake-model'));
    expect((await proxy.rows(1))[0]).toMatchObject({ streaming: false, usage: FIGURES });
  });

  it('is read of a request that could not be translated, too', async () => {
    await start({ ...ANSWER, records: recordAnswer('openai-chat', ANSWER) });
    const seen = await (await send(STREAMED.replace('"stream"', '"n": 2, "stream"'))).text();
    expect(seen).not.toContain('prompt_tokens');
    expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'ok', usage: FIGURES });
  });
});

const BODIES = {
  'openai-chat':
    '{ "messages":[{"role":"user","content":"\\"model\\": \\"x\\" é 😀"}],\n "stream":true,"stream_options":{"include_usage":true},"model" : "gpt-\\u00e9" , "user": "me" }',
  'openai-responses':
    '{ "input":[{"role":"user","content":"\\"model\\": \\"x\\" é 😀"}],\n "stream":true,"model" : "gpt-\\u00e9" , "metadata": {"model": "kept"}, "store": false }',
};

describe.each(['openai-chat', 'openai-responses'] as const)('%s where both sides speak it', (dialect) => {
  const whole = BODIES[dialect]
    .replace('"stream":true,"stream_options":{"include_usage":true}', '"stream":false')
    .replace('"stream":true', '"stream":false');

  it('passes request and streamed answer byte for byte, with only the model changed', async () => {
    const records = recordAnswer(dialect, ANSWER);
    await start({ ...ANSWER, records }, { dialect });
    const response = await send(BODIES[dialect], dialect);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(await response.text()).toBe(records.join(''));
    const [seen] = upstream.requests;
    expect(seen?.rawBody.toString('utf8')).toBe(BODIES[dialect].replace('"gpt-\\u00e9"', '"fake-model"'));
    expect(seen?.headers.authorization).toBe('Bearer key-of-up');
    expect(JSON.stringify(seen?.headers)).not.toContain(TEST_TOKEN);
    expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'ok', lane: 'passthrough', usage: FIGURES });
  });

  it('passes a whole answer', async () => {
    await start(ANSWER, { dialect });
    expect(await (await send(whole, dialect)).text()).toContain(JSON.stringify(TEXT).slice(1, -1));
    expect((await proxy.rows(1))[0]).toMatchObject({ streaming: false, stopReason: 'end_turn', usage: FIGURES });
  });

  it('hands a refusal of the upstream on unmodified', async () => {
    const body = {
      error: { message: 'Invalid value: "novel".', type: 'invalid_request_error', param: 'x', code: 'invalid_value' },
    };
    await start({ error: { status: 400, body, headers: { 'x-should-retry': 'false' } } }, { dialect });
    const response = await send(BODIES[dialect], dialect);
    expect(response.status).toBe(400);
    expect(await response.text()).toBe(JSON.stringify(body));
    expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'failed', status: 400, error: expect.stringContaining('novel') });
  });

  it('turns a cut in mid-answer into an error record, never a clean end', async () => {
    await start({ ...ANSWER, fault: { afterRecords: 5, kind: 'cut' } }, { dialect });
    const seen = await (await send(BODIES[dialect], dialect)).text();
    expect(seen).not.toContain('[DONE]');
    expect(seen).not.toContain('response.completed');
    expect(seen.trimEnd().split('\n').at(-1)).toContain('up closed the connection');
    expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'failed' });
  });

  it('asks the upstream to stop when the client goes away', async () => {
    await start({ ...ANSWER, fault: { afterRecords: 5, kind: 'hang' } }, { dialect });
    const controller = new AbortController();
    const response = await send(BODIES[dialect], dialect, controller.signal);
    await response.body?.getReader().read();
    controller.abort();
    expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'aborted', error: null });
    await expect.poll(() => upstream.abortedCount()).toBe(1);
    expect(proxy.inFlight()).toBe(0);
  });
});

describe('the last word of a chat stream', () => {
  it('that never comes is made up by nobody where the reason to stop was told', async () => {
    const records = recordAnswer('openai-chat', ANSWER).slice(0, -1);
    await start({ ...ANSWER, records });
    const seen = await (await send(BODIES['openai-chat'])).text();
    expect(seen).toBe(records.join(''));
    expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'ok', usage: FIGURES });
  });

  it('ends the answer, whatever the upstream says after it', async () => {
    const records = recordAnswer('openai-chat', ANSWER);
    await start({ ...ANSWER, records: [...records, 'data: {"choices":[{"delta":{"content":"late"}}]}\n\n'] });
    expect(await (await send(BODIES['openai-chat'])).text()).toBe(records.join(''));
  });
});
