import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { afterEach, expect, it } from 'vitest';
import { SERVER_IDENTITY, TEST_AUTHORITY } from '../../../shared/testing/test-certificates';
import { fetchText, type TextRequest } from '../../fetch-text';
import { startHttpProxy } from '../../testing/fake-network-proxy';
import { listenForTest, type ListeningServer } from '../../testing/listen-for-test';

const servers: ListeningServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(answer: RequestListener, secure = false): Promise<string> {
  const server = await listenForTest(secure ? createHttpsServer(SERVER_IDENTITY, answer) : createHttpServer(answer));
  servers.push(server);
  return `${secure ? 'https://upstream.test' : 'http://127.0.0.1'}:${server.port}/table`;
}

const ask = (url: string, more: Partial<TextRequest> = {}) =>
  fetchText({
    url,
    name: 'the table',
    network: { network: { proxy: 'none', noProxy: [] }, variables: {}, certificates: {} },
    limitMs: 10_000,
    mostBytes: 1_000_000,
    ...more,
  });

it('brings a whole document', async () => {
  expect(await ask(await serve((_, response) => response.end('Ünïcode')))).toEqual({ ok: true, text: 'Ünïcode' });
});

it('goes through the user’s proxy, and trusts the user’s certificates and no others', async () => {
  const url = await serve((_, response) => response.end('whole'), true);
  const proxy = await startHttpProxy();
  servers.push(proxy);
  const network = { proxy: `http://127.0.0.1:${proxy.port}`, noProxy: [] };
  const certificates = { 'ca.pem': { pem: TEST_AUTHORITY, problem: null } };
  const trusting = { network: { ...network, caFile: 'ca.pem' }, variables: {}, certificates };
  expect(await ask(url, { network: trusting })).toEqual({ ok: true, text: 'whole' });
  expect(proxy.asked).toEqual([new URL(url).host]);
  expect(await ask(url, { network: { network, variables: {}, certificates } })).toMatchObject({
    ok: false,
    sentence: expect.stringContaining('certificate'),
  });
});

it('gives up what is longer than it may be, and says so', async () => {
  const url = await serve((_, response) => response.end('x'.repeat(1_000_001)));
  expect(await ask(url)).toEqual({ ok: false, sentence: `the table answered with more than 1 MB at ${url}.` });
});

it('gives up what does not come in time, also in the middle', async () => {
  const url = await serve((_, response) => void response.writeHead(200).write('half'));
  expect(await ask(url, { limitMs: 50 })).toEqual({ ok: false, sentence: 'the table did not answer in full within 0.05 s.' });
});

it('follows no redirect, and names a server that is not there', async () => {
  const url = await serve((_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end());
  expect(await ask(url)).toEqual({ ok: false, sentence: `the table answered 302 at ${url}.` });
  expect(await ask('http://127.0.0.1:9/')).toEqual({
    ok: false,
    sentence: 'the table is not reachable: nothing listens at 127.0.0.1:9.',
  });
});
