import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { ProviderConfig } from '../../shared/config/config-schema';
import { startFakeUpstream } from '../testing/fake-upstream';
import { resolveProvider } from './resolve-provider';
import { testProvider } from './test-provider';

const provider = (baseUrl: string, dialect = 'openai-chat') =>
  resolveProvider(ProviderConfig.parse({ id: 'acme', preset: 'custom', dialect, baseUrl }), null);

it.each(['openai-chat', 'anthropic-messages'] as const)(
  'lists the models and says that the key is accepted (%s)',
  async (dialect) => {
    const upstream = await startFakeUpstream({ dialect, key: 'sk-right', models: ['a', 'b'], answer: () => ({}) });
    const right = await testProvider(provider(upstream.url, dialect), 'sk-right');
    expect(right).toMatchObject({ ok: true, step: 'done', status: 200, models: ['a', 'b'] });
    expect(right.sentence).toMatch(/^200 in \d+\.\d\d s\. The key is accepted\. 2 models listed\.$/);
    const wrong = await testProvider(provider(upstream.url, dialect), 'sk-wrong-secret');
    expect(wrong).toMatchObject({
      ok: false,
      step: 'auth',
      status: 401,
      sentence: expect.stringContaining('acme refused the key (401)'),
    });
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
