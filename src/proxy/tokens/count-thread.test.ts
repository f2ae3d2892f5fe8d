import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCountingThread, type CountingThread } from './counting-thread';

const SCRIPT = resolve('out/main/count-thread.js');

let thread: CountingThread;

beforeAll(() => {
  if (!existsSync(SCRIPT)) throw new Error(`${SCRIPT} is not built: run npm run build first.`);
});

beforeEach(() => {
  thread = createCountingThread(SCRIPT, { idle: 60_000, silence: 10_000, pause: 0 });
});

afterEach(async () => {
  await thread.close();
});

describe('the built count thread', () => {
  it('counts by both encodings, with its tables beside it', async () => {
    const texts = ['hello world', 'お誕生日おめでとう', '<|endoftext|> <EOT>', ' '.repeat(100_000)];
    const [claude, o200k] = await Promise.all([thread.count('claude', texts, false), thread.count('o200k', texts, false)]);
    expect(claude.slice(0, 2)).toEqual([2, 10]);
    expect(o200k.slice(0, 2)).toEqual([2, 8]);
    for (const count of [...claude, ...o200k]) expect(count).toBeGreaterThan(1);
  });
});
