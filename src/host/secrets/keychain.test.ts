import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeKeychainError } from './describe-keychain-error';

// A real D-Bus and a real gnome-keyring of our own. keytar runs in a child process, since a call that hangs would
// keep this one from ever ending.

const run = promisify(execFile);
const SECRET = 'sk-ünïcode-秘密-🔑';

/** `settle` waits until no call is stuck. */
type Step = ['get' | 'delete', string] | ['set', string, string] | ['settle'];
interface Answer {
  value?: unknown;
  code?: string;
  message?: string;
  hint?: string;
}

const CHILD = `
import { createKeychain } from ${JSON.stringify(resolve('src/host/secrets/keychain.ts'))};
import { toAppErrorData } from ${JSON.stringify(resolve('src/shared/errors.ts'))};
const { steps, limitMs } = JSON.parse(process.argv[2]);
const keychain = createKeychain({ limitMs });
const settle = async () => {
  while (keychain.hasStuckCall()) await new Promise((resolve) => setTimeout(resolve, 10));
};
const print = (line) => new Promise((resolve) => process.stdout.write(JSON.stringify(line) + '\\n', resolve));
for (const [name, ...args] of steps) {
  const call = name === 'settle' ? settle() : keychain[name](...args);
  await print(await call.then((value) => ({ value }), (error) => toAppErrorData(error)));
}
await print(keychain.hasStuckCall());
process.kill(process.pid, 'SIGKILL');
`;

let bundleFolder: string;
let bundle: string;
let home: string;
const processes: ChildProcess[] = [];

beforeAll(async () => {
  // Inside the project, so that the bundle finds keytar.
  await mkdir(resolve('node_modules/.cache'), { recursive: true });
  bundleFolder = await mkdtemp(resolve('node_modules/.cache/keychain-test-'));
  const entry = join(bundleFolder, 'child.ts');
  await writeFile(entry, CHILD);
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir: bundleFolder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { external: ['keytar'], output: { entryFileNames: 'child.mjs' } },
    },
  });
  bundle = join(bundleFolder, 'child.mjs');
});

afterAll(() => rm(bundleFolder, { recursive: true, force: true }));

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'switchyard-keychain-'));
});

