import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConfigFile } from '../shared/config/config-schema';
import type { Notice, ProviderInput } from '../shared/ipc/contract';
import type { Exchange } from '../shared/model/exchange';
import { createHost } from './create-host';
import type { Host, HostState } from './host-api';
import type { MachineState } from './machine/machine-state';

const THREADS = resolve('out/main');
const TOKEN = 'sy-a-token-for-this-test-4f2a';
const SECRET = 'sk-this-must-never-be-seen-1234';

let dataFolder: string;
let host: Host;
let states: HostState[];
let rows: Exchange[];
let notices: Notice[];
let wake: () => void;
/** Requests that reached the upstream. */
let reached: number;
let release: () => void;
/** Says how the machine stands; null while no rule asks. */
let machineSays: ((state: MachineState) => void) | null;
const workers: Worker[] = [];
const servers: Server[] = [];

beforeAll(() => {
  if (!existsSync(join(THREADS, 'ledger-thread.js')))
    throw new Error('The thread scripts are not built: run npm run build first.');
});

beforeEach(() => {
  // No keychain is asked here: a real one would be the developer's own.
  process.env.DBUS_SESSION_BUS_ADDRESS = 'unix:path=/nonexistent';
  dataFolder = mkdtempSync(join(tmpdir(), 'switchyard-host-'));
  wake = () => {};
  reached = 0;
  machineSays = null;
  workers.length = 0;
  process.on('worker', collectWorker);
});

afterEach(async () => {
  process.off('worker', collectWorker);
  await host.stop();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(dataFolder, { recursive: true });
});

function collectWorker(worker: Worker): void {
  workers.push(worker);
}

async function startHost(file: Partial<ConfigFile> | string, place: 'worker' | 'inline' = 'worker'): Promise<void> {
  const text = typeof file === 'string' ? file : JSON.stringify({ version: 1, ...file });
  writeFileSync(join(dataFolder, 'config.json'), text);
  states = [];
  rows = [];
  notices = [];
  host = createHost({
    dataFolder,
    threadFolder: THREADS,
    proxyThread: place,
    version: '0.0.0',
    environment: { SWITCHYARD_TOKEN: TOKEN, A_KEY: SECRET },
    watchMachine: (onChanged) => {
      machineSays = onChanged;
      return { close: () => (machineSays = null) };
    },
  });
  host.on('changed', (state) => told(states, state));
  host.on('exchanges', (exchanges) => told(rows, ...exchanges));
  host.on('noticed', (notice) => told(notices, notice));
  await host.start();
}

function told<T>(list: T[], ...items: T[]): void {
  list.push(...items);
  wake();
}

async function until(fits: () => boolean): Promise<void> {
  while (!fits()) await new Promise<void>((done) => (wake = done));
}

/** An Anthropic-style upstream: answers at once, at `release`, or never, or asks to be left alone for a minute. */
async function startUpstream(behaviour: 'answer' | 'wait' | 'hang' | 'limit'): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      reached += 1;
      wake();
      const answer = () => {
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({
            id: 'msg_1',
            type: 'message',
            role: 'assistant',
            model: 'm',
            content: [{ type: 'text', text: 'Hello.' }],
            stop_reason: 'end_turn',
            stop_sequence: null,
            usage: { input_tokens: 7, output_tokens: 3 },
          }),
        );
      };
      if (behaviour === 'answer') answer();
      if (behaviour === 'limit') response.writeHead(429, { 'retry-after': '60' }).end('{}');
      if (behaviour === 'wait') release = answer;
    });
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function findPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

function routedTo(baseUrl: string, port: number): Partial<ConfigFile> {
  return {
    listen: { port },
    providers: [
      { id: 'up', preset: 'custom', dialect: 'anthropic-messages', baseUrl, keys: [{ source: 'none' }], models: ['m'] },
    ],
    routes: { default: { targets: ['up/m'] } },
  };
}

