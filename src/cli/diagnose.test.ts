import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';

const SCRIPT = resolve('out/main/cli.js');

let home: string;
let url: string;
const server = createServer((request, response) => {
  const right = request.headers.authorization === 'Bearer sk-right-secret';
  response.writeHead(right ? 200 : 401).end(right ? '{"data":[{"id":"m"}]}' : '{"error":{"message":"No such key."}}');
});

beforeAll(async () => {
  if (!existsSync(SCRIPT)) throw new Error(`${SCRIPT} is not built: run npm run build first.`);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return () => server.close();
});

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'switchyard-diagnose-'));
  const providers = [
    { id: 'up', dialect: 'openai-chat', baseUrl: url, keys: { source: 'env', name: 'UP_KEY' }, models: ['m'] },
    { id: 'nowhere', dialect: 'openai-chat', baseUrl: 'http://no-such-name.invalid/v1', keys: { source: 'none' } },
  ];
  writeFileSync(join(home, 'config.json'), JSON.stringify({ version: 1, providers }));
});
afterEach(() => rmSync(home, { recursive: true }));

async function run(words: string[], variables: Record<string, string> = {}) {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    SWITCHYARD_HOME: home,
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
    ...variables,
  };
  const child = spawn(process.execPath, [SCRIPT, 'diagnose', ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (data) => (text[name] += String(data)));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...text };
}

it('prints the steps to a provider that can be used, and ends with 0', async () => {
  const { code, stdout, stderr } = await run(['up'], { UP_KEY: 'sk-right-secret' });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^ok {2}Models .*1 model is listed\.$/m);
  expect(stdout).toContain('up can be used.');
  expect(stdout).not.toContain('secret');
});

it('names the step that failed and what to do, and ends with 1', async () => {
  const refused = await run(['up'], { UP_KEY: 'sk-wrong-secret' });
  expect(refused.code).toBe(1);
  expect(refused.stdout).toMatch(/^failed +Key +up refused the key \(401\).*No such key\.$/m);
  expect(refused.stdout).not.toContain('secret');
  const lost = await run(['nowhere']);
  expect(lost.code).toBe(1);
  expect(lost.stdout).toMatch(
    /^failed +Name +\d+ ms {2}nowhere has no address: the name no-such-name\.invalid was not found\.$/m,
  );
});

it('goes through the proxy of the environment, or of .env beside the config', async () => {
  const stated = await run(['nowhere'], { http_proxy: 'http://ann:secret@127.0.0.1:1' });
  expect(stated.stdout).toMatch(/^failed +Proxy +\d+ ms {2}The proxy 127\.0\.0\.1:1 is not reachable: nothing listens there\.$/m);
  expect(stated.stdout).not.toContain('secret');
  writeFileSync(join(home, '.env'), 'ALL_PROXY=socks5h://127.0.0.1:1\n');
  expect((await run(['nowhere'])).stdout).toMatch(/^failed +Proxy /m);
});

it('says which providers there are when it is asked for another', async () => {
  const { code, stdout, stderr } = await run(['else']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toBe('switchyard: There is no provider else in the config. There are: up, nowhere.\n');
});

it('says that a key is missing, and what is wrong with it', async () => {
  const { code, stdout, stderr } = await run(['up']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^failed +Key +up needs a key, and none is set\.$/m);
  expect(stderr).toBe('switchyard: The environment variable UP_KEY is not set.\n');
});
