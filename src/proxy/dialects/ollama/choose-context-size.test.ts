import { expect, it } from 'vitest';
import { DEFAULT_QUIRKS } from '../../../shared/model/quirks';
import { chooseContextSize } from './choose-context-size';

function size(inputEstimate: number, maxTokens: number | null = null, contextWindow?: number): number {
  const limits = { contextWindow, maxOutputTokens: undefined };
  return chooseContextSize({ model: 'qwen3:8b', quirks: DEFAULT_QUIRKS, limits, inputEstimate }, maxTokens);
}

it('never leaves the server at its default, which is less than a first prompt (pitfall 58)', () => {
  expect(size(0)).toBe(32_768);
  expect(size(3_000, 64)).toBe(32_768);
});

it('holds the input with a margin and has room for an answer', () => {
  for (const tokens of [1_000, 19_660, 19_661, 40_000, 100_000, 250_000])
    expect(size(tokens, 32_000)).toBeGreaterThanOrEqual(tokens * 1.25 + 8_192);
});

it('changes at most three times while a conversation grows to 180,000 tokens, because each change loads the model again', () => {
  const sizes = new Set<number>();
  for (let tokens = 8_000; tokens <= 180_000; tokens += 1_500) sizes.add(size(tokens, 32_000));
  expect([...sizes]).toEqual([32_768, 65_536, 131_072, 262_144]);
});

it('keeps less free where the client wants a short answer', () => {
  expect(size(25_000, 64)).toBe(32_768);
  expect(size(25_000, 8_192)).toBe(65_536);
});

it("takes the model's own window in every request where it is known, larger or smaller than the prompt", () => {
  expect(size(10, null, 16_384)).toBe(16_384);
  expect(size(100_000, 32_000, 16_384)).toBe(16_384);
});