afterEach(async () => {
  for (const child of processes.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  await rm(home, { recursive: true, force: true });
});

function environmentFor(busAddress: string): Record<string, string> {
  const folders = { HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, XDG_RUNTIME_DIR: home };
  return { PATH: process.env.PATH ?? '', ...folders, DBUS_SESSION_BUS_ADDRESS: busAddress };
}

/** A session bus that starts no service by itself: whatever is on it, a test has put there. */
async function startBus(): Promise<string> {
  const config = join(home, 'bus.conf');
  await writeFile(
    config,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
      "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
    <busconfig><type>session</type><listen>unix:path=${join(home, 'bus')}</listen><auth>EXTERNAL</auth>
      <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
    </busconfig>`,
  );
  const daemon = spawn('dbus-daemon', ['--nofork', '--nopidfile', '--print-address=1', `--config-file=${config}`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  processes.push(daemon);
  await once(daemon, 'spawn');
  const [address] = (await once(createInterface({ input: daemon.stdout }), 'line')) as [string];
  return address;
}

/** An unlocked keyring with an empty password on that bus. */
async function startKeyring(busAddress: string): Promise<ChildProcess> {
  const daemon = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets', '--foreground'], {
    env: environmentFor(busAddress),
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  processes.push(daemon);
  await once(daemon, 'spawn');
  daemon.stdin?.end('\n');
  const ask = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner'];
  await vi.waitFor(
    async () => {
      const answer = await run('dbus-send', [...ask, 'string:org.freedesktop.secrets'], { env: environmentFor(busAddress) });
      expect(answer.stdout).toContain('boolean true');
    },
    { timeout: 10_000, interval: 50 },
  );
  return daemon;
}

interface CallOptions {
  limitMs?: number;
  /** Called when the first answer is there. */
  onFirstAnswer?: () => void;
}

async function callKeychain(busAddress: string, steps: Step[], options: CallOptions = {}) {
  const { limitMs = 10_000, onFirstAnswer } = options;
  const child = spawn(process.execPath, [bundle, JSON.stringify({ steps, limitMs })], { env: environmentFor(busAddress) });
  processes.push(child);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const lines: unknown[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(JSON.parse(line));
    if (lines.length === 1) onFirstAnswer?.();
  }
  expect(errors).toBe('');
  const stuck = lines.pop();
  return { answers: lines as Answer[], stuck };
}

describe('with a Secret Service', () => {
  it('stores, reads, replaces and deletes a secret, which another program can read too', async () => {
    const bus = await startBus();
    await startKeyring(bus);
    const first = await callKeychain(bus, [
      ['get', 'provider:a'],
      ['delete', 'provider:a'],
      ['set', 'provider:a', 'old'],
      ['set', 'provider:a', SECRET],
      ['set', 'provider:b', 'other'],
      ['get', 'provider:a'],
    ]);
    expect(first).toEqual({ answers: [{ value: null }, {}, {}, {}, {}, { value: SECRET }], stuck: false });

    const lookup = ['lookup', 'service', 'Switchyard', 'account', 'provider:a'];
    const { stdout } = await run('secret-tool', lookup, { env: environmentFor(bus) });
    expect(stdout).toBe(SECRET);

    const second = await callKeychain(bus, [
      ['get', 'provider:a'],
      ['delete', 'provider:a'],
      ['get', 'provider:a'],
      ['get', 'provider:b'],
    ]);
    expect(second.answers).toEqual([{ value: SECRET }, {}, { value: null }, { value: 'other' }]);
  });

  it('gives up on a call that hangs, and fails the next ones at once', async () => {
    const bus = await startBus();
    const keyring = await startKeyring(bus);
    keyring.kill('SIGSTOP');
    const { answers, stuck } = await callKeychain(
      bus,
      [
        ['set', 'provider:a', SECRET],
        ['get', 'provider:a'],
        ['get', 'provider:b'],
      ],
      { limitMs: 500 },
    );
    expect(answers[0]).toMatchObject({ code: 'keychain-timeout', message: 'The keychain did not answer within 0.5 s.' });
    expect(answers[1]).toMatchObject({
      code: 'keychain-timeout',
      message: 'The keychain still has not answered an earlier call.',
    });
    expect(answers[2]).toEqual(answers[1]);
    expect(stuck).toBe(true);
    expect(JSON.stringify(answers)).not.toContain(SECRET);
  });

  it('works again when the call that hung comes back after all', async () => {
    const bus = await startBus();
    const keyring = await startKeyring(bus);
    keyring.kill('SIGSTOP');
    const { answers, stuck } = await callKeychain(bus, [['set', 'provider:a', SECRET], ['settle'], ['get', 'provider:a']], {
      limitMs: 500,
      onFirstAnswer: () => keyring.kill('SIGCONT'),
    });
    expect(answers).toEqual([expect.objectContaining({ code: 'keychain-timeout' }), {}, { value: SECRET }]);
    expect(stuck).toBe(false);
  });
});

describe('without a Secret Service', () => {
  it.each([
    ['unix:path=/nonexistent/bus', 'the address leads nowhere'],
    ['disabled:', 'Electron found none'],
    ['', 'the address is empty'],
  ])('says that there is no D-Bus session: %s', async (address) => {
    const { answers, stuck } = await callKeychain(address, [
      ['get', 'provider:a'],
      ['set', 'provider:a', SECRET],
    ]);
    for (const answer of answers) {
      expect(answer).toMatchObject({
        code: 'keychain-unavailable',
        message: 'The keychain cannot be reached: there is no D-Bus session here.',
        hint: expect.stringContaining('environment variable'),
      });
    }
    expect(JSON.stringify(answers)).not.toContain(SECRET);
    expect(stuck).toBe(false);
  });

  it('says that the session has none when the bus does', async () => {
    const { answers } = await callKeychain(await startBus(), [['set', 'provider:a', SECRET]]);
    expect(answers[0]).toMatchObject({
      code: 'keychain-unavailable',
      message: 'This session has no Secret Service, so there is no keychain to keep keys in.',
    });
  });
});

describe('describeKeychainError', () => {
  it('knows a missing libsecret, which shows itself when keytar is loaded', () => {
    const error = new Error('Failed to load keytar native addon, checked ["../build/Release"] on prebuilds/linux-x64');
    expect(describeKeychainError(error)).toMatchObject({
      code: 'keychain-unavailable',
      message: expect.stringContaining('libsecret'),
    });
  });

  it('knows a locked keyring', () => {
    const error = new Error('Cannot create an item in a locked collection');
    expect(describeKeychainError(error).message).toBe('The keychain is locked.');
  });

  it('passes an unknown cause on without the secret', () => {
    const error = describeKeychainError(new Error(`could not store ${SECRET}`), SECRET);
    expect(error.message).toBe('The keychain refused the call: could not store ….');
    expect(error.cause).toBeUndefined();
  });
});
