import { expect, it } from 'vitest';
import { createUsageReader, readUsage } from './read-usage';

const INCLUSIVE = { inputIncludesCached: true };

it('keeps the kinds of input apart, as Anthropic has them', () => {
  const wire = { input_tokens: 10, cache_read_input_tokens: 300, cache_creation_input_tokens: 20, output_tokens: 7 };
  expect(readUsage(wire).usage).toMatchObject({ input: 10, cacheRead: 300, cacheWrite: 20, output: 7 });
});

it('takes the cached tokens out of an input that includes them (pitfall 46)', () => {
  const wire = { input_tokens: 3604, cache_read_input_tokens: 3000, cache_creation_input_tokens: 600 };
  expect(readUsage(wire, INCLUSIVE).usage).toMatchObject({ input: 4, cacheRead: 3000, cacheWrite: 600 });
  expect(readUsage({ input_tokens: 9, cache_read_input_tokens: 10 }, INCLUSIVE).usage.input).toBe(0);
  expect(readUsage({ cache_read_input_tokens: 10 }, INCLUSIVE).usage.input).toBeNull();
});

it('takes them out once, when they are told only at the end of a stream (pitfall 48)', () => {
  const reader = createUsageReader(INCLUSIVE);
  expect(reader.start({ input_tokens: 3604, output_tokens: 1 })?.usage).toMatchObject({ input: 3604, cacheRead: null });
  expect(reader.update({ cache_read_input_tokens: 3602 })?.usage).toMatchObject({ input: 2, cacheRead: 3602 });
  expect(reader.update({ output_tokens: 9 })?.usage).toMatchObject({ input: 2, cacheRead: 3602, output: 9 });
});
