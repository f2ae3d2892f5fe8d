import { beforeAll, describe, expect, it } from 'vitest';
import { loadEncoding, type CountTokens } from './load-encoding';

let claude: CountTokens;
let o200k: CountTokens;

beforeAll(async () => {
  claude = await loadEncoding('claude');
  o200k = await loadEncoding('o200k');
});

describe('an encoding', () => {
  it('counts as its vocabulary does', () => {
    // The examples of OpenAI's cookbook.
    expect(o200k('tiktoken is great!')).toBe(6);
    expect(o200k('お誕生日おめでとう')).toBe(8);
    expect(claude('hello world')).toBe(2);
    expect(claude('お誕生日おめでとう')).toBe(10);
  });

  it('takes what looks like a special token for text, as a file that is read may hold it', () => {
    expect(o200k('<|endoftext|>')).toBeGreaterThan(1);
    expect(o200k('before <|endofprompt|> after')).toBeGreaterThan(3);
    expect(claude('<EOT>')).toBeGreaterThan(1);
    expect(claude('before <META_START> after')).toBeGreaterThan(3);
  });

  it('counts a long run in pieces', () => {
    const oneRun = 'a'.repeat(512);
    expect(claude(oneRun.repeat(20))).toBe(20 * claude(oneRun));
    expect(o200k(oneRun.repeat(20))).toBe(20 * o200k(oneRun));
  });

  it('counts text that is not well-formed', () => {
    expect(claude('\ud83d broken \ude00')).toBeGreaterThan(0);
    expect(o200k('\ud83d broken \ude00')).toBeGreaterThan(0);
  });
});
