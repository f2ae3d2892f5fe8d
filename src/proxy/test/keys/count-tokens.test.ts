import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { startTestProxy, TEST_TOKEN, type TestProxy } from '../../testing/start-test-proxy';
import { messagesRequest } from '../messages';

let proxy: TestProxy | undefined;
afterEach(() => proxy?.close());

const answer = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'm',
  content: [{ type: 'text', text: 'Here you are.' }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 5, output_tokens: 4 },
};

it('a count of tokens is asked for with the key that the conversation is asked with now', async () => {
  const asked: { path: string; key: string }[] = [];
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    asked.push({ path, key: String(request.headers['x-api-key']) });
    request.resume();
    const refused = asked.length === 1;
    response.writeHead(refused ? 401 : 200, { 'content-type': 'application/json' });
    const body = path.endsWith('/count_tokens') ? { input_tokens: 7 } : answer;
    response.end(JSON.stringify(refused ? { type: 'error', error: { type: 'authentication_error', message: 'No.' } } : body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    proxy = await startTestProxy({
      providers: [
        {
          id: 'up',
          preset: 'anthropic',
          dialect: 'anthropic-messages',
          baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          keys: [{ source: 'keychain' }, { source: 'keychain', name: 'work' }],
          models: ['m'],
        },
      ],
      routes: { default: { targets: 'up/m' } },
    });
    const session = { 'x-claude-code-session-id': 'a-session' };
    await (await proxy.send(messagesRequest({ stream: false }), session)).text();
    const counted = await fetch(`${proxy.url}/v1/messages/count_tokens`, {
      method: 'POST',
      headers: { 'x-api-key': TEST_TOKEN, 'content-type': 'application/json', ...session },
      body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Say hello.' }] }),
    });
    expect(await counted.json()).toEqual({ input_tokens: 7 });
    const [first, second, count] = asked;
    expect(second?.key).not.toBe(first?.key);
    expect(count).toEqual({ path: '/v1/messages/count_tokens', key: second?.key });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
