import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startHttpProxy, startSocksProxy } from '../../testing/fake-network-proxy';
import { listenForTest } from '../../testing/listen-for-test';
import { TEST_TOKEN } from '../../testing/start-test-proxy';
import { SERVER_IDENTITY, TEST_AUTHORITY } from '../../../shared/testing/test-certificates';
import { startTlsFront } from '../../testing/tls-front';
import { messagesRequest } from '../messages';
import { ask, createCloser, portOf, routeTo, startUpstream, withProvider } from './stand';

const { keep, closeAll } = createCloser();
afterEach(closeAll);

const CA = { caFile: 'ca.pem' };
const READ = { certificates: { 'ca.pem': { pem: TEST_AUTHORITY, problem: null } } };

describe.each([
  ['http', startHttpProxy, 'http://ann:p%40ss:1@127.0.0.1'],
  ['socks5h', startSocksProxy, 'socks5h://ann:p@ss:1@127.0.0.1'],
] as const)('through a proxy (%s)', (_kind, startProxy, address) => {
  it('reaches http and https servers by names that only the proxy knows, with user name and password', async () => {
    const upstream = keep(await startUpstream());
    const front = keep(await startTlsFront(SERVER_IDENTITY, portOf(upstream)));
    const via = keep(await startProxy({ credentials: 'ann:p@ss:1' }));
    const own = { proxy: `${address}:${via.port}` };
    const plain = keep(await routeTo(`http://upstream.test:${portOf(upstream)}`, own));
    expect(await ask(plain)).toMatchObject({ status: 200, text: expect.stringContaining('Reached.') });
    const secure = keep(await routeTo(`https://upstream.test:${front.port}`, { ...own, ...CA }, {}, READ));
    expect(await ask(secure)).toMatchObject({ status: 200, text: expect.stringContaining('Reached.') });
    expect(via.asked).toEqual([`upstream.test:${portOf(upstream)}`, `upstream.test:${front.port}`]);
    expect(JSON.stringify([plain.logs, plain.events, secure.logs, secure.events])).not.toMatch(/p@ss|p%40ss/);
  });

  it('keeps its connection for the next request', async () => {
    const upstream = keep(await startUpstream());
    const via = keep(await startProxy({ credentials: 'ann:p@ss:1' }));
    const proxy = keep(await routeTo(upstream.url, { proxy: `${address}:${via.port}` }));
    await ask(proxy);
    await ask(proxy);
    expect(upstream.requests).toHaveLength(2);
    expect(via.asked).toHaveLength(1);
  });

  it('says that the proxy refused the password, and does not say the password', async () => {
    const upstream = keep(await startUpstream());
    const via = keep(await startProxy({ credentials: 'ann:another' }));
    const proxy = keep(await routeTo(upstream.url, { proxy: `${address}:${via.port}` }));
    const { status, text } = await ask(proxy);
    expect(status).toBe(502);
    expect(text).toContain(`The proxy 127.0.0.1:${via.port} refused the user name or password`);
    const [row] = await proxy.rows(1);
    expect(JSON.stringify([text, row, proxy.logs])).not.toMatch(/p@ss|p%40ss/);
    expect(upstream.requests).toHaveLength(0);
  });

  it('says that the proxy wants a user name and password where none is set', async () => {
    const upstream = keep(await startUpstream());
    const via = keep(await startProxy({ credentials: 'ann:p@ss:1' }));
    const proxy = keep(await routeTo(upstream.url, { proxy: `${address.split(':')[0]}://127.0.0.1:${via.port}` }));
    expect((await ask(proxy)).text).toContain(`The proxy 127.0.0.1:${via.port} wants a user name and password`);
  });

  it('says that the proxy could not reach the provider', async () => {
    const upstream = await startUpstream();
    await upstream.close();
    const via = keep(await startProxy({ credentials: 'ann:p@ss:1' }));
    const proxy = keep(await routeTo(upstream.url, { proxy: `${address}:${via.port}` }));
    expect((await ask(proxy)).text).toContain(`The proxy 127.0.0.1:${via.port} could not reach 127.0.0.1:${portOf(upstream)}`);
  });

  it('closes the upstream call when the client hangs up in the middle of a stream', async () => {
    const upstream = keep(
      await startUpstream({ blocks: [{ type: 'text', text: 'a long answer' }], fault: { afterRecords: 4, kind: 'hang' } }),
    );
    const via = keep(await startProxy({ credentials: 'ann:p@ss:1' }));
    const proxy = keep(await routeTo(upstream.url, { proxy: `${address}:${via.port}` }));
    const client = new AbortController();
    const reply = await fetch(`${proxy.url}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': TEST_TOKEN, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' },
      body: JSON.stringify(messagesRequest()),
      signal: client.signal,
    });
    await reply.body?.getReader().read();
    client.abort();
    const [row] = await proxy.rows(1);
    expect(row).toMatchObject({ outcome: 'aborted' });
    await expect.poll(() => [upstream.abortedCount(), via.openCount()]).toEqual([1, 0]);
  });
});

it('looks the name up itself for socks5, and hands the address on', async () => {
  const upstream = keep(await startUpstream());
  const via = keep(await startSocksProxy());
  const proxy = keep(await routeTo(`http://localhost:${portOf(upstream)}`, { proxy: `socks5://127.0.0.1:${via.port}` }));
  expect((await ask(proxy)).status).toBe(200);
  expect(via.asked[0]).not.toContain('localhost');
});

it('speaks TLS to a proxy with an https address, whose certificate counts', async () => {
  const upstream = keep(await startUpstream());
  const via = keep(await startHttpProxy({ identity: SERVER_IDENTITY }));
  const address = `https://127.0.0.1:${via.port}`;
  const trusting = keep(await routeTo(upstream.url, { proxy: address, ...CA }, {}, READ));
  expect((await ask(trusting)).status).toBe(200);
  const wary = keep(await routeTo(upstream.url, { proxy: address }));
  expect((await ask(wary)).text).toContain(`The proxy 127.0.0.1:${via.port} has a certificate or TLS problem`);
});

it('says that nothing listens at the proxy, and goes on to a target that needs none', async () => {
  const gone = await startHttpProxy();
  await gone.close();
  const upstream = keep(await startUpstream());
  const [acme, other] = ['acme', 'other'].map((id) => ({
    ...withProvider(upstream.url, { id }).providers?.[0],
    id,
    ...(id === 'acme' && { proxy: `http://127.0.0.1:${gone.port}` }),
  }));
  const proxy = keep(
    await routeTo(
      upstream.url,
      {},
      { providers: [acme, other] as never, routes: { default: { targets: ['acme/m', 'other/m'] } } },
    ),
  );
  expect(await ask(proxy)).toMatchObject({ status: 200 });
  const [row] = await proxy.rows(1);
  expect(row?.attempts).toMatchObject([
    { outcome: 'failed', error: `The proxy 127.0.0.1:${gone.port} is not reachable: nothing listens there.` },
    { outcome: 'ok' },
  ]);
});

it.each([
  [403, 'did not let the call through to'],
  [503, 'could not reach'],
])('tells a refusal of the proxy (%d) as the proxy’s', async (refuse, words) => {
  const upstream = keep(await startUpstream());
  const via = keep(await startHttpProxy({ refuse }));
  const proxy = keep(await routeTo(upstream.url, { proxy: `http://127.0.0.1:${via.port}` }));
  expect((await ask(proxy)).text).toContain(
    `The proxy 127.0.0.1:${via.port} ${words} 127.0.0.1:${portOf(upstream)} (${refuse}).`,
  );
});

it('says that what answers is no proxy', async () => {
  const upstream = keep(await startUpstream());
  const other = keep(await listenForTest(createServer((socket) => socket.resume().write('SSH-2.0-other\r\n'))));
  const http = keep(await routeTo(upstream.url, { proxy: `http://127.0.0.1:${other.port}` }));
  expect((await ask(http)).text).toContain(`The proxy 127.0.0.1:${other.port} does not answer as an HTTP proxy does.`);
  const socks = keep(await routeTo(upstream.url, { proxy: `socks5://127.0.0.1:${other.port}` }));
  expect((await ask(socks)).text).toContain(`The proxy 127.0.0.1:${other.port} does not answer as a SOCKS5 proxy does.`);
});

it('gives up a proxy that never answers when the time for a connection is over', async () => {
  const upstream = keep(await startUpstream());
  const silent = keep(await listenForTest(createServer((socket) => socket.resume())));
  const own = { proxy: `http://127.0.0.1:${silent.port}`, limits: { connectMs: 150 } };
  const proxy = keep(await routeTo(upstream.url, own));
  expect(await ask(proxy)).toMatchObject({
    status: 504,
    text: expect.stringContaining(`The proxy 127.0.0.1:${silent.port} did not answer in time.`),
  });
});

describe('which proxy', () => {
  it('is the environment’s for public names, and none for this machine', async () => {
    const upstream = keep(await startUpstream());
    const via = keep(await startHttpProxy());
    const network = { variables: { HTTP_PROXY: `127.0.0.1:${via.port}` } };
    const out = keep(await routeTo(`http://upstream.test:${portOf(upstream)}`, {}, {}, network));
    expect((await ask(out)).status).toBe(200);
    const near = keep(await routeTo(upstream.url, {}, {}, network));
    expect((await ask(near)).status).toBe(200);
    expect(via.asked).toEqual([`upstream.test:${portOf(upstream)}`]);
  });

  it('is none for a provider that wants none, though there is one for all', async () => {
    const upstream = keep(await startUpstream());
    const via = keep(await startHttpProxy());
    const config = { network: { proxy: `http://127.0.0.1:${via.port}` } };
    const proxy = keep(await routeTo(`http://upstream.test:${portOf(upstream)}`, {}, config));
    expect((await ask(proxy)).status).toBe(200);
    await proxy.apply(withProvider(upstream.url, { proxy: 'none' }, config));
    expect((await ask(proxy)).status).toBe(200);
    expect(via.asked).toHaveLength(1);
  });

  it('changes with the settings: what runs ends where it began, and then its connections are closed', async () => {
    const upstream = keep(await startUpstream({ blocks: [{ type: 'text', text: 'some words, slowly' }], recordDelayMs: 20 }));
    const [first, second] = [keep(await startHttpProxy()), keep(await startHttpProxy())];
    const proxy = keep(await routeTo(upstream.url, { proxy: `http://127.0.0.1:${first.port}` }));
    const running = await proxy.send(messagesRequest());
    await proxy.apply(withProvider(upstream.url, { proxy: `http://127.0.0.1:${second.port}` }));
    expect((await ask(proxy)).status).toBe(200);
    expect(await running.text()).toContain('message_stop');
    expect([first.asked.length, second.asked.length]).toEqual([1, 1]);
    await expect.poll(() => [first.openCount(), second.openCount()]).toEqual([0, 1]);
  });

  it('cannot be said where a variable holds no address: nothing is sent past it', async () => {
    const upstream = keep(await startUpstream());
    const url = `http://upstream.test:${portOf(upstream)}`;
    const proxy = keep(await routeTo(url, {}, {}, { variables: { http_proxy: 'ftp://secret@host' } }));
    const { text } = await ask(proxy);
    expect(text).toContain('The variable http_proxy holds no address of a proxy.');
    expect(text).not.toContain('secret');
  });
});
