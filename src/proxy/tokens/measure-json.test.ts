import { describe, expect, it } from 'vitest';
import { measureJson } from './measure-json';

describe('measureJson', () => {
  it.each([
    [null],
    ['some text'],
    [-1.5],
    [[]],
    [{}],
    [[1, 'two', [true]]],
    [{ type: 'object', properties: { path: { type: 'string', enum: ['a', 'b'] } }, required: ['path'], strict: false }],
  ])('knows the length of %j', (value) => {
    expect(measureJson(value)).toBe(JSON.stringify(value).length);
  });

  it('is not upset by a value that nests deeper than calls can', () => {
    expect(measureJson(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)))).toBe(200_000);
  });
});
