import { once } from 'node:events';
import { connect } from 'node:net';
import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startFakeUpstream, type FakeUpstream } from '../testing/fake-upstream';
import { startTestProxy, TEST_TOKEN, type TestProxy } from '../testing/start-test-proxy';
import { configFor, messagesRequest } from './messages';

let upstream: FakeUpstream;
let proxy: TestProxy;
beforeEach(async () => {
  upstream = await startFakeUpstream({ dialect: 'openai-chat', key: 'key-of-up', answer: () => ({}) });
  proxy = await startTestProxy(configFor({ up: upstream }, 'openai-chat'));
});
afterEach(() => Promise.all([proxy.close(), upstream.close()]));

async function expectRefusal(response: Response, status: number, type: string, words: string): Promise<void> {
  expect(response.status).toBe(status);
  const body = (await response.json()) as { type: string; error: { type: string; message: string }; request_id: string };
  expect(body).toMatchObject({ type: 'error', error: { type, message: expect.stringContaining(words) } });
  expect(response.headers.get('request-id')).toBe(body.request_id);
}

it('refuses a wrong token, says what to set, and keeps a row without the token', async () => {
  const response = await proxy.send(messagesRequest(), { 'x-api-key': 'sy-wrong-secret' });
  await expectRefusal(response, 401, 'authentication_error', 'ANTHROPIC_AUTH_TOKEN');
  expect(response.headers.get('x-should-retry')).toBe('false');
  const [row] = await proxy.rows(1);
  expect(row).toMatchObject({ outcome: 'failed', status: 401 });
  expect(JSON.stringify([proxy.events, proxy.logs])).not.toContain('sy-wrong-secret');
});

it('takes the token as Bearer too, and either of two', async () => {
  const bearer = { authorization: `Bearer ${TEST_TOKEN}` };
  expect((await proxy.send(messagesRequest(), { 'x-api-key': 'sk-ant-other', ...bearer })).status).toBe(200);
});

it('refuses a request from a web page by its Origin', async () => {
  const response = await proxy.send(messagesRequest(), { origin: 'http://evil.example' });
  await expectRefusal(response, 403, 'permission_error', 'web page');
});

it('refuses a foreign Host header, with the right token too', async () => {
  const { port } = new URL(proxy.url);
  const request = httpRequest({ port, host: '127.0.0.1', path: '/health', headers: { host: `evil.example:${port}` } }).end();
  const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
  response.resume();
  expect(response.statusCode).toBe(403);
});

it('answers /health without a token, and a HEAD as Claude Code sends at its start', async () => {
  expect(await (await fetch(`${proxy.url}/health`)).json()).toEqual({ status: 'ok', version: '0.0.0-test' });
  expect((await fetch(`${proxy.url}/api/hello`, { method: 'HEAD' })).status).toBe(200);
});

it('names what it does answer when the path is unknown', async () => {
  const response = await fetch(`${proxy.url}/v2/nothing`, { headers: { 'x-api-key': TEST_TOKEN } });
  await expectRefusal(response, 404, 'not_found_error', 'POST /v1/messages');
});

it.each([
  ['{"model":', 'not valid JSON'],
  ['', 'no body'],
  ['[]', 'JSON object'],
  ['{"model":"x"}', 'messages: a list'],
  ['{"model":1,"messages":[]}', 'model: must be a string'],
  ['{"model":"x","messages":[{"role":"user","content":[{"type":"text"}]}]}', 'messages.0.content.0.text'],
  ['{"model":"x","messages":[{"role":"robot","content":"hi"}]}', 'messages.0.role'],
])('refuses the body %s with a sentence that names the fault', async (body, words) => {
  await expectRefusal(await proxy.send(body), 400, 'invalid_request_error', words);
  expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'failed', status: 400 });
});

