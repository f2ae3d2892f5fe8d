import { expect, it } from 'vitest';
import { UNKNOWN_USAGE } from '../../../shared/model/usage';
import { buildUsage } from './build-usage';
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

it('reads what was written for an hour, the searches and the rate', () => {
  const wire = {
    input_tokens: 10,
    cache_creation_input_tokens: 50,
    cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 30 },
    output_tokens: 7,
    server_tool_use: { web_search_requests: 2, web_fetch_requests: 1 },
    service_tier: 'priority',
  };
  const { usage, faults } = readUsage(wire);
  expect(usage).toMatchObject({ cacheWrite: 50, cacheWrite1h: 30, webSearches: 2, serviceTier: 'priority' });
  expect(faults).toBeUndefined();
  expect(readUsage({ cache_creation: wire.cache_creation }).usage).toMatchObject({ cacheWrite: 50, cacheWrite1h: 30 });
});

it('names each figure that cannot be', () => {
  expect(readUsage({ input_tokens: -5, output_tokens: 'many', cache_read_input_tokens: 1.5, cost: -1 })).toMatchObject({
    usage: { input: 0, output: null, cacheRead: 2 },
    reportedCost: null,
    faults: [
      { figure: 'input', reported: -5, counted: 0 },
      { figure: 'cacheRead', reported: 1.5, counted: 2 },
      { figure: 'output', reported: null, counted: null },
      { figure: 'cost', reported: -1, counted: null },
    ],
  });
});

it('lets the last word win where figures come again, shrink or are told as null', () => {
  const reader = createUsageReader();
  reader.start({ input_tokens: 100, output_tokens: 1 });
  reader.update({ input_tokens: 100, output_tokens: 50 });
  reader.update({ input_tokens: 90, output_tokens: 40 });
  const last = reader.update({ input_tokens: null, output_tokens: 45 });
  expect(last).toMatchObject({ usage: { input: 90, output: 45 } });
  expect(last).not.toHaveProperty('faults');
});

it('tells a client of Anthropic’s what was written for how long, and at which rate', () => {
  const usage = { ...UNKNOWN_USAGE, input: 1, output: 2, cacheWrite: 50, cacheWrite1h: 30, webSearches: 3 };
  expect(buildUsage({ ...usage, serviceTier: 'batch' }, 1)).toMatchObject({
    cache_creation_input_tokens: 50,
    cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 30 },
    server_tool_use: { web_search_requests: 3 },
    service_tier: 'batch',
  });
  expect(buildUsage({ ...usage, serviceTier: 'flex', webSearches: null }, 1)).toMatchObject({
    server_tool_use: { web_search_requests: 1 },
    service_tier: null,
  });
});
