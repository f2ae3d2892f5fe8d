import { expect, it } from 'vitest';
import { createThinkTagSplitter, type ProsePiece } from './split-think-tags';

/** The pieces that come out, neighbours of a kind joined. */
function split(pieces: string[], reasonedElsewhere = false): ProsePiece[] {
  const splitter = createThinkTagSplitter();
  const found = [...pieces.flatMap((piece) => splitter.push(piece, reasonedElsewhere)), ...splitter.finish()];
  return found.reduce<ProsePiece[]>((joined, piece) => {
    const last = joined.at(-1);
    if (last?.kind === piece.kind) last.text += piece.text;
    else joined.push({ ...piece });
    return joined;
  }, []);
}

it.each([1, 2, 3, 5, 8, 100])('parts reasoning from text in pieces of %i characters (pitfall 30)', (size) => {
  const text = '\n<think>If a < b, then </thin is no tag.</think>\n\nThe <think> tag opens, </think> closes.';
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
  expect(split(pieces)).toEqual([
    { kind: 'thinking', text: 'If a < b, then </thin is no tag.' },
    { kind: 'text', text: 'The <think> tag opens, </think> closes.' },
  ]);
});

it('takes what stands before a lone closing tag for reasoning', () => {
  expect(split(['It is ', 'two.</th', 'ink>\nTwo.'])).toEqual([
    { kind: 'thinking', text: 'It is two.' },
    { kind: 'text', text: 'Two.' },
  ]);
});

it('holds text without a tag back until the end and then lets it out whole', () => {
  const splitter = createThinkTagSplitter();
  expect(splitter.push('Hello ', false)).toEqual([]);
  expect(splitter.push('there.', false)).toEqual([]);
  expect(splitter.finish()).toEqual([{ kind: 'text', text: 'Hello there.' }]);
  expect(splitter.push(' More.', false)).toEqual([{ kind: 'text', text: ' More.' }]);
});

it('lets text through at once where the reasoning came in a field of its own', () => {
  expect(createThinkTagSplitter().push('Hello', true)).toEqual([{ kind: 'text', text: 'Hello' }]);
});

it('gives reasoning as it comes, but for what may be the beginning of the closing tag', () => {
  const splitter = createThinkTagSplitter();
  expect(splitter.push('<think>one </', false)).toEqual([{ kind: 'thinking', text: 'one ' }]);
  expect(splitter.push('two', false)).toEqual([{ kind: 'thinking', text: '</two' }]);
});

it('makes no text of white space', () => {
  expect(split(['<think>so</think>\n', '\n'])).toEqual([{ kind: 'thinking', text: 'so' }]);
  expect(split([' \n'])).toEqual([]);
});