function ask(signal?: AbortSignal): Promise<Response> {
  return fetch(`${host.state().proxy.address}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ model: 'claude-opus-5-5', max_tokens: 100, messages: [{ role: 'user', content: 'Hello' }] }),
    ...(signal && { signal }),
  });
}

const FORM: ProviderInput = {
  id: 'up',
  previousId: null,
  name: null,
  preset: 'custom',
  baseUrl: 'http://127.0.0.1:9/v1',
  dialect: 'openai-chat',
  auth: null,
  keys: [{ kind: 'none' }],
  models: ['m'],
  enabled: true,
};

describe.each(['worker', 'inline'] as const)('a host with its proxy on: %s', (place) => {
  it('routes a request, tells the screens, and has the row in the ledger and the log after a restart', async () => {
    const port = await findPort();
    const config = routedTo(await startUpstream('answer'), port);
    await startHost(config, place);
    expect(host.state()).toMatchObject({
      proxy: { state: 'on', port, address: `http://127.0.0.1:${port}` },
      maskedToken: 'sy-…4f2a',
    });
    expect((await ask()).status).toBe(200);
    await until(() => rows.some((row) => row.outcome === 'ok'));
    expect((await host.spendToday()).real).toMatchObject({ requests: 1, failed: 0 });
    await host.stop();
    await startHost(config, place);
    expect(await host.listExchanges({ before: null, limit: 10 })).toMatchObject([
      { outcome: 'ok', providerId: 'up', route: 'default' },
    ]);
    const log = readdirSync(join(dataFolder, 'logs')).find((name) => name.startsWith('server-')) ?? '';
    expect(readFileSync(join(dataFolder, 'logs', log), 'utf8')).toMatch(
      /route=default provider=up model=m status=200 tokens_in=7 tokens_out=3/,
    );
  });

  it('records a request that is cut by the stop of the host', async () => {
    const config = routedTo(await startUpstream('hang'), await findPort());
    await startHost(config, place);
    const answer = ask().catch(() => undefined);
    await until(() => reached === 1 && rows.length > 0);
    await host.stop();
    await answer;
    await startHost(config, place);
    const [row] = await host.listExchanges({ before: null, limit: 1 });
    expect(row).toMatchObject({ outcome: 'aborted' });
    expect(row?.durationMs).not.toBeNull();
  });

  it('tells the screens what rests, after a restart too, until it is told to forget that', async () => {
    const config = routedTo(await startUpstream('limit'), await findPort());
    await startHost(config, place);
    expect(host.state().breakers).toEqual([]);
    expect((await ask()).status).toBe(429);
    await until(() => states.at(-1)?.breakers.length === 1);
    await host.stop();
    await startHost(config, place);
    const [breaker] = host.state().breakers;
    expect(breaker).toMatchObject({ target: 'up/m', key: null, limited: true });
    await host.forgetBreaker(breaker?.name ?? '');
    await until(() => states.at(-1)?.breakers.length === 0);
    await ask();
    expect(reached).toBe(2);
  });
});

