import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCountingThread, type CountingThread, type CountingThreadLimits } from './counting-thread';

/** Answers as the count thread does; a token is a character. In plain JavaScript, since a worker has no TypeScript. */
const SCRIPT = `
import { parentPort, threadId } from 'node:worker_threads';
parentPort.on('message', ({ id, encoding, texts }) => {
  if (texts[0] === 'die') throw new Error('out of luck');
  if (texts[0] === 'leave') process.exit(0);
  if (texts[0] === 'hang') for (;;);
  const counts = texts[0] === 'who' ? [threadId] : texts.map((text) => text.length);
  parentPort.postMessage({ id, counts });
});`;

const LIMITS: CountingThreadLimits = { idle: 60_000, silence: 5_000, pause: 0 };

let folder: string;
let script: string;
let thread: CountingThread;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-count-'));
  script = join(folder, 'thread.mjs');
  writeFileSync(script, SCRIPT);
  start({});
});

afterEach(async () => {
  await thread.close();
  rmSync(folder, { recursive: true });
});

function start(limits: Partial<CountingThreadLimits>): void {
  thread = createCountingThread(script, { ...LIMITS, ...limits });
}

const count = (...texts: string[]) => thread.count('claude', texts, false);

describe('the counting thread', () => {
  it('runs from the first count on, and answers each in its order', async () => {
    expect(thread.running()).toBe(false);
    const [first, second] = await Promise.all([count('one', 'three'), count('seven')]);
    expect(first).toEqual([3, 5]);
    expect(second).toEqual([5]);
    expect(thread.running()).toBe(true);
  });

  it.each([
    ['die', 'the count thread failed: out of luck'],
    ['leave', 'the count thread failed: it ended'],
  ])('rejects all that waits when it dies (%s), and is another one at the next count', async (death, message) => {
    const [before] = await count('who');
    const doomed = await Promise.allSettled([count(death), count('waits')]);
    expect(doomed.map((end) => (end as PromiseRejectedResult).reason.message)).toEqual([message, message]);
    expect(thread.running()).toBe(false);
    const [after] = await count('who');
    expect(after).not.toBe(before);
  });

  it('is ended when it hangs', async () => {
    start({ silence: 2_000 });
    await count('up');
    await expect(count('hang')).rejects.toThrow('the count thread was silent for 2000 ms');
    expect(thread.running()).toBe(false);
    expect(await count('back')).toEqual([4]);
  });

  it('is not started again right after a fault', async () => {
    start({ pause: 300 });
    await expect(count('die')).rejects.toThrow('out of luck');
    await expect(count('text')).rejects.toThrow('failed a moment ago');
    await expect.poll(() => count('text').catch(() => null), { timeout: 5_000 }).toEqual([4]);
  });

  it('says so when there is no script', async () => {
    script = join(folder, 'missing.mjs');
    start({});
    await expect(count('text')).rejects.toThrow(/the count thread failed: .*missing\.mjs/);
    script = 'not a path';
    start({});
    await expect(count('text')).rejects.toThrow();
  });

  it('is ended when nobody needs it, and started again for the next one', async () => {
    start({ idle: 200 });
    const [before] = await count('who');
    expect(thread.running()).toBe(true);
    await expect.poll(() => thread.running(), { timeout: 5_000 }).toBe(false);
    const [after] = await count('who');
    expect(after).not.toBe(before);
  });

  it('is neither started nor kept by incidental counts', async () => {
    start({ idle: 300 });
    await expect(thread.count('claude', ['text'], true)).rejects.toThrow('does not run');
    await count('text');
    const deadline = performance.now() + 5_000;
    while (thread.running() && performance.now() < deadline) {
      await thread.count('claude', ['text'], true).catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(thread.running()).toBe(false);
  });

  it('does not keep the process alive', async () => {
    const keepers = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort' || name === 'Worker').length;
    const before = keepers();
    await count('text');
    expect(thread.running()).toBe(true);
    expect(keepers()).toBe(before);
  });

  it('rejects what waits when it is closed', async () => {
    await count('up');
    const waiting = expect(count('hang')).rejects.toThrow('the proxy is closing');
    await thread.close();
    await waiting;
  });
});
