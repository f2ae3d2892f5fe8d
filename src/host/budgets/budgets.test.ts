import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ConfigFile } from '../../shared/config/config-schema';
import type { BudgetSummary } from '../../shared/ipc/budget-calls';
import type { Notice } from '../../shared/ipc/contract';
import { createHost } from '../create-host';
import type { Host } from '../host-api';

const THREADS = resolve('out/main');
const TOKEN = 'sy-a-token-for-this-test-4f2a';
const DOLLAR = 1_000_000_000;

let dataFolder: string;
let host: Host;
let upstream: Server;
/** Requests that reached the upstream. */
let reached: number;
let port: number;
let notices: Notice[];
let told: BudgetSummary[][];
let wake: () => void;
const workers: Worker[] = [];
const collectWorker = (worker: Worker) => workers.push(worker);

beforeAll(() => {
  if (!existsSync(join(THREADS, 'ledger-thread.js')))
    throw new Error('The thread scripts are not built: run npm run build first.');
});

beforeEach(async () => {
  // No keychain is asked here: a real one would be the developer's own.
  process.env.DBUS_SESSION_BUS_ADDRESS = 'unix:path=/nonexistent';
  dataFolder = mkdtempSync(join(tmpdir(), 'switchyard-budgets-'));
  upstream = await startUpstream();
  port = await findPort();
  process.on('worker', collectWorker);
});

async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return free;
}

afterEach(async () => {
  process.off('worker', collectWorker);
  workers.length = 0;
  await host.stop();
  upstream.closeAllConnections();
  upstream.close();
  rmSync(dataFolder, { recursive: true });
});

/** Each of its answers has a hundred tokens. */
async function startUpstream(): Promise<Server> {
  reached = 0;
  const message = { role: 'assistant', content: 'Done.' };
  const usage = { prompt_tokens: 10, completion_tokens: 100, total_tokens: 110 };
  const answer = { id: 'c', object: 'chat.completion', created: 1, model: 'm', usage };
  const server = createHttpServer((request, response) => {
    request.resume();
    request.on('end', () => {
      reached += 1;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ...answer, choices: [{ index: 0, message, finish_reason: 'stop' }] }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

/** Only answers cost: a cent a token, so that each of the upstream's costs a dollar. */
function write(budgets: ConfigFile['budgets']): void {
  const config: Partial<ConfigFile> = {
    version: 1,
    listen: { port },
    providers: [
      {
        id: 'up',
        preset: 'custom',
        dialect: 'openai-chat',
        baseUrl: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`,
        keys: [{ source: 'none' }],
        models: ['m'],
      },
    ],
    routes: { default: { targets: 'up/m' } },
    prices: { own: [{ target: 'up/*', input: 0, output: 10_000 }] },
    budgets,
  };
  writeFileSync(join(dataFolder, 'config.json'), JSON.stringify(config));
}

async function start(): Promise<void> {
  notices = [];
  told = [];
  wake = () => {};
  host = createHost({
    ...{ dataFolder, threadFolder: THREADS, proxyThread: 'worker', version: '0.0.0' },
    environment: { SWITCHYARD_TOKEN: TOKEN },
  });
  host.on('noticed', (notice) => {
    notices.push(notice);
    wake();
  });
  host.on('changed', () => wake());
  host.on('budgets', (budgets) => {
    told.push(budgets);
    wake();
  });
  await host.start();
}

async function until(fits: () => boolean): Promise<void> {
  while (!fits()) await new Promise<void>((done) => (wake = done));
}

async function send(): Promise<number> {
  const response = await fetch(`${host.state().proxy.address}/v1/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'anthropic-version': '2023-06-01' },
    body: JSON.stringify({ model: 'm', max_tokens: 100, messages: [{ role: 'user', content: 'Hello.' }] }),
  });
  await response.text();
  return response.status;
}

const stateOf = (name: string) => host.budgets().find(({ budget }) => budget.name === name)?.state ?? null;
const untilSpent = (dollars: number, name = 'Daily') =>
  until(() => stateOf(name)?.spent === dollars * DOLLAR && stateOf(name)?.complete === true);

it('goes on counting after a restart, and does not tell again what it has told', async () => {
  write([{ name: 'Daily', limit: 3.5, per: 'day' }]);
  await start();
  await untilSpent(0);
  expect([await send(), await send()]).toEqual([200, 200]);
  await untilSpent(2);
  await until(() => notices.length > 0);
  expect(notices.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^The budget Daily has reached 50 %: \$2\.00 of \$3\.50\. It starts anew on \w+ at 00:00\.$/),
  ]);
  await host.stop();

  await start();
  await untilSpent(2);
  expect(await send()).toBe(200);
  expect(await send()).toBe(402);
  await until(() => notices.length === 2);
  expect(notices.map(({ message }) => message)).toEqual([
    expect.stringContaining('has reached 80 %: $3.00 of $3.50'),
    expect.stringContaining('has refused a request: $3.00 of $3.50 spent'),
  ]);
  expect(reached).toBe(3);
}, 40_000);

it('goes on counting after the proxy thread or the ledger thread has died', async () => {
  write([{ name: 'Daily', limit: 100, per: 'day' }]);
  await start();
  for (const dollars of [1, 2, 3]) {
    await untilSpent(dollars - 1);
    expect(await send()).toBe(200);
    await untilSpent(dollars);
    const [ledger, proxy] = workers;
    const dying = dollars === 1 ? proxy : ledger;
    if (dollars === 3) break;
    const before = told.length;
    await dying?.terminate();
    await until(() => told.length > before && host.state().proxy.state === 'on');
  }
  await untilSpent(3);
}, 40_000);

it('takes budgets from the screens, and counts for a new one what is in the ledger', async () => {
  write([]);
  await start();
  expect(await send()).toBe(200);
  const draft = { enabled: true, scope: { provider: 'up' }, limit: 1.5, per: 'week' as const, steps: [] };
  await host.saveBudget({ previousName: null, budget: { ...draft, name: 'Up' } });
  await untilSpent(1, 'Up');
  await host.saveBudget({
    previousName: 'Up',
    budget: { ...draft, name: 'Other', limit: 9, steps: [{ at: 100, then: 'block' }] },
  });
  await untilSpent(1, 'Other');
  expect(host.budgets()).toMatchObject([{ budget: { name: 'Other', limit: 9 }, state: { limit: 9 * DOLLAR } }]);
  await host.saveBudget({ previousName: 'Other', budget: { ...draft, name: 'Other', enabled: false } });
  await until(() => stateOf('Other') === null);
  await host.deleteBudget('Other');
  expect(host.budgets()).toEqual([]);
}, 40_000);