describe('starting, stopping and moving', () => {
  it('closes and opens the port, and keeps it open while paused', async () => {
    await startHost(routedTo(await startUpstream('answer'), await findPort()));
    await host.stopRouting();
    expect(host.state().proxy.state).toBe('stopped');
    await expect(ask()).rejects.toThrow();
    await host.pauseRouting();
    expect(host.state().proxy.state).toBe('paused');
    expect((await ask()).status).toBe(200);
    await host.startRouting();
    expect(host.state().proxy.state).toBe('on');
  });

  it('lets a request end that runs when routing is stopped, also when it is started again meanwhile', async () => {
    await startHost(routedTo(await startUpstream('wait'), await findPort()));
    const answer = ask();
    await until(() => reached === 1);
    await host.stopRouting();
    expect(host.state().proxy.state).toBe('stopped');
    await expect(fetch(`${host.state().proxy.address}/health`)).rejects.toThrow();
    await host.startRouting();
    expect((await fetch(`${host.state().proxy.address}/health`)).status).toBe(200);
    release();
    expect((await answer).status).toBe(200);
  });

  it('names the holder of a taken port, offers a free one, and listens there when asked', async () => {
    const taken = createTcpServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    const { port } = taken.address() as AddressInfo;
    await startHost({ listen: { port } });
    const { proxy } = host.state();
    expect(proxy).toMatchObject({ state: 'fault', fault: { code: 'port-taken' } });
    expect(proxy.fault?.message).toContain(`process ${process.pid}`);
    expect(proxy.freePort).toBeGreaterThan(port);
    await host.usePort(proxy.freePort ?? 0);
    expect(host.state().proxy).toMatchObject({ state: 'on', port: proxy.freePort, fault: null });
    expect(JSON.parse(readFileSync(join(dataFolder, 'config.json'), 'utf8'))).toMatchObject({ listen: { port: proxy.freePort } });
    await new Promise((done) => taken.close(done));
  });

  it('moves to another port at once, and a request that was running ends where it began', async () => {
    const [before, after] = [await findPort(), await findPort()];
    await startHost(routedTo(await startUpstream('wait'), before));
    const answer = ask();
    await until(() => reached === 1);
    await host.usePort(after);
    expect(host.state().proxy).toMatchObject({ state: 'on', port: after });
    await expect(fetch(`http://127.0.0.1:${before}/health`)).rejects.toThrow();
    release();
    expect((await answer).status).toBe(200);
  });

  it('does not open the port any more when it is stopped while it starts', async () => {
    const starting = startHost(routedTo(await startUpstream('answer'), await findPort()));
    await host.stop();
    await starting;
    expect(host.state().proxy.state).toBe('stopped');
    await expect(ask()).rejects.toThrow();
  });

  it('ends its start without a fault when it is stopped in the moment in which it begins to listen', async () => {
    const file = { listen: { port: await findPort() } };
    await startHost(file);
    await host.stop();
    writeFileSync(join(dataFolder, 'config.json'), JSON.stringify({ version: 1, ...file }));
    host = createHost({
      dataFolder,
      threadFolder: THREADS,
      proxyThread: 'worker',
      version: '0.0.0',
      environment: { SWITCHYARD_TOKEN: TOKEN },
    });
    let stopped: Promise<void> | null = null;
    host.on('changed', ({ proxy }) => {
      if (proxy.state === 'on') stopped ??= host.stop();
    });
    await expect(host.start()).resolves.toBeUndefined();
    expect(stopped).not.toBeNull();
    await stopped;
  });

  it('says of an address that this machine does not have that it is the address', async () => {
    await startHost({ listen: { host: '192.0.2.1', port: await findPort() } });
    expect(host.state().proxy).toMatchObject({ state: 'fault', fault: { code: 'address-refused' } });
  });

  it('listens with the defaults when the first config is faulty, and moves when it is mended', async () => {
    const port = await findPort();
    await startHost(`{ "version": 1, "listen": { "port": ${port} }, "lisen": 1 }`);
    expect(host.state().configFault?.message).toContain('lisen');
    writeFileSync(join(dataFolder, 'config.json'), JSON.stringify({ version: 1, listen: { port } }));
    await until(() => states.at(-1)?.proxy.state === 'on' && states.at(-1)?.proxy.port === port);
    expect(host.state().configFault).toBeNull();
  });
});

describe('a thread that dies', () => {
  it('proxy: is back on the same port, its open row is failed, and the user is told', async () => {
    const port = await findPort();
    await startHost(routedTo(await startUpstream('hang'), port));
    const answer = ask().catch((error: unknown) => error);
    await until(() => reached === 1 && rows.length > 0);
    await workers[1]?.terminate();
    await until(() => states.at(-1)?.proxy.state === 'on' && rows.at(-1)?.outcome === 'failed');
    expect(await answer).toBeInstanceOf(Error);
    expect(rows.at(-1)?.error).toContain('The proxy thread stopped');
    expect(notices).toMatchObject([{ level: 'warn', message: expect.stringContaining('started again') }]);
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
  });

  it('proxy: stays down after five deaths and says so; starting by hand brings it back', async () => {
    await startHost(routedTo(await startUpstream('answer'), await findPort()));
    for (let death = 1; death <= 5; death++) {
      await until(() => states.at(-1)?.proxy.state === 'on');
      states.length = 0;
      await workers.at(-1)?.terminate();
      await until(() => states.length > 0);
    }
    expect(host.state().proxy).toMatchObject({ state: 'fault', fault: { code: 'proxy-crashed' } });
    await host.startRouting();
    expect(host.state().proxy.state).toBe('on');
    expect((await ask()).status).toBe(200);
    await until(() => rows.some((row) => row.outcome === 'ok'));
  });

  it('ledger: is started again, and requests before and after it are recorded', async () => {
    await startHost(routedTo(await startUpstream('answer'), await findPort()));
    await ask();
    await until(() => rows.length > 0);
    await workers[0]?.terminate();
    await until(() => notices.length > 0);
    await ask();
    await until(() => new Set(rows.map((row) => row.id)).size === 2);
    expect(await host.listExchanges({ before: null, limit: 10 })).toHaveLength(2);
    expect(host.state().proxy.state).toBe('on');
  });
});

