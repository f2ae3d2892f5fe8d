import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { superviseThread, type SupervisedThread } from './supervise-thread';

type Calls = {
  echo: { input: string; output: string };
  crash: { input: string; output: void };
};

/** Speaks the protocol of thread-calls in plain JavaScript, since a worker has no TypeScript. */
const SCRIPT = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ call, name, input }) => {
  if (name === 'crash') setImmediate(() => { throw new Error(input); });
  else parentPort.postMessage({ answer: call, ok: true, value: input });
});`;

let folder: string;
let thread: SupervisedThread<Calls>;
let deaths: { cause: string; forGood: boolean }[];
let next: { died(): void; restarted(): void };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-thread-'));
  const script = join(folder, 'thread.mjs');
  writeFileSync(script, SCRIPT);
  deaths = [];
  next = { died: () => {}, restarted: () => {} };
  thread = superviseThread<Calls>({
    name: 'echo',
    script,
    workerData: null,
    onEvent: () => {},
    onDied: (cause, forGood) => {
      deaths.push({ cause, forGood });
      next.died();
    },
    onRestarted: () => next.restarted(),
  });
});

afterEach(async () => {
  await thread.stop();
  rmSync(folder, { recursive: true });
});

const until = (name: 'died' | 'restarted') => new Promise<void>((resolve) => (next[name] = resolve));

describe('a supervised thread', () => {
  it('answers, and is started once only', async () => {
    expect(thread.start()).toBe(true);
    expect(thread.start()).toBe(false);
    expect(await thread.call('echo', 'hello')).toBe('hello');
  });

  it('is started again when it dies of an error, after ending the calls that waited', async () => {
    thread.start();
    const restarted = until('restarted');
    await expect(thread.call('crash', 'out of luck')).rejects.toMatchObject({ code: 'internal' });
    expect(deaths).toEqual([{ cause: 'out of luck', forGood: false }]);
    await restarted;
    expect(await thread.call('echo', 'back')).toBe('back');
  });

  it('stays down after five deaths in a minute, until it is started again by hand', async () => {
    thread.start();
    for (let death = 1; death <= 5; death++) {
      const restarted = until('restarted');
      const died = until('died');
      thread.call('crash', `death ${death}`).catch(() => undefined);
      await died;
      if (death < 5) await restarted;
    }
    expect(deaths.map(({ forGood }) => forGood)).toEqual([false, false, false, false, true]);
    await expect(thread.call('echo', 'anyone')).rejects.toThrow('The echo thread is not running.');
    expect(thread.start()).toBe(true);
    expect(await thread.call('echo', 'back')).toBe('back');
  });

  it('is not started again after stop', async () => {
    thread.start();
    await thread.stop();
    await expect(thread.call('echo', 'anyone')).rejects.toThrow('not running');
    expect(deaths).toEqual([]);
  });
});