it('refuses a body over 64 MB', async () => {
  const response = await proxy.send(`{"model":"x","messages":"${'a'.repeat(64 * 1024 * 1024)}"}`);
  await expectRefusal(response, 413, 'request_too_large', '64 MB');
  expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'failed', status: 413 });
});

it('says what to do when there is no provider, no route, or an unknown provider is named', async () => {
  await expectRefusal(await proxy.send(messagesRequest({ model: 'nosuch,model' })), 409, 'conflict_error', 'Set up are: up.');
  await proxy.apply({ ...configFor({ up: upstream }, 'openai-chat'), routes: {} });
  await expectRefusal(await proxy.send(messagesRequest()), 409, 'conflict_error', 'under Routes');
  await proxy.apply({ providers: [] }, { configFault: 'config.json:3: listen.prot is not known.' });
  await expectRefusal(await proxy.send(messagesRequest()), 409, 'conflict_error', 'config.json:3: listen.prot is not known.');
  await proxy.apply({ providers: [] });
  await expectRefusal(await proxy.send(messagesRequest()), 409, 'conflict_error', 'under Providers');
});

it('names the provider that refused its key, as a status that the client does not repeat', async () => {
  await proxy.apply(configFor({ up: upstream }, 'openai-chat'), {
    keys: { up: [{ id: 'keychain', value: 'sk-stale', problem: null }] },
  });
  await expectRefusal(
    await proxy.send(messagesRequest()),
    403,
    'permission_error',
    'up refused the key (401). Check it in Switchyard under Providers.',
  );
  expect((await proxy.rows(1))[0]).toMatchObject({ outcome: 'failed', attempts: [{ status: 401 }] });
});

it('keeps the key out of its answer, its row and its log when the upstream repeats it', async () => {
  const echoing = await startFakeUpstream({
    dialect: 'openai-chat',
    answer: () => ({ error: { status: 401, body: { error: { message: 'Incorrect API key provided: key-of-echoing' } } } }),
  });
  await proxy.apply(configFor({ echoing }, 'openai-chat'));
  const body = await (await proxy.send(messagesRequest())).text();
  expect(body).toContain('Incorrect API key provided: …');
  expect(JSON.stringify([body, proxy.events, proxy.logs])).not.toContain('key-of-echoing');
  await echoing.close();
});

it('names the provider whose key could not be read', async () => {
  await proxy.apply(configFor({ up: upstream }, 'openai-chat'), {
    keys: { up: [{ id: 'keychain', value: null, problem: 'The keychain did not answer in time.' }] },
  });
  await expectRefusal(
    await proxy.send(messagesRequest()),
    403,
    'permission_error',
    'up needs a key. The keychain did not answer in time.',
  );
});

it('names the provider that nothing listens for', async () => {
  await upstream.close();
  await expectRefusal(await proxy.send(messagesRequest()), 502, 'api_error', 'up is not reachable: nothing listens at 127.0.0.1');
  upstream = await startFakeUpstream({ dialect: 'openai-chat', answer: () => ({}) });
});

it('finishes a request on the settings with which it began', async () => {
  const slow = await startFakeUpstream({ dialect: 'openai-chat', answer: () => ({ headDelayMs: 100 }) });
  await proxy.apply(configFor({ slow }, 'openai-chat'));
  const sent = proxy.send(messagesRequest());
  await expect.poll(() => slow.requests.length).toBe(1);
  await proxy.apply({ providers: [] });
  expect((await sent).status).toBe(200);
  await slow.close();
});

it('closes its port at once and lets a request in flight end', async () => {
  const slow = await startFakeUpstream({ dialect: 'openai-chat', answer: () => ({ headDelayMs: 150 }) });
  await proxy.apply(configFor({ slow }, 'openai-chat'));
  const sent = proxy.send(messagesRequest()).then((response) => response.text());
  await expect.poll(() => slow.requests.length).toBe(1);
  const closed = proxy.close(10_000);
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNREFUSED');
  expect(await sent).toContain('message_stop');
  await closed;
  await slow.close();
});