describe('a ledger that does not keep up', () => {
  it('holds up no request: all are answered while it is locked and while it is down, and all are recorded afterwards', async () => {
    await startHost(routedTo(await startUpstream('answer'), await findPort()));
    await ask();
    await until(() => rows.length > 0);
    const lock = spawn(process.execPath, [resolve('src/ledger/testing/hold-lock.mjs'), join(dataFolder, 'ledger.db')]);
    await once(lock.stdout, 'data');
    for (let count = 0; count < 30; count++) expect((await ask()).status).toBe(200);
    lock.stdin.end();
    await once(lock, 'close');
    await workers[0]?.terminate();
    for (let count = 0; count < 30; count++) expect((await ask()).status).toBe(200);
    while ((await host.listExchanges({ before: null, limit: 100 }).catch(() => [])).length < 61) await delay(50);
    const kept = await host.listExchanges({ before: null, limit: 100 });
    expect(kept.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 61 }, () => 'ok'));
  });

  it('is recovered when it is damaged: the user is told where the damaged file lies, and requests are recorded on', async () => {
    const config = routedTo(await startUpstream('answer'), await findPort());
    writeFileSync(join(dataFolder, 'ledger.db'), 'Not a ledger. '.repeat(1_000));
    await startHost(config);
    await ask();
    await until(() => notices.length > 0 && rows.length > 0);
    const aside = readdirSync(dataFolder).find((name) => name.startsWith('ledger-damaged-'));
    expect(notices).toMatchObject([
      {
        level: 'warn',
        message: 'The ledger was damaged, and a new one was made. Nothing of the old one could be read.',
        hint: expect.stringContaining(join(dataFolder, aside ?? 'none')),
      },
    ]);
    expect(await host.listExchanges({ before: null, limit: 10 })).toHaveLength(1);
    const logs = readdirSync(join(dataFolder, 'logs')).filter((name) => name.startsWith('app-'));
    expect(readFileSync(join(dataFolder, 'logs', logs[0] ?? ''), 'utf8')).toContain(
      'The ledger was damaged, and a new one was made.',
    );
  });

  it('lost its file while it ran: that is said once, and not that its thread stopped', async () => {
    await startHost(routedTo(await startUpstream('answer'), await findPort()));
    await ask();
    await until(() => rows.length > 0);
    for (const name of ['ledger.db', 'ledger.db-wal', 'ledger.db-shm']) rmSync(join(dataFolder, name), { force: true });
    await ask();
    while ((await host.listExchanges({ before: null, limit: 10 }).catch(() => [])).length === 0 || notices.length === 0)
      await delay(50);
    expect(notices).toMatchObject([{ level: 'warn', message: expect.stringContaining('deleted or replaced') }]);
  });
});

