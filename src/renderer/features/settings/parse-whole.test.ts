import { expect, it } from 'vitest';
import { parseWhole } from './parse-whole';

it('takes whole numbers within their bounds, with thousands parted or not, and nothing else', () => {
  expect(parseWhole(' 1,000 ', 1, 50_000)).toBe(1_000);
  expect(parseWhole('1 234 567', 1, 9_999_999)).toBe(1_234_567);
  expect([parseWhole('1', 1, 9), parseWhole('9', 1, 9), parseWhole('10', 1, 9), parseWhole('0', 1, 9)]).toEqual([
    1,
    9,
    null,
    null,
  ]);
  for (const text of ['', '1.5', '-1', '1e3', 'ten', '1,0', '1,0000']) expect(parseWhole(text, 0, 99_999)).toBeNull();
});
