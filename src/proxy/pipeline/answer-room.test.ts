import { expect, it } from 'vitest';
import { answerRoom } from './answer-room';

it.each([
  ['nothing known', {}, 50_000, undefined],
  ['only its own limit', { maxOutputTokens: 8_192 }, 50_000, 8_192],
  ['a window with plenty of room', { maxOutputTokens: 8_192, contextWindow: 200_000 }, 50_000, 8_192],
  ['a window that leaves less than its limit', { maxOutputTokens: 64_000, contextWindow: 100_000 }, 50_000, 45_000],
  ['a window alone', { contextWindow: 100_000 }, 50_000, 45_000],
  ['a window that the input overflows', { contextWindow: 32_768 }, 50_000, 1_024],
])('with %s, gives the room for an answer', (_known, model, input, expected) => {
  expect(answerRoom({ id: 'm', ...model }, input)).toBe(expected);
});