describe('providers', () => {
  it('adds the simulator with a default route, which then answers in play money', async () => {
    await startHost({ listen: { port: await findPort() } });
    const summary = await host.addSimulator();
    expect(summary).toMatchObject({ id: 'simulator', preset: 'simulator', usedBy: ['default'], keys: [{ source: 'none' }] });
    expect(summary.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+/);
    expect((await ask()).status).toBe(200);
    await until(() => rows.some((row) => row.outcome === 'ok'));
    const { real, play } = await host.spendToday();
    expect([real.requests, play.requests]).toEqual([0, 1]);
    expect(await host.addSimulator()).toMatchObject({ id: 'simulator' });
    expect(host.state().providers).toHaveLength(1);
  });

  it('saves nothing and offers an environment variable when the keychain can’t take the key', async () => {
    await startHost({ listen: { port: await findPort() } });
    const before = readFileSync(join(dataFolder, 'config.json'), 'utf8');
    await expect(host.saveProvider({ ...FORM, keys: [{ kind: 'set', name: null, secret: SECRET }] })).rejects.toMatchObject({
      code: 'keychain-unavailable',
      hint: expect.stringContaining('environment variable'),
    });
    expect(readFileSync(join(dataFolder, 'config.json'), 'utf8')).toBe(before);
    expect(host.state().keychainProblem).not.toBeNull();
    expect(JSON.stringify(states)).not.toContain(SECRET);
  });

  it('takes a key from the environment and shows no more than its end', async () => {
    await startHost({ listen: { port: await findPort() } });
    const summary = await host.saveProvider({ ...FORM, keys: [{ kind: 'env', variable: 'A_KEY' }] });
    expect(summary.keys).toEqual([
      { id: 'env:A_KEY', label: 'env A_KEY', source: 'env', name: 'A_KEY', present: true, lastFour: '1234', problem: null },
    ]);
    const missing = await host.saveProvider({ ...FORM, previousId: 'up', keys: [{ kind: 'env', variable: 'NO_KEY' }] });
    expect(missing.keys).toMatchObject([{ present: false, problem: 'The environment variable NO_KEY is not set.' }]);
    expect(JSON.stringify(states)).not.toContain(SECRET);
  });

  it.each(['worker', 'inline'] as const)(
    'rules know how the machine stands and what a prompt says, also after the proxy has died: %s',
    async (place) => {
      const config = routedTo(await startUpstream('answer'), await findPort());
      const rules = [
        { when: { offline: true }, then: { block: 'There is no network.' } },
        { when: { text: '^hello$' }, then: { block: 'No greetings.' } },
      ];
      await startHost({ ...config, rules }, place);
      const refusal = async () => JSON.stringify(await (await ask()).json());
      expect(await refusal()).toContain('No greetings.');
      machineSays?.({ onBattery: null, offline: true });
      while (!(await refusal()).includes('There is no network.'));
      if (place === 'worker') {
        await workers[1]?.terminate();
        while (!(await refusal().catch(() => '')).includes('There is no network.'));
      }
      writeFileSync(join(dataFolder, 'config.json'), JSON.stringify({ version: 1, ...config }));
      while ((await ask()).status !== 200);
      expect(machineSays).toBeNull();
    },
  );

  it('refuses to delete a provider that a route uses, and names the route', async () => {
    await startHost(routedTo('http://127.0.0.1:9', await findPort()));
    await expect(host.deleteProvider('up')).rejects.toMatchObject({
      code: 'provider-in-use',
      message: expect.stringContaining('default'),
    });
    await host.setTargets('default', []);
    await host.deleteProvider('up');
    expect(host.state()).toMatchObject({ providers: [], routes: [] });
    await expect(host.deleteProvider('up')).rejects.toMatchObject({ code: 'provider-unknown' });
  });

  it('tests a form that was not saved', async () => {
    await startHost({ listen: { port: await findPort() } });
    const result = await host.testProvider({ ...FORM, baseUrl: `http://127.0.0.1:${await findPort()}/v1` });
    expect(result).toMatchObject({ ok: false, step: 'connect' });
    await expect(host.testProvider({ ...FORM, baseUrl: null })).rejects.toMatchObject({ code: 'input-invalid' });
  });
});

describe('an import from Claude Code Router', () => {
  it('is told of first, and then is what requests are routed by', async () => {
    const upstream = await startUpstream('answer');
    await startHost({ listen: { port: await findPort() } }, 'inline');
    const source = join(dataFolder, 'other.json');
    const provider = { name: 'Up', api_base_url: `${upstream}/v1/messages`, api_key: '$A_KEY', models: ['m'] };
    writeFileSync(source, JSON.stringify({ Providers: [provider], Router: { default: 'Up,m' } }));

    const preview = await host.importConfig(source, { dryRun: true });
    expect(preview).toMatchObject({ source, written: false, keychainProblem: null });
    expect(host.state().providers).toEqual([]);

    const applied = await host.importConfig(source, { dryRun: false });
    expect(applied).toEqual({ ...preview, written: true });
    expect(host.state().providers.map(({ id }) => id)).toEqual(['up']);
    expect((await ask()).status).toBe(200);
  });
});
