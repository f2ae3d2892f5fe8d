import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { ProviderConfig } from '../../shared/config/config-schema';
import { startFakeUpstream } from '../testing/fake-upstream';
import { resolveProvider } from './resolve-provider';
import { testProvider } from './test-provider';

const provider = (baseUrl: string, dialect = 'openai-chat') =>
  resolveProvider(ProviderConfig.parse({ id: 'acme', preset: 'custom', dialect, baseUrl }), null);

it.each(['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini', 'ollama'] as const)(
  'lists the models and says that the key is accepted (%s)',
  async (dialect) => {
    const upstream = await startFakeUpstream({ dialect, key: 'sk-right', models: ['a', 'b'], answer: () => ({}) });
    const right = await testProvider(provider(upstream.url, dialect), 'sk-right');
    expect(right).toMatchObject({ ok: true, step: 'done', status: 200, models: ['a', 'b'] });
    expect(right.sentence).toMatch(/^200 in \d+\.\d\d s\. The key is accepted\. 2 models listed\.$/);
    const wrong = await testProvider(provider(upstream.url, dialect), 'sk-wrong-secret');
    expect(wrong).toMatchObject({ ok: false, step: 'auth', sentence: expect.stringMatching(/^acme refused the key \(40[01]\)/) });
    expect(JSON.stringify(wrong)).not.toContain('sk-wrong-secret');
    await upstream.close();
  },
);

it('tells a wrong path from a wrong key', async () => {
  const upstream = await startFakeUpstream({ dialect: 'openai-chat', answer: () => ({}) });
  const result = await testProvider(provider(`${upstream.url}/wrong`), 'k');
  expect(result).toMatchObject({ ok: false, step: 'http', status: 404, sentence: expect.stringContaining('check the base URL') });
  await upstream.close();
});

it('says that nothing listens, that the name is unknown, that there is no TLS', async () => {
  const server = createServer((socket) => socket.resume().end('HTTP/1.1 200 OK\r\n\r\n'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await testProvider(provider(`https://127.0.0.1:${port}`), 'k')).toMatchObject({ ok: false, step: 'tls' });
  server.close();
  await once(server, 'close');
  expect(await testProvider(provider(`http://127.0.0.1:${port}`), 'k')).toMatchObject({ ok: false, step: 'connect' });
  expect(await testProvider(provider('http://no-such-name.invalid'), 'k')).toMatchObject({ ok: false, step: 'dns' });
});

it('says that a key is missing before it calls anyone', async () => {
  expect(await testProvider(provider('http://127.0.0.1:1'), null)).toMatchObject({ ok: false, step: 'auth', status: null });
});

it('says when the answer is no model list', async () => {
  const server = createServer((socket) => socket.resume().end('HTTP/1.1 200 OK\r\ncontent-length: 15\r\n\r\n<html>hi</html>'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const result = await testProvider(provider(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), 'k');
  expect(result).toMatchObject({ ok: false, step: 'models', status: 200 });
  server.close();
});

/** A server that answers GETs as told. */
async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; close(): void }> {
  const server = createHttpServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

it('checks the key on its own where the list is open to all', async () => {
  const asked: string[] = [];
  const server = await serve((request, response) => {
    asked.push(request.url ?? '');
    const refused = request.url === '/key' && request.headers.authorization !== 'Bearer sk-right';
    response.writeHead(refused ? 401 : 200).end(refused ? '{"error":{"message":"No such user."}}' : '{"data":[{"id":"a"}]}');
  });
  const open = { ...provider(server.url), modelsUrl: `${server.url}/models`, keyCheckUrl: `${server.url}/key` };
  expect(await testProvider(open, 'sk-wrong')).toMatchObject({
    ok: false,
    step: 'auth',
    status: 401,
    sentence: expect.stringContaining('No such user'),
  });
  expect(await testProvider(open, 'sk-right')).toMatchObject({
    ok: true,
    models: ['a'],
    sentence: expect.stringContaining('The key is accepted. 1 model listed.'),
  });
  expect(asked).toEqual(['/key', '/key', '/models']);
  server.close();
});

it('asks the address alone where there is no list of models, and still tells a wrong key', async () => {
  const server = await serve(
    (request, response) => void response.writeHead(request.headers.authorization === 'Bearer sk-right' ? 404 : 403).end(),
  );
  const without = { ...provider(server.url), modelsUrl: null };
  expect(await testProvider(without, 'sk-wrong')).toMatchObject({ ok: false, step: 'auth', status: 403 });
  expect(await testProvider(without, 'sk-right')).toMatchObject({
    ok: true,
    step: 'done',
    status: 404,
    models: [],
    sentence: expect.stringMatching(/^404 in \d\.\d\d s\. The key is not refused\. acme has no list of models to ask for\.$/),
  });
  server.close();
});

it('takes Gemini’s 400 for a wrong key', async () => {
  const error = {
    code: 400,
    message: 'API key not valid. Please pass a valid API key.',
    status: 'INVALID_ARGUMENT',
    details: [{ reason: 'API_KEY_INVALID' }],
  };
  const server = await serve((_request, response) => void response.writeHead(400).end(JSON.stringify({ error })));
  expect(await testProvider(provider(server.url, 'gemini'), 'k')).toMatchObject({
    step: 'auth',
    sentence: expect.stringContaining('refused the key (400)'),
  });
  server.close();
});
