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
