import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { UNKNOWN_USAGE, type Usage } from '../shared/model/usage';
import type { PricedProvider } from './price-source';
import { priceUsage } from './price-usage';

const at = Date.UTC(2026, 10, 23);
const provider = (table: string): PricedProvider => ({ id: 'p', prices: { table }, playMoney: false });
const usage = (input: number, output: number, cacheRead = 0, cacheWrite = 0): Usage => ({
  ...UNKNOWN_USAGE,
  input,
  output,
  cacheRead,
  cacheWrite,
  estimated: false,
});

it('bills each kind of token at its own price: Opus 5.5 at 4, 20, 0.20 and 5 dollars a million', () => {
  const cost = priceUsage(provider('anthropic'), 'claude-opus-5-5', usage(1_000, 2_000, 10_000, 500), null, at);
  expect(cost).toMatchObject({
    input: 4_000_000,
    output: 40_000_000,
    cacheRead: 2_000_000,
    cacheWrite: 2_500_000,
    total: 48_500_000,
  });
  expect(cost).toMatchObject({ source: 'genai-prices', sourceDate: '2026-09-23', playMoney: false });
});

it('bills the higher tier when all input together is above it: Sonnet 4.5 over 200,000', () => {
  const cost = priceUsage(provider('anthropic'), 'claude-sonnet-4-5', usage(150_000, 1_000, 100_000), null, at);
  expect(cost).toMatchObject({ input: 900_000_000, cacheRead: 60_000_000, output: 22_500_000, total: 982_500_000 });
});

it('has parts that add up to the total', () => {
  const cost = priceUsage(provider('deepseek'), 'deepseek-v4-pro', usage(1_237, 911, 7_777), null, at);
  expect((cost.input ?? 0) + (cost.output ?? 0) + (cost.cacheRead ?? 0) + (cost.cacheWrite ?? 0)).toBe(cost.total);
});

it('takes what the provider says before any table', () => {
  const cost = priceUsage(provider('anthropic'), 'claude-opus-5-5', usage(1_000, 2_000), 0.0123, at);
  expect(cost).toMatchObject({ total: 12_300_000, input: null, source: 'provider', sourceDate: '2026-11-23' });
});

it('knows local models as free, and the simulator as play money', () => {
  expect(priceUsage({ id: 'p', prices: 'free', playMoney: false }, 'qwen3', usage(1, 1), null, at)).toMatchObject({
    total: 0,
    source: 'its preset (local, free)',
  });
  expect(priceUsage({ id: 'p', prices: 'reported', playMoney: true }, 'simulator-fast', usage(1, 1), 0.001, at)).toMatchObject({
    total: 1_000_000,
    playMoney: true,
  });
});

it('leaves a cost unknown rather than nothing', () => {
  expect(priceUsage(provider('anthropic'), 'no-such-model', usage(1, 1), null, at).total).toBeNull();
  expect(priceUsage(provider('anthropic'), 'claude-opus-5-5', { ...usage(1, 1), output: null }, null, at).total).toBeNull();
});

it('names the model whose price stands in for a newer one', () => {
  expect(priceUsage(provider('anthropic'), 'claude-sonnet-5-5', usage(1, 1), null, at).source).toBe(
    'genai-prices (claude-sonnet-5)',
  );
});

it('states the date of the very table that is installed', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  expect(dependencies['@pydantic/genai-prices']).toBe('0.1.8');
});
