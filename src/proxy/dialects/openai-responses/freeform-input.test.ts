import { describe, expect, it } from 'vitest';
import { createFreeformReader } from './freeform-input';

function read(json: string, size: number): { streamed: string; whole: string; cut: boolean } {
  const reader = createFreeformReader();
  let streamed = '';
  for (let at = 0; at < json.length; at += size) streamed += reader.push(json.slice(at, at + size));
  const { rest, cut } = reader.finish();
  return { streamed, whole: streamed + rest, cut };
}

const PATCH = '*** Begin Patch\n+say("hé\\n\u{1F600}")\t/ \u0001 \\u0041\n';

describe.each([1, 2, 3, 7, 1000])('in pieces of %i characters', (size) => {
  it('gives the text out while it comes, byte for byte', () => {
    expect(read(JSON.stringify({ input: PATCH }), size)).toEqual({ streamed: PATCH, whole: PATCH, cut: false });
  });

  it('decodes escapes that need not have been', () => {
    expect(read('{ "input" :"\\u0041\\/\\ud83d\\ude00" }', size).streamed).toBe('A/\u{1F600}');
  });

  it('waits for the end where something else comes first', () => {
    expect(read('{"why":"x","input":"the text"}', size)).toEqual({ streamed: '', whole: 'the text', cut: false });
  });

  it('takes what is no JSON for the text itself', () => {
    expect(read('*** Begin Patch', size)).toMatchObject({ whole: '*** Begin Patch', cut: false });
  });

  it('tells when the text stops in the middle', () => {
    expect(read('{"input":"half of \\', size)).toEqual({ streamed: 'half of ', whole: 'half of ', cut: true });
  });
});
