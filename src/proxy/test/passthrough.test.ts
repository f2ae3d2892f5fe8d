import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { startFakeUpstream, type FakeUpstream } from '../testing/fake-upstream';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy';
import { assembleAnswer, configFor, messagesRequest, parseEvents } from './messages';

let upstream: FakeUpstream;
let proxy: TestProxy;
afterEach(async () => {
  await proxy.close();
  await upstream.close();
});

it('sends the body byte for byte with only the model changed, whatever its spacing and unknown fields', async () => {
  upstream = await startFakeUpstream({ dialect: 'anthropic-messages', answer: () => ({}) });
  proxy = await startTestProxy(configFor({ up: upstream }, 'anthropic-messages'));
  const body =
    '{ "max_tokens": 10,\n  "tools": [{"name":"Agent","input_schema":{"properties":{"model":{"type":"string"}}}}],\n "model" : "claude-\\u00e9-5", "novelty": {"model": "kept"}, "messages":[{"role":"user","content":"\\"model\\": \\"x\\" é 😀"}]}';
  const response = await proxy.send(body);
  expect(upstream.requests[0]?.rawBody.toString('utf8')).toBe(body.replace('"claude-\\u00e9-5"', '"fake-model"'));
  // Whether a novelty is taken is for the upstream to say, and it says it itself.
  expect(await response.json()).toMatchObject({ error: { message: 'novelty: Extra inputs are not permitted' } });
});

it('forwards the query and every anthropic header, puts the provider key in, and keeps the client token out', async () => {
  upstream = await startFakeUpstream({ dialect: 'anthropic-messages', key: 'key-of-up', answer: () => ({}) });
  proxy = await startTestProxy(configFor({ up: upstream }, 'anthropic-messages'));
  await proxy.send(messagesRequest(), {
    'anthropic-beta': 'effort-2025-11-24,novel-2026',
    'x-claude-code-session-id': 'session-1',
    cookie: 'a=b',
  });
  const [seen] = upstream.requests;
  expect(seen?.path).toBe('/v1/messages?beta=true');
  expect(seen?.headers).toMatchObject({ 'anthropic-beta': 'effort-2025-11-24,novel-2026', 'x-api-key': 'key-of-up' });
  expect(JSON.stringify(seen?.headers)).not.toContain('sy-test-token');
  expect(seen?.headers.cookie).toBeUndefined();
});

it('streams the answer through unchanged and reads usage and stop reason from it', async () => {
  const blocks = [
    { type: 'thinking', thinking: 'A short thought.' },
    { type: 'text', text: 'Hällo, 世界, this is streamed.' },
  ] as const;
  upstream = await startFakeUpstream({
    dialect: 'anthropic-messages',
    answer: () => ({ blocks: [...blocks], usage: { input: 100, output: 20, cacheRead: 300 } }),
  });
  proxy = await startTestProxy(configFor({ up: upstream }, 'anthropic-messages'));
  const response = await proxy.send(messagesRequest());
  const answer = assembleAnswer(parseEvents(await response.text()));
  expect(answer.content).toMatchObject([{ type: 'thinking', thinking: 'A short thought.' }, { text: blocks[1].text }]);
  const [row] = await proxy.rows(1);
  expect(row).toMatchObject({
    outcome: 'ok',
    status: 200,
    lane: 'passthrough',
    route: 'default',
    providerId: 'up',
    model: 'fake-model',
    requestedModel: 'claude-sonnet-5-5',
    stopReason: 'end_turn',
    usage: { input: 100, output: 20, cacheRead: 300, estimated: false },
  });
  expect(row?.firstTokenMs).not.toBeNull();
});

it('answers without streaming when the client asks so', async () => {
  upstream = await startFakeUpstream({
    dialect: 'anthropic-messages',
    answer: () => ({ blocks: [{ type: 'text', text: 'Whole.' }] }),
  });
  proxy = await startTestProxy(configFor({ up: upstream }, 'anthropic-messages'));
  const response = await proxy.send(messagesRequest({ stream: false }));
  expect(await response.json()).toMatchObject({ content: [{ text: 'Whole.' }], stop_reason: 'end_turn' });
  expect((await proxy.rows(1))[0]).toMatchObject({ streaming: false, usage: { output: 7 } });
});

it('hands a refusal of the upstream on unchanged, since the client reads its wording', async () => {
  const body = {
    type: 'error',
    error: { type: 'invalid_request_error', message: 'prompt is too long: 210000 tokens > 200000 maximum' },
  };
  upstream = await startFakeUpstream({ dialect: 'anthropic-messages', answer: () => ({ error: { status: 400, body } }) });
  proxy = await startTestProxy(configFor({ up: upstream }, 'anthropic-messages'));
  const response = await proxy.send(messagesRequest());
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual(body);
  expect((await proxy.rows(1))[0]).toMatchObject({
    outcome: 'failed',
    status: 400,
    error: expect.stringContaining('210000 tokens'),
  });
});

it('turns a cut in mid-answer into one error event, never a clean end', async () => {
  upstream = await startFakeUpstream({
    dialect: 'anthropic-messages',
    answer: () => ({
      blocks: [{ type: 'text', text: 'A text of several pieces that will be cut.' }],
      fault: { afterRecords: 4, kind: 'cut' },
    }),
  });
  proxy = await startTestProxy(configFor({ up: upstream }, 'anthropic-messages'));
  const events = parseEvents(await (await proxy.send(messagesRequest())).text());
  expect(events.at(-1)).toMatchObject({ event: 'error', data: { type: 'error', error: { type: 'api_error' } } });
  expect(events.filter(({ event }) => event === 'message_stop')).toEqual([]);
  expect((await proxy.rows(1))[0]).toMatchObject({
    outcome: 'failed',
    error: expect.stringContaining('up closed the connection'),
  });
});

