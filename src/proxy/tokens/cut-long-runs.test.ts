import { describe, expect, it } from 'vitest';
import { cutLongRuns, MAX_RUN } from './cut-long-runs';

/** As the encodings split text before they merge: one leading sign with letters, or anything else but letters. */
const TOKENISER_RUN = /[^\p{L}]?\p{L}+|[^\p{L}]+/gu;
const LONE_HALF = /\p{Surrogate}/u;
const longestRun = (text: string) => Math.max(...Array.from(text.matchAll(TOKENISER_RUN), ([run]) => run.length));

describe('cutLongRuns', () => {
  it.each([
    ['spaces', ' '.repeat(100_000)],
    ['one letter', 'a'.repeat(100_000)],
    ['line ends and slashes, which are one token in o200k', '/\n'.repeat(50_000)],
    ['signs and control characters', '!\u0001'.repeat(50_000)],
    ['digits', '1234567890'.repeat(10_000)],
    ['Chinese', '漢字'.repeat(50_000)],
    ['emoji', '😀'.repeat(50_000)],
    ['letters with accents', 'é'.repeat(100_000)],
    ['letters of two kinds', 'aé'.repeat(50_000)],
    ['blanks beyond ASCII', ' \u00a0\u3000'.repeat(30_000)],
  ])('leaves no long run in %s', (_, text) => {
    const pieces = cutLongRuns(text);
    expect(pieces.join('')).toBe(text);
    expect(Math.max(...pieces.map(longestRun))).toBeLessThanOrEqual(MAX_RUN + 1);
    expect(pieces.length).toBeLessThan((2 * text.length) / MAX_RUN);
  });

  it('leaves prose and code whole, however long', () => {
    const text = 'export function add(a: number, b: number) {\n  return a + b; // the sum\n}\n'.repeat(2_000);
    expect(cutLongRuns(text)).toEqual([text]);
  });

  it('splits no character of two code units', () => {
    for (const piece of cutLongRuns(`a${'😀'.repeat(2_000)}`)) expect(piece).not.toMatch(LONE_HALF);
  });
});
