import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ConfigFile } from '../../shared/config/config-schema';
import type { LogLine } from '../../shared/model/log-page';
import { createHost } from '../create-host';
import type { Host } from '../host-api';

const THREADS = resolve('out/main');
const TOKEN = 'sy-a-token-for-this-test-4f2a';
const KEY = 'sk-this-must-never-be-seen-1234';
const FOREIGN_TOKEN = 'sy-a-wrong-token-of-somebody';

let dataFolder: string;
let host: Host;
let told: LogLine[];
let wake: () => void;
let upstream: Server;
const workers: Worker[] = [];
const collectWorker = (worker: Worker) => workers.push(worker);

beforeAll(() => {
  if (!existsSync(join(THREADS, 'ledger-thread.js')))
    throw new Error('The thread scripts are not built: run npm run build first.');
});

beforeEach(async () => {
  // No keychain is asked here: a real one would be the developer's own.
  process.env.DBUS_SESSION_BUS_ADDRESS = 'unix:path=/nonexistent';
  dataFolder = mkdtempSync(join(tmpdir(), 'switchyard-host-logs-'));
  told = [];
  wake = () => {};
  process.on('worker', collectWorker);
  // It says the key that it was asked with, in every place that an answer has.
  upstream = createServer((request, response) => {
    const key = String(request.headers['x-api-key'] ?? request.headers.authorization);
    request.resume().on('end', () => {
      response.writeHead(401, { 'content-type': 'application/json', 'request-id': key });
      response.end(JSON.stringify({ type: 'error', error: { type: 'authentication_error', message: `No such key: ${key}` } }));
    });
  });
  await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done));
});

afterEach(async () => {
  await host.stop();
  process.off('worker', collectWorker);
  workers.length = 0;
  upstream.closeAllConnections();
  upstream.close();
  rmSync(dataFolder, { recursive: true });
});

async function start(file: Partial<ConfigFile> = {}): Promise<void> {
  const { port } = upstream.address() as AddressInfo;
  const provider = {
    id: 'up',
    preset: 'custom',
    dialect: 'anthropic-messages',
    baseUrl: `http://127.0.0.1:${port}`,
    keys: [{ source: 'env', name: 'UP_KEY' }],
    models: ['m'],
  };
  const routes = { default: { targets: ['up/m'] } };
  const config = { version: 1, listen: { port: await findPort() }, providers: [provider], routes, ...file };
  writeFileSync(join(dataFolder, 'config.json'), JSON.stringify(config));
  const environment = { SWITCHYARD_TOKEN: TOKEN, UP_KEY: KEY, A_WORD: 'hunter2' };
  host = createHost({ dataFolder, threadFolder: THREADS, proxyThread: 'worker', version: '0.0.0', environment });
  host.on('logLines', ({ lines }) => {
    told.push(...lines);
    wake();
  });
  await host.start();
}

async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function untilTold(count: number): Promise<string[]> {
  while (told.length < count) await new Promise<void>((done) => (wake = done));
  return told.map(({ text }) => text);
}

async function ask(token: string): Promise<number> {
  const response = await fetch(`${host.state().proxy.address}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ model: 'claude-opus-5-5', max_tokens: 100, messages: [{ role: 'user', content: 'Hello' }] }),
  });
  await response.text();
  return response.status;
}

it('no key and no token is in a log, whatever an upstream or a client says, at the level that tells most', async () => {
  await start({ logging: { level: 'debug' } });
  await host.watchLog('server');
  expect(await ask(FOREIGN_TOKEN)).toBe(401);
  for (let number = 0; number < 2; number += 1) expect(await ask(TOKEN)).toBeGreaterThanOrEqual(400);
  await untilTold(2);
  await host.stop();
  const folder = join(dataFolder, 'logs');
  const text = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('');
  expect(text).toContain('provider=up');
  expect(text).toContain('"error":');
  for (const secret of [KEY, TOKEN, FOREIGN_TOKEN]) expect(text).not.toContain(secret);
});

it('the lines of a watched log come as they are written, also from a ledger thread that was started anew', async () => {
  await start();
  await host.watchLog('server');
  await ask(TOKEN);
  await untilTold(1);
  // The ledger's is started first.
  await workers[0]?.terminate();
  while ((await host.readLog({ name: 'server', before: null, limit: 1 }).catch(() => null)) === null) {
    await new Promise((done) => setTimeout(done, 20));
  }
  await ask(TOKEN);
  const lines = await untilTold(2);
  const { lines: read } = await host.readLog({ name: 'server', before: null, limit: 10 });
  expect(read.map(({ text }) => text)).toEqual(lines);
  await host.watchLog('app');
  await ask(TOKEN);
  expect((await untilTold(3))[2]).toContain('"msg":"routed"');
});

it('settings of logging are saved as the file has them: a variable in a pattern is named, and never shown', async () => {
  await start({ logging: { level: 'warn', redact: ['$A_WORD'] } });
  const before = host.state().logging;
  expect(before).toMatchObject({ level: 'warn', bodies: 'errors', redact: ['$A_WORD'] });
  await host.saveLogging({ ...before, bodies: 'none', redact: ['acme-\\d+$', ...before.redact] });
  expect(host.state().logging).toMatchObject({ level: 'warn', bodies: 'none', redact: ['acme-\\d+$', '$A_WORD'] });
  expect(readFileSync(join(dataFolder, 'config.json'), 'utf8')).not.toContain('hunter2');
  await expect(host.saveLogging({ ...before, redact: ['('] })).rejects.toMatchObject({ code: 'config-invalid' });
});
