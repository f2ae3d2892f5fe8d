import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UNKNOWN_USAGE, type Usage } from '../../shared/model/usage';
import { createTokenCounter, type ModelKey, type TokenCounter, type TokenCounterLimits } from './token-counter';
import type { CountedRequest } from './walk-request';

/** A token is a character here; a text that begins with `die`, `hang` or `slow` does so. */
const SCRIPT = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, texts }) => {
  if (texts[0].startsWith('die')) throw new Error('out of luck');
  if (texts[0].startsWith('hang')) for (;;);
  const answer = () => parentPort.postMessage({ id, counts: texts.map((text) => text.length) });
  if (texts[0].startsWith('slow')) setTimeout(answer, 600);
  else answer();
});`;

const LIMITS: TokenCounterLimits = { count: 2_000, idle: 60_000, silence: 5_000, pause: 0 };
const MODEL: ModelKey = { providerId: 'up', model: 'my-model' };
const OPUS: ModelKey = { providerId: 'up', model: 'claude-opus-5-5' };
/** Of one message. */
const FRAME = 6 + 3;

let folder: string;
let script: string;
let logs: string[];
let counter: TokenCounter;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-tokens-'));
  script = join(folder, 'thread.mjs');
  writeFileSync(script, SCRIPT);
  logs = [];
  start({});
});

afterEach(async () => {
  await counter.close();
  rmSync(folder, { recursive: true });
});

function start(limits: Partial<TokenCounterLimits>, countThread: string | null = script): void {
  const log = (level: string, message: string) => logs.push(`${level}: ${message}`);
  counter = createTokenCounter({ countThread, log }, { ...LIMITS, ...limits });
}

const ask = (text: string): CountedRequest => ({
  system: [],
  messages: [{ role: 'user', content: text }],
  tools: [],
  output: null,
});
const LONG = ask('x'.repeat(10_000));
const report = (usage: Partial<Usage>): Usage => ({ ...UNKNOWN_USAGE, estimated: false, ...usage });

describe('an estimate', () => {
  it('is four characters a token for a model of which nothing is known, more for a Claude', () => {
    expect(counter.estimate(LONG, null)).toBe(2_500);
    expect(counter.estimate(LONG, MODEL)).toBe(2_500);
    expect(counter.estimate(LONG, OPUS)).toBeGreaterThan(3_500);
    expect(counter.estimateText(10_000, OPUS)).toBe(counter.estimate(LONG, OPUS));
    expect(counter.estimate(ask(''), MODEL)).toBe(0);
  });

  it('follows what the provider reports of this model, with all that was read from a cache or written to it', () => {
    counter.learn(MODEL, LONG, report({ input: 1_000, cacheRead: 1_500, cacheWrite: 500 }));
    expect(counter.estimate(LONG, MODEL)).toBe(3_000);
    expect(counter.estimateText(100, MODEL)).toBe(30);
    expect(counter.estimate(LONG, { ...MODEL, providerId: 'other' })).toBe(2_500);
    expect(counter.estimate(LONG, null)).toBe(2_500);
  });

  it.each<[string, CountedRequest, Usage]>([
    ['a small request', ask('x'.repeat(3_999)), report({ input: 2_000 })],
    ['our own estimate', LONG, { ...report({ input: 3_000 }), estimated: true }],
    ['no figure', LONG, report({ output: 10 })],
    ['an impossible figure', LONG, report({ input: 3 })],
    [
      'a request with an image',
      {
        ...LONG,
        messages: [...LONG.messages, { role: 'user', content: [{ type: 'image', source: { type: 'url', url: 'u' } }] }],
      },
      report({ input: 4_000 }),
    ],
  ])('learns nothing from %s', (_, request, usage) => {
    counter.learn(MODEL, request, usage);
    expect(counter.estimate(LONG, MODEL)).toBe(2_500);
  });
});

describe('a count', () => {
  it('is by the encoding, corrected for the family, with what stands around the texts', async () => {
    expect(await counter.count(ask('1234567890'), MODEL)).toBe(10 + FRAME);
    expect(await counter.count(ask('1234567890'), OPUS)).toBe(14 + FRAME);
    expect(await counter.count(ask('1234567890'), null)).toBe(10 + FRAME);
    expect(logs).toEqual([]);
  });

  it('takes an image at its flat figure', async () => {
    const content = [
      { type: 'text', text: '1234567890' },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'A'.repeat(100_000) } },
    ];
    expect(await counter.count({ ...ask(''), messages: [{ role: 'user', content }] }, MODEL)).toBe(10 + 1_590 + FRAME);
  });

  it('learns how far it is off while its thread runs', async () => {
    await counter.count(ask('wake up'), OPUS);
    counter.learn(OPUS, LONG, report({ input: 12_000 + FRAME }));
    await expect.poll(() => counter.count(LONG, OPUS), { timeout: 5_000 }).toBe(12_000 + FRAME);
    expect(await counter.count(LONG, MODEL)).toBe(10_000 + FRAME);
  });

  it('does not start its thread to learn', async () => {
    script = join(folder, 'missing.mjs');
    start({});
    counter.learn(OPUS, LONG, report({ input: 3_000 }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(logs).toEqual([]);
  });

  it('is the estimate where there is no thread', async () => {
    start({}, null);
    expect(await counter.count(LONG, MODEL)).toBe(2_500);
    expect(logs).toEqual([]);
  });

  it('is the estimate when its thread dies, which is told once until it works again', async () => {
    const died = 'warn: Tokens are estimated, since they could not be counted: the count thread failed: out of luck.';
    expect(await counter.count(ask('die young'), MODEL)).toBe(3);
    expect(await counter.count(ask('die young'), MODEL)).toBe(3);
    expect(logs).toEqual([died]);
    expect(await counter.count(ask('live'), MODEL)).toBe(4 + FRAME);
    expect(await counter.count(ask('die young'), MODEL)).toBe(3);
    expect(logs).toEqual([died, died]);
  });

  it('is the estimate when its thread hangs or is late, and keeps what a late one tells', async () => {
    start({ count: 300, silence: 1_500 });
    await counter.count(ask('up'), MODEL);
    expect(await counter.count(ask('slow but sure'), MODEL)).toBe(4);
    expect(logs.at(-1)).toContain('it took longer than 300 ms');
    await expect.poll(() => counter.count(ask('slow but sure'), MODEL), { timeout: 5_000 }).toBe(13 + FRAME);
    expect(await counter.count(ask('hang on'), MODEL)).toBe(2);
    await expect.poll(() => counter.count(ask('back'), MODEL), { timeout: 5_000 }).toBe(4 + FRAME);
  });

  it('is the estimate for arguments that no JSON text can be made of', async () => {
    const input: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
    const request: CountedRequest = {
      ...ask(''),
      messages: [{ role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'deep', input }] }],
    };
    expect(await counter.count(request, MODEL)).toBe(counter.estimate(request, MODEL));
  });
});
