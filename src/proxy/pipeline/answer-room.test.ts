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
  expect(answerRoom({ model: { id: 'm', ...model }, changes: null }, input)).toBe(expected);
});

it('gives no more than the config allows', () => {
  const model = { id: 'm', maxOutputTokens: 8_192 };
  expect(answerRoom({ model, changes: { maxTokens: 1_000 } }, 10)).toBe(1_000);
  expect(answerRoom({ model, changes: { maxTokens: 10_000 } }, 10)).toBe(8_192);
  expect(answerRoom({ model: { id: 'm' }, changes: { effort: 'low' } }, 10)).toBeUndefined();
});
