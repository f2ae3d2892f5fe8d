import { expect, it } from 'vitest';
import { countOf, formatTokens } from './format-tokens';

it('keeps small counts whole and shortens large ones', () => {
  expect(formatTokens(0)).toBe('0');
  expect(formatTokens(1204)).toBe('1,204');
  expect(formatTokens(61_234)).toBe('61.2 k');
  expect(formatTokens(1_234_567)).toBe('1.2 M');
});

it('never shows a thousand thousands', () => {
  expect(formatTokens(999_949)).toBe('999.9 k');
  expect(formatTokens(999_950)).toBe('1.0 M');
});

it('counts in words', () => {
  expect(countOf(1, 'request')).toBe('1 request');
  expect(countOf(0, 'request')).toBe('0 requests');
  expect(countOf(2, 'entry', 'entries')).toBe('2 entries');
});
