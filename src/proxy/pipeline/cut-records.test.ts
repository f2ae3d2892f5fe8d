import { expect, it } from 'vitest';
import { createRecordCutter } from './cut-records';

function cut(...chunks: string[]): string[] {
  const cutter = createRecordCutter();
  return chunks.map((chunk) => cutter.push(Buffer.from(chunk, 'latin1')).toString('latin1'));
}

it('lets whole records through at once and keeps what has only begun', () => {
  expect(cut('data: a\n\ndata: b\n\nda', 'ta: c\n', '\n')).toEqual(['data: a\n\ndata: b\n\n', '', 'data: c\n\n']);
});

it('knows each line end, also where it is cut in two', () => {
  expect(cut('a\r\n\r\nb\r', '\n\r', '\nc\r', '\rd')).toEqual(['a\r\n\r\n', '', 'b\r\n\r\n', 'c\r\r']);
});

it('changes no byte', () => {
  const text = 'data: \xff\0\n\ndata: x\n\n';
  expect(cut(...text).join('')).toBe(text);
});

it('does not take the end of a record for that of the next, whose mark begins in it', () => {
  expect(cut('a\n\n', '\nb\n\n')).toEqual(['a\n\n', '\nb\n\n']);
});

it('gives up on a record without an end', () => {
  const cutter = createRecordCutter();
  const piece = Buffer.alloc(8 * 1024 * 1024, 'x');
  for (let count = 0; count < 4; count += 1) cutter.push(piece);
  expect(() => cutter.push(piece)).toThrow('longer than 32 MB');
});
