import { expect, it } from 'vitest';
import { lookUpWindow } from './look-up-window';

it('knows the window of a model in the price table, the second time too', () => {
  const names = { genai: 'anthropic', modelsDev: 'anthropic' } as const;
  expect([lookUpWindow(names, 'claude-opus-4-6'), lookUpWindow(names, 'claude-opus-4-6')]).toEqual([1_000_000, 1_000_000]);
  expect(lookUpWindow({ genai: 'openai' }, 'o3')).toBe(200_000);
});

it('takes the window from the second table where the first has no such model', () => {
  expect(lookUpWindow({ modelsDev: 'alibaba' }, 'qwen3-coder-plus')).toBe(1_048_576);
  expect(lookUpWindow({ genai: 'zai', modelsDev: 'zai' }, 'glm-4.7')).toBe(204_800);
});

it('knows nothing of a model that no table has', () => {
  expect(lookUpWindow({ genai: 'anthropic', modelsDev: 'anthropic' }, 'no-such-model')).toBeUndefined();
});
