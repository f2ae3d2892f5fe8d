import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLedger } from '../../ledger';
import { readShippedTables } from '../../pricing';
import type { ConfigFile } from '../../shared/config/config-schema';
import type { Notice } from '../../shared/ipc/contract';
import type { Exchange } from '../../shared/model/exchange';
import { UNKNOWN_COST } from '../../shared/model/money';
import { UNKNOWN_USAGE } from '../../shared/model/usage';
import { handmadeTables } from '../../shared/testing/handmade-tables';
import { sampleExchange } from '../../shared/testing/sample-exchange';
import { createHost } from '../create-host';
import type { Host } from '../host-api';

const THREADS = resolve('out/main');
const TOKEN = 'sy-a-token-for-this-test-4f2a';
const SONNET = 'anthropic/claude-sonnet-4-5';
const EVER = { from: null, to: null };

const shipped = readShippedTables();
const PROVIDERS = { genai: Object.keys(shipped.genai.providers), modelsDev: Object.keys(shipped.modelsDev.providers) };

let dataFolder: string;
let host: Host;
let notices: Notice[];
let rows: Exchange[];
let wake: () => void;
let server: Server;
let tables: ReturnType<typeof handmadeTables>;
/** Addresses of tables that were asked for. */
let asked: string[];
const workers: Worker[] = [];
const collectWorker = (worker: Worker) => workers.push(worker);

beforeAll(() => {
  if (!existsSync(join(THREADS, 'price-thread.js')))
    throw new Error('The thread scripts are not built: run npm run build first.');
});

