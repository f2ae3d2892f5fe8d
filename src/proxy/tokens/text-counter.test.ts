import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTextCounter, type TextCounter } from './text-counter';
import type { Encoding } from './model-family';

/** What went to the thread, count by count. A token is a character here. */
let asked: { encoding: Encoding; texts: string[]; incidental: boolean }[];
let fault: Error | null;
let counter: TextCounter;

beforeEach(() => {
  asked = [];
  fault = null;
  counter = createTextCounter({
    async count(encoding, texts, incidental) {
      asked.push({ encoding, texts, incidental });
      await setImmediate();
      if (fault) throw fault;
      return texts.map((text) => text.length);
    },
  });
});

const count = (...texts: string[]) => counter.count('claude', texts, false);
const askedTexts = () => asked.flatMap(({ texts }) => texts);

describe('a text counter', () => {
  it('counts only what is new in a conversation that has grown', async () => {
    const turns = Array.from({ length: 40 }, (_, turn) => `what was said in turn ${turn} `.repeat(50));
    const before = await count(...turns);
    expect(askedTexts()).toEqual(turns);
    asked = [];
    expect(await count(...turns, 'and', 'more')).toBe(before + 7);
    expect(askedTexts()).toEqual(['and', 'more']);
  });

  it('asks nothing when it knows all', async () => {
    await count('one', 'two');
    expect(await count('two', 'one')).toBe(6);
    expect(await count()).toBe(0);
    expect(await count('')).toBe(0);
    expect(askedTexts()).toEqual(['one', 'two']);
  });

  it('asks once for a text that comes twice, and counts it twice', async () => {
    expect(await count('again', 'again', 'other')).toBe(15);
    expect(askedTexts()).toEqual(['again', 'other']);
  });

  it('keeps the encodings apart', async () => {
    await count('text');
    await counter.count('o200k', ['text'], true);
    expect(asked).toEqual([
      { encoding: 'claude', texts: ['text'], incidental: false },
      { encoding: 'o200k', texts: ['text'], incidental: true },
    ]);
  });

  it('cuts a long text into pieces, so that a growing one costs its end only', async () => {
    const text = Array.from({ length: 20_000 }, (_, line) => `line ${line} 😀\n`).join('');
    expect(await count(text)).toBe(text.length);
    expect(askedTexts().join('')).toBe(text);
    expect(Math.max(...askedTexts().map(({ length }) => length))).toBeLessThanOrEqual(65_537);
    for (const piece of askedTexts()) expect(piece).not.toMatch(/\p{Surrogate}/u);
    asked = [];
    expect(await count(`${text}one more line`)).toBe(text.length + 13);
    expect(askedTexts()).toHaveLength(1);
  });

  it('lets other work have its turn during a long count, known or not', async () => {
    const texts = Array.from({ length: 2_000 }, (_, index) => `${index} `.padEnd(1_000, 'text '));
    for (const round of ['unknown', 'known']) {
      let turns = 0;
      let counting = true;
      const counted = count(...texts).finally(() => (counting = false));
      for (; counting; turns++) await setImmediate();
      await counted;
      expect(turns, round).toBeGreaterThan(10);
    }
    expect(asked.length).toBeGreaterThan(10);
  });

  it('forgets the oldest beyond 10,000 texts, and counts a longer request nevertheless', async () => {
    const texts = Array.from({ length: 10_001 }, (_, index) => String(index).padStart(6));
    expect(await count(...texts)).toBe(60_006);
    asked = [];
    expect(await count(...texts.slice(-10_000))).toBe(60_000);
    expect(asked).toEqual([]);
    await count('     0');
    expect(askedTexts()).toEqual(['     0']);
  });

  it('remembers nothing of a count that failed', async () => {
    fault = new Error('no thread');
    await expect(count('text')).rejects.toThrow('no thread');
    fault = null;
    expect(await count('text')).toBe(4);
  });
});
