import { expect, it } from 'vitest';
import { stepCursor } from './requests-store';

it('begins at the first row and stops at both ends', () => {
  const ids = ['c', 'b', 'a'];
  expect(stepCursor(ids, null, 1)).toBe('c');
  expect(stepCursor(ids, 'c', 1)).toBe('b');
  expect(stepCursor(ids, 'c', -1)).toBe('c');
  expect(stepCursor(ids, 'a', 1)).toBe('a');
  expect(stepCursor(ids, 'gone', 1)).toBe('c');
  expect(stepCursor([], null, 1)).toBeNull();
});