beforeEach(async () => {
  // No keychain is asked here: a real one would be the developer's own.
  process.env.DBUS_SESSION_BUS_ADDRESS = 'unix:path=/nonexistent';
  dataFolder = mkdtempSync(join(tmpdir(), 'switchyard-host-prices-'));
  wake = () => {};
  asked = [];
  workers.length = 0;
  process.on('worker', collectWorker);
  tables = handmadeTables(PROVIDERS, { [SONNET]: { input_mtok: 2, output_mtok: 11 } });
  server = createServer((request, response) => {
    request.resume();
    if (request.url === '/genai' || request.url === '/models') {
      asked.push(request.url);
      return response.end(request.url === '/genai' ? tables.genaiPrices : tables.modelsDev);
    }
    response.setHeader('content-type', 'application/json').end(
      JSON.stringify({
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'm',
        content: [{ type: 'text', text: 'Hello.' }],
        stop_reason: 'end_turn',
        stop_sequence: null,
        usage: { input_tokens: 1_000, output_tokens: 100 },
      }),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});

afterEach(async () => {
  process.off('worker', collectWorker);
  await host.stop();
  server.closeAllConnections();
  server.close();
  rmSync(dataFolder, { recursive: true });
});

const baseUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function startHost(more: Partial<ConfigFile> = {}): Promise<void> {
  const file: ConfigFile = {
    version: 1,
    listen: { port: await findPort() },
    providers: [
      { id: 'anthropic', preset: 'anthropic', baseUrl: baseUrl(), keys: [{ source: 'none' }], models: ['claude-sonnet-4-5'] },
      {
        id: 'house',
        preset: 'custom',
        dialect: 'anthropic-messages',
        baseUrl: baseUrl(),
        keys: [{ source: 'none' }],
        models: ['m'],
      },
    ],
    routes: { default: { targets: [SONNET] } },
    ...more,
  };
  if (!existsSync(join(dataFolder, 'config.json'))) writeFileSync(join(dataFolder, 'config.json'), JSON.stringify(file));
  notices = [];
  rows = [];
  host = createHost({
    dataFolder,
    threadFolder: THREADS,
    proxyThread: 'worker',
    version: '0.0.0',
    environment: { SWITCHYARD_TOKEN: TOKEN },
    watchMachine: () => ({ close: () => undefined }),
    priceSources: { 'genai-prices': `${baseUrl()}/genai`, 'models.dev': `${baseUrl()}/models` },
  });
  host.on('noticed', (notice) => told(notices, notice));
  host.on('exchanges', (exchanges) => told(rows, ...exchanges));
  await host.start();
}

async function findPort(): Promise<number> {
  const other = createServer();
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const { port } = other.address() as AddressInfo;
  other.close();
  await once(other, 'close');
  return port;
}

function told<T>(list: T[], ...items: T[]): void {
  list.push(...items);
  wake();
}

async function until(fits: () => boolean): Promise<void> {
  while (!fits()) await new Promise<void>((done) => (wake = done));
}

/** The row of one request to a model, once it has ended. */
async function ask(model: string): Promise<Exchange> {
  const before = rows.length;
  await fetch(`${host.state().proxy.address}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ model, max_tokens: 100, messages: [{ role: 'user', content: 'Hello' }] }),
  }).then((response) => response.text());
  const ended = () => rows.slice(before).find(({ outcome }) => outcome === 'ok');
  await until(() => ended() !== undefined);
  return ended()!;
}

const priceOf = async (target: string) => (await host.prices.list()).targets.find((price) => price.target === target);

describe('newer tables', () => {
  it('are fetched only when asked for, change nothing until they are applied, and then hold for the proxy and after a restart', async () => {
    await startHost();
    expect((await ask(SONNET)).cost.total).toBe(4_500_000);
    expect(asked).toEqual([]);

    const { fetchedAt, changes, tables: compared } = await host.prices.refresh();
    expect(asked.sort()).toEqual(['/genai', '/models']);
    expect(changes).toEqual([
      { target: SONNET, before: expect.objectContaining({ input: 3 }), after: expect.objectContaining({ input: 2, output: 11 }) },
    ]);
    expect(compared[0]).toMatchObject({ name: 'genai-prices', from: shipped.genai.date, changed: 1 });
    expect((await priceOf(SONNET))?.card?.input).toBe(3);
    expect((await ask(SONNET)).cost.total).toBe(4_500_000);

    await host.prices.applyRefresh(fetchedAt);
    expect((await ask(SONNET)).cost).toMatchObject({ total: 3_100_000, source: 'genai-prices' });
    await host.stop();
    await startHost();
    expect(await host.prices.list()).toMatchObject({ fetchedAt, tables: [{ origin: 'fetched' }, { origin: 'fetched' }] });
    expect((await ask(SONNET)).cost.total).toBe(3_100_000);

    await host.prices.useShipped();
    expect((await ask(SONNET)).cost.total).toBe(4_500_000);
    expect(existsSync(join(dataFolder, 'prices.json'))).toBe(false);
    expect(asked).toHaveLength(2);
  });

  it('cannot be applied when others were fetched since', async () => {
    await startHost();
    const { fetchedAt } = await host.prices.refresh();
    await expect(host.prices.applyRefresh(fetchedAt - 1)).rejects.toMatchObject({ code: 'prices-failed' });
  });

  it('that are damaged in their file are put aside with a notice, and the shipped ones are used', async () => {
    writeFileSync(join(dataFolder, 'prices.json'), '{"fetchedAt":1,"genai":');
    await startHost();
    expect(notices).toEqual([
      expect.objectContaining({
        level: 'warn',
        message: expect.stringContaining('it is no JSON'),
        hint: expect.stringContaining('came with'),
      }),
    ]);
    expect((await ask(SONNET)).cost.total).toBe(4_500_000);
    expect(readFileSync(join(dataFolder, 'prices.json.damaged'), 'utf8')).toContain('"fetchedAt":1');
  });

  it('come by themselves once that is wanted, and one notice says what costs something else', async () => {
    await startHost();
    await host.prices.setRefresh('weekly');
    await until(() => notices.length > 0);
    expect(notices).toEqual([
      expect.objectContaining({ message: `Newer prices are in use: ${SONNET} costs something else from now on.` }),
    ]);
    expect((await ask(SONNET)).cost.total).toBe(3_100_000);
    expect(asked).toHaveLength(2);
  });

  it('that could not be fetched by themselves change nothing, and the list says why', async () => {
    tables.modelsDev = 'Log in first.';
    await startHost({ prices: { refresh: 'weekly' } });
    await expect.poll(async () => (await host.prices.list()).failure).toContain('is no JSON');
    expect(notices).toEqual([]);
    expect((await priceOf(SONNET))?.card?.input).toBe(3);
  });
});

describe('prices of the user’s own', () => {
  it('hold from then on, and the list says what is unpriced', async () => {
    await startHost();
    expect((await ask('house/m')).cost.total).toBeNull();
    expect(await priceOf('house/m')).toMatchObject({ card: null, listed: null, reported: false, requests: 1, unpriced: 1 });

    await host.prices.setOwn({ target: 'house/*', input: 1, output: 10 }, null);
    expect((await ask('house/m')).cost).toMatchObject({ total: 2_000_000, source: 'your own' });
    expect(await priceOf('house/m')).toMatchObject({
      card: { input: 1 },
      listed: null,
      own: [{ target: 'house/*' }],
      requests: 2,
    });

    await host.prices.deleteOwn({ target: 'house/*', from: null });
    expect((await ask('house/m')).cost.total).toBeNull();
  });

  it('are refused where the config would not take them, and nothing is written', async () => {
    await startHost();
    await host.prices.setOwn({ target: 'house/m', input: 1, output: 1 }, null);
    await expect(host.prices.setOwn({ target: 'house/m', input: 2, output: 2 }, null)).rejects.toMatchObject({
      code: 'config-invalid',
    });
    expect((await priceOf('house/m'))?.card?.input).toBe(1);
  });
});

describe('costs that are computed again', () => {
  const OWN = { prices: { own: [{ target: 'house/m', input: 1, output: 10 }] } };

  /** A ledger of unpriced answers, each of 1,000 tokens in and 100 out. */
  function fill(count: number): void {
    const ledger = openLedger(join(dataFolder, 'ledger.db'));
    const usage = { ...UNKNOWN_USAGE, input: 1_000, output: 100, estimated: false };
    for (let index = 0; index < count; index += 1)
      ledger.record({
        kind: 'finished',
        exchange: sampleExchange({
          id: `req_${index}`,
          startedAt: Date.now() - index,
          providerId: 'house',
          model: 'm',
          usage,
          attempts: [
            {
              number: 1,
              providerId: 'house',
              model: 'm',
              keyId: null,
              lane: 'passthrough',
              outcome: 'ok',
              status: 200,
              startedAfterMs: 0,
              endedAfterMs: 5,
              error: null,
              usage,
              cost: UNKNOWN_COST,
            },
          ],
        }),
      });
    ledger.close();
  }

  async function readCosts(): Promise<(number | null)[]> {
    return (await host.listExchanges({ before: null, limit: 10_000 })).map(({ cost, attempts }) => {
      // Whatever happened, an exchange and its attempt never tell different things.
      expect(attempts[0]?.cost?.total ?? null).toBe(cost.total);
      return cost.total;
    });
  }

  it('are written for the whole span, told of, and in today’s sums', async () => {
    fill(450);
    await startHost(OWN);
    const spans: unknown[] = [];
    host.on('costsChanged', (span) => spans.push(span));
    expect(await host.prices.recalculate(EVER, { apply: false })).toMatchObject({
      requests: 450,
      changed: 450,
      unpricedAfter: 0,
    });
    expect(new Set(await readCosts())).toEqual(new Set([null]));
    expect(spans).toEqual([]);
    await host.prices.recalculate(EVER, { apply: true });
    expect(new Set(await readCosts())).toEqual(new Set([2_000_000]));
    expect(spans).toEqual([EVER]);
    expect((await host.spendToday()).real.total).toBeGreaterThan(0);
    const span = { from: Date.now() - 3_600_000, to: Date.now() + 3_600_000 };
    const { total } = await host.queryFigures({ ...span, playMoney: false, groupBy: null, bucket: null, limit: 1 });
    expect(total).toMatchObject({ requests: 450, unpriced: 0, cost: { total: 450 * 2_000_000 } });
  });

  it('leave whole pages when the ledger’s thread dies in the middle, and are finished the next time', async () => {
    fill(3_000);
    await startHost(OWN);
    const [ledgerThread] = workers;
    const started = new Promise<void>((done) => host.on('recalculating', () => done()));
    const running = host.prices.recalculate(EVER, { apply: true });
    const outcome = running.catch((error: unknown) => error);
    await started;
    await ledgerThread?.terminate();
    expect(await outcome).toMatchObject({ code: 'recalculation-failed', message: expect.stringContaining('The ledger stopped') });
    await until(() => notices.some(({ message }) => message.includes('The ledger stopped')));
    await expect.poll(() => readCosts().catch(() => [])).toHaveLength(3_000);
    const costs = await readCosts();
    expect(costs.filter((cost) => cost !== null).length).toBeLessThan(3_000);
    await host.prices.recalculate(EVER, { apply: true });
    expect(new Set(await readCosts())).toEqual(new Set([2_000_000]));
  });

  it('can be stopped, and nobody begins a second time meanwhile', async () => {
    fill(3_000);
    await startHost(OWN);
    const started = new Promise<void>((done) => host.on('recalculating', () => done()));
    const outcome = host.prices.recalculate(EVER, { apply: true }).catch((error: unknown) => error);
    await started;
    await expect(host.prices.recalculate(EVER, { apply: false })).rejects.toMatchObject({ code: 'recalculation-failed' });
    host.prices.stopRecalculation();
    expect(await outcome).toMatchObject({ message: expect.stringContaining('stopped in the middle') });
    const costs = await readCosts();
    expect(costs.filter((cost) => cost === null).length).toBeGreaterThan(0);
  });
});