it('asks the upstream to stop when the client goes away, and records an abort, not a failure', async () => {
  upstream = await startFakeUpstream({
    dialect: 'anthropic-messages',
    answer: () => ({ blocks: [{ type: 'text', text: 'Long text in many pieces.' }], fault: { afterRecords: 4, kind: 'hang' } }),
  });
  proxy = await startTestProxy(configFor({ up: upstream }, 'anthropic-messages'));
  const controller = new AbortController();
  const response = await fetch(`${proxy.url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': 'sy-test-token', 'anthropic-version': '2023-06-01' },
    body: JSON.stringify(messagesRequest()),
    signal: controller.signal,
  });
  await response.body?.getReader().read();
  controller.abort();
  const [row] = await proxy.rows(1);
  expect(row).toMatchObject({ outcome: 'aborted', error: null, attempts: [{ outcome: 'aborted' }] });
  await expect.poll(() => upstream.abortedCount()).toBe(1);
  expect(proxy.inFlight()).toBe(0);
});

it('asks the upstream to stop when the client goes away before any answer', async () => {
  upstream = await startFakeUpstream({ dialect: 'anthropic-messages', answer: () => ({ headDelayMs: 60_000 }) });
  proxy = await startTestProxy(configFor({ up: upstream }, 'anthropic-messages'));
  const controller = new AbortController();
  const sent = fetch(`${proxy.url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': 'sy-test-token', 'anthropic-version': '2023-06-01' },
    body: JSON.stringify(messagesRequest()),
    signal: controller.signal,
  });
  await expect.poll(() => upstream.requests.length).toBe(1);
  controller.abort();
  await expect(sent).rejects.toThrow();
  await expect.poll(() => upstream.abortedCount()).toBe(1);
  expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'aborted' });
});

it('tells how an answer grows while it streams, as an estimate until the upstream has reported', async () => {
  const text = 'Words that take a while to come. '.repeat(12);
  upstream = await startFakeUpstream({
    dialect: 'anthropic-messages',
    answer: () => ({ blocks: [{ type: 'text', text }], recordDelayMs: 20, usage: { input: 10, output: 99 } }),
  });
  proxy = await startTestProxy(configFor({ up: upstream }, 'anthropic-messages'));
  await (await proxy.send(messagesRequest())).text();
  const [row] = await proxy.rows(1);
  const kinds = proxy.events.map(({ kind }) => kind);
  expect(kinds[0]).toBe('started');
  expect(kinds.at(-1)).toBe('finished');
  const growing = proxy.events.map(({ exchange }) => exchange).filter(({ status, usage }) => status === 200 && usage.estimated);
  expect(growing.length).toBeGreaterThan(1);
  expect(growing.at(-1)).toMatchObject({ outcome: 'in-flight', usage: { input: 10 } });
  expect(growing.at(-1)?.usage.output).toBeGreaterThan(growing[0]?.usage.output ?? 0);
  expect(row?.usage).toMatchObject({ input: 10, output: 99, estimated: false });
});

it('streams an answer that is larger than any buffer to a client that reads slowly', async () => {
  const text = 'x'.repeat(3_000_000);
  upstream = await startFakeUpstream({
    dialect: 'anthropic-messages',
    answer: () => ({ blocks: [{ type: 'text', text }], pieceSize: 40_000 }),
  });
  proxy = await startTestProxy(configFor({ up: upstream }, 'anthropic-messages'));
  const response = await proxy.send(messagesRequest());
  // Nothing is read until the upstream has had time to fill every buffer on the way.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const answer = assembleAnswer(parseEvents(await response.text()));
  expect((answer.content[0]?.text as string).length).toBe(text.length);
});

it('keeps a half record to itself when the upstream is cut in the middle of one', async () => {
  upstream = await startFakeUpstream({ dialect: 'anthropic-messages', answer: () => ({}) });
  const whole = ['message_start', 'content_block_start'].map((type) => `event: ${type}\ndata: {"type":"${type}","index":0}\n\n`);
  const cutting = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`${whole.join('')}event: content_block_delta\ndata: {"type":"cont`, () => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(cutting, 'listening');
  proxy = await startTestProxy(
    configFor({ up: { url: `http://127.0.0.1:${(cutting.address() as AddressInfo).port}` } }, 'anthropic-messages'),
  );
  const events = parseEvents(await (await proxy.send(messagesRequest())).text());
  expect(events.map(({ event }) => event)).toEqual(['message_start', 'content_block_start', 'error']);
  cutting.close();
});

it('puts a gateway page that is no error of the dialect into an error of its own', async () => {
  upstream = await startFakeUpstream({
    dialect: 'anthropic-messages',
    answer: () => ({ error: { status: 500, body: '<h1>Oh</h1>' } }),
  });
  proxy = await startTestProxy(configFor({ up: upstream }, 'anthropic-messages'));
  const response = await proxy.send(messagesRequest());
  expect(response.status).toBe(502);
  expect(await response.json()).toMatchObject({ type: 'error', error: { type: 'api_error', message: 'up failed (500).' } });
});
