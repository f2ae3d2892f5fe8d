import { expect, it } from 'vitest';
import { formatBytes } from './format-bytes';

it('writes bytes with the unit that fits, and a digit after the point where it says something', () => {
  expect(formatBytes(0)).toBe('0 bytes');
  expect(formatBytes(1)).toBe('1 byte');
  expect(formatBytes(999)).toBe('999 bytes');
  expect(formatBytes(12_400)).toBe('12 kB');
  expect(formatBytes(3_440_000)).toBe('3.4 MB');
  expect(formatBytes(210_400_000)).toBe('210 MB');
  expect(formatBytes(2_000_000_000)).toBe('2.0 GB');
});

it('never writes a thousand', () => {
  expect(formatBytes(999_499)).toBe('999 kB');
  expect(formatBytes(999_500)).toBe('1.0 MB');
  expect(formatBytes(9_950_000)).toBe('10 MB');
});
