import { expect, it } from 'vitest';
import { convertUsage as convert, mergeUsage } from './convert-usage';

const convertUsage = (wire: Record<string, unknown>, tier: unknown = null) => convert(wire, tier).usage;

it('takes cached and written tokens out of the input and clamps what cannot be (pitfall 46)', () => {
  const usage = (prompt: number, details: object) =>
    convertUsage({ prompt_tokens: prompt, completion_tokens: 5, prompt_tokens_details: details });
  expect(usage(100, { cached_tokens: 80 })).toMatchObject({
    input: 20,
    cacheRead: 80,
    cacheWrite: null,
    output: 5,
    estimated: false,
  });
  expect(usage(100, { cached_tokens: 60, cache_write_tokens: 30 })).toMatchObject({ input: 10, cacheRead: 60, cacheWrite: 30 });
  expect(usage(100, { cached_tokens: 180 })).toMatchObject({ input: 0, cacheRead: 100 });
  expect(usage(100, { cached_tokens: 60, cache_write_tokens: 90 })).toMatchObject({ input: 0, cacheRead: 60, cacheWrite: 40 });
  expect(usage(-3, {})).toMatchObject({ input: 0 });
});

it.each([
  ['DeepSeek', { prompt_cache_hit_tokens: 70, prompt_cache_miss_tokens: 30 }],
  ['Moonshot', { cached_tokens: 70 }],
])('finds the cached tokens where %s names them', (_vendor, fields) => {
  expect(convertUsage({ prompt_tokens: 100, completion_tokens: 1, ...fields })).toMatchObject({ input: 30, cacheRead: 70 });
});

it('adds reasoning that is counted beside the completion, and only then', () => {
  const usage = (total: number) =>
    convertUsage({
      prompt_tokens: 10,
      completion_tokens: 20,
      total_tokens: total,
      completion_tokens_details: { reasoning_tokens: 300 },
    });
  expect(usage(330)).toMatchObject({ output: 320, reasoning: 300 });
  expect(usage(30)).toMatchObject({ output: 20, reasoning: 300 });
});

it('does not trip over figures of a wrong type', () => {
  expect(convertUsage({ prompt_tokens: '12', completion_tokens: null, prompt_tokens_details: 'none' })).toMatchObject({
    input: null,
    output: null,
  });
  expect(convert({ cost: '0.1' }, null)).toMatchObject({ reportedCost: null, faults: [{ figure: 'cost', reported: null }] });
  expect(convert({ cost: 0.1 }, null)).toMatchObject({ reportedCost: 0.1 });
});

it('names what cannot be instead of passing over it', () => {
  const { faults } = convert({ prompt_tokens: 100, completion_tokens: -5, prompt_tokens_details: { cached_tokens: 180 } }, null);
  expect(faults).toEqual([
    { figure: 'cacheRead', reported: 180, counted: 100 },
    { figure: 'output', reported: -5, counted: 0 },
  ]);
});

it('adds what the vendor bills where OpenRouter is asked with a key of the user’s own there', () => {
  const wire = { prompt_tokens: 1, completion_tokens: 1, cost: 0.01, cost_details: { upstream_inference_cost: 0.2 } };
  expect(convert({ ...wire, is_byok: true }, null).reportedCost).toBeCloseTo(0.21, 10);
  expect(convert(wire, null).reportedCost).toBe(0.01);
});

it('counts the searches that OpenRouter and Perplexity name, and reads the rate beside the usage', () => {
  expect(convertUsage({ server_tool_use: { web_search_requests: 2 } }, 'flex')).toMatchObject({
    webSearches: 2,
    serviceTier: 'flex',
  });
  expect(convertUsage({ num_search_queries: 3 }, 'default')).toMatchObject({ webSearches: 3, serviceTier: 'standard' });
});

it('merges figures field by field, as some servers name the cache only once (pitfall 48)', () => {
  const first = { prompt_tokens: 9, prompt_tokens_details: { cached_tokens: 4 } };
  expect(
    mergeUsage(first, { completion_tokens: 3, prompt_tokens: null, prompt_tokens_details: { cached_tokens: null } }),
  ).toEqual({
    ...first,
    completion_tokens: 3,
  });
});
