import { expect, it } from 'vitest';
import { lookUpWindow } from './look-up-window';

it('knows the window of a model in the price table, the second time too', () => {
  expect([lookUpWindow('anthropic', 'claude-opus-4-6'), lookUpWindow('anthropic', 'claude-opus-4-6')]).toEqual([
    1_000_000, 1_000_000,
  ]);
  expect(lookUpWindow('openai', 'o3')).toBe(200_000);
});

it('knows nothing of a model or a provider that the table does not have', () => {
  expect(lookUpWindow('anthropic', 'no-such-model')).toBeUndefined();
  expect(lookUpWindow('no-such-provider', 'claude-opus-4-6')).toBeUndefined();
});
