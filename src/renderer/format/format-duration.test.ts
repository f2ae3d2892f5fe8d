import { expect, it } from 'vitest';
import { formatDuration, formatSeconds, median } from './format-duration';

it('shows seconds with one digit, and two where one would say nothing', () => {
  expect(formatSeconds(18_432)).toBe('18.4');
  expect(formatSeconds(840)).toBe('0.8');
  expect(formatSeconds(42)).toBe('0.04');
  expect(formatSeconds(3)).toBe('<0.01');
});

it('writes a duration for a sentence', () => {
  expect(formatDuration(420)).toBe('0.42 s');
  expect(formatDuration(59_990)).toBe('59.99 s');
  expect(formatDuration(72_000)).toBe('1 min 12 s');
});

it('takes the middle value, between two where the count is even', () => {
  expect(median([900, 100, 500])).toBe(500);
  expect(median([100, 400])).toBe(250);
  expect(median([])).toBeNull();
});
