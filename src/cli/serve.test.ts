import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const SCRIPT = resolve('out/main/cli.js');
const TOKEN = 'a-token-for-this-test';

let home: string;
let port: number;
let upstream: Server;
let reached: Promise<unknown>;
const children = new Set<ChildProcess>();

beforeAll(() => {
  if (!existsSync(SCRIPT)) throw new Error(`${SCRIPT} is not built: run npm run build first.`);
});

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'switchyard-cli-'));
  // An upstream that takes a request and never answers.
  upstream = createServer((request) => request.resume());
  reached = once(upstream, 'request');
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
  port = await findPort();
  writeConfig({ listen: { port } });
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  upstream.closeAllConnections();
  upstream.close();
  rmSync(home, { recursive: true });
});

async function findPort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port: found } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return found;
}

function writeConfig(extra: object): void {
  const { port: upstreamPort } = upstream.address() as AddressInfo;
  const config = {
    version: 1,
    providers: [
      {
        id: 'up',
        preset: 'custom',
        dialect: 'anthropic-messages',
        baseUrl: `http://127.0.0.1:${upstreamPort}`,
        keys: [{ source: 'none' }],
        models: ['m'],
      },
    ],
    routes: { default: { targets: ['up/m'] } },
    ...extra,
  };
  writeFileSync(join(home, 'config.json'), JSON.stringify(config));
}

interface Run {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves when the text stands in stdout, or in stderr. */
  printed(text: string, where?: 'stdout' | 'stderr'): Promise<void>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

function run(words: string[], environment: Record<string, string> = { SWITCHYARD_TOKEN: TOKEN }): Run {
  const child = spawn(process.execPath, [SCRIPT, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: home,
      SWITCHYARD_HOME: home,
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
      ...environment,
    },
  });
  children.add(child);
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (data) => (text[name] += String(data)));
  const ended = new Promise<Awaited<Run['ended']>>((done) => {
    child.on('close', (code, signal) => {
      children.delete(child);
      done({ code, signal });
    });
  });
  return {
    child,
    ended,
    stdout: () => text.stdout,
    stderr: () => text.stderr,
    async printed(expected, where = 'stdout') {
      while (!text[where].includes(expected)) {
        await Promise.race([once(child[where], 'data'), ended.then(() => Promise.reject(new Error(`It ended. ${text.stderr}`)))]);
      }
    },
  };
}

function ask(): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ model: 'claude-opus-5-5', max_tokens: 10, messages: [{ role: 'user', content: 'Hello' }] }),
  });
}

function readLog(name: string): string {
  const folder = join(home, 'logs');
  return readdirSync(folder)
    .filter((file) => file.startsWith(name))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('');
}

describe('switchyard serve', () => {
  it('listens, says where and how to point a client at it without its token, and ends with 0 at SIGTERM', async () => {
    const serve = run(['serve']);
    await serve.printed('ANTHROPIC_BASE_URL');
    expect(await (await fetch(`http://127.0.0.1:${port}/health`)).json()).toMatchObject({ status: 'ok' });
    serve.child.kill('SIGTERM');
    expect(await serve.ended).toEqual({ code: 0, signal: null });
    expect(serve.stdout()).toContain(`listens at http://127.0.0.1:${port}`);
    expect(serve.stdout() + serve.stderr()).not.toContain(TOKEN);
  });

  it('ends with 0 at SIGINT though a request hangs, and records how that ended', async () => {
    const serve = run(['serve']);
    await serve.printed('ANTHROPIC_BASE_URL');
    const answer = ask().catch((error: unknown) => error);
    await reached;
    serve.child.kill('SIGINT');
    expect(await serve.ended).toEqual({ code: 0, signal: null });
    await answer;
    expect(readLog('server')).toContain('route=default provider=up');
  });

  it('closes at its next start the row of a request during which it was killed', async () => {
    const first = run(['serve']);
    await first.printed('ANTHROPIC_BASE_URL');
    const answer = ask().catch((error: unknown) => error);
    await reached;
    await untilRowIsWritten();
    first.child.kill('SIGKILL');
    await first.ended;
    await answer;
    const second = run(['serve']);
    await second.printed('ANTHROPIC_BASE_URL');
    second.child.kill('SIGTERM');
    await second.ended;
    expect(readLog('app')).toContain('"rows":1,"msg":"rows of an earlier run were closed"');
  });

  it('says who holds the port and ends with 1', async () => {
    const holder = createServer();
    await once(holder.listen(port, '127.0.0.1'), 'listening');
    const serve = run(['serve']);
    expect(await serve.ended).toEqual({ code: 1, signal: null });
    expect(serve.stderr()).toMatch(new RegExp(`Port ${port} is taken by node.* \\(process ${process.pid}\\)`));
    await once(holder.close(), 'close');
  });

  it('refuses a data folder that another Switchyard runs on, and leaves that one alone', async () => {
    const first = run(['serve']);
    await first.printed('ANTHROPIC_BASE_URL');
    const second = run(['serve']);
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.stderr()).toContain(`Another Switchyard is running on the data folder ${home}`);
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
    first.child.kill('SIGTERM');
    expect(await first.ended).toEqual({ code: 0, signal: null });
  });

  it('says in a sentence that its data folder cannot be made, and ends with 1', async () => {
    writeFileSync(join(home, 'file'), 'not a folder');
    const serve = run(['serve'], { SWITCHYARD_HOME: join(home, 'file', 'data') });
    expect(await serve.ended).toEqual({ code: 1, signal: null });
    expect(serve.stderr()).toContain('could not be written: a part of its path is a file, not a folder.');
  });

  it('names file, line and path of a faulty config on stderr', async () => {
    writeFileSync(join(home, 'config.json'), `{\n  "version": 1,\n  "listen": { "port": "${port}" }\n}`);
    const serve = run(['serve']);
    await serve.printed('config.json:3:', 'stderr');
    expect(serve.stderr()).toMatch(/config\.json:3:\d+: .*listen\.port/);
    serve.child.kill('SIGTERM');
    await serve.ended;
  });

  it('says when no keychain could keep the client’s token, and does not print the token into a pipe', async () => {
    const serve = run(['serve'], {});
    await serve.printed('ANTHROPIC_BASE_URL');
    expect(serve.stderr()).toContain('SWITCHYARD_TOKEN');
    expect(serve.stdout()).not.toContain('sy-');
    serve.child.kill('SIGTERM');
    expect(await serve.ended).toEqual({ code: 0, signal: null });
  });
});

/** Rows are written by another thread within about 100 ms. */
async function untilRowIsWritten(): Promise<void> {
  const file = join(home, 'ledger.db-wal');
  while (!existsSync(file) || !readFileSync(file).includes('req_')) await new Promise((done) => setTimeout(done, 20));
}

describe('the command line', () => {
  it('shows its help and version', async () => {
    const help = run(['--help']);
    const version = run(['--version']);
    expect([(await help.ended).code, (await version.ended).code]).toEqual([0, 0]);
    expect(help.stdout()).toContain('serve');
    expect(version.stdout()).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('shows its help on stderr and ends with 2 when a command is not known', async () => {
    const unknown = run(['sevre']);
    expect((await unknown.ended).code).toBe(2);
    expect(unknown.stderr()).toMatch(/"sevre" is not known[\s\S]*Usage/);
    expect(unknown.stdout()).toBe('');
  });
});
