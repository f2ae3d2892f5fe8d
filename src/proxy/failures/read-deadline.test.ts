import { expect, it } from 'vitest';
import { readDeadline } from './read-deadline';

it.each([
  [undefined, 341_000],
  ['600', 341_000],
  ['300', 286_000],
  ['60', 58_000],
  ['0', 341_000],
  ['soon', 341_000],
])('stays under what a client says it waits: %s s', (seconds, expected) => {
  expect(readDeadline({ 'x-stainless-timeout': seconds }, 1000, 340_000)).toBe(expected);
});
