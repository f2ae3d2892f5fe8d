import { describe, expect, it } from 'vitest';
import { OwnPrice } from '../shared/config/price-config';
import { UNKNOWN_COST } from '../shared/model/money';
import { UNKNOWN_USAGE, type Usage } from '../shared/model/usage';
import { createPriceBook } from './price-book';
import type { PricedProvider, PriceSource } from './price-source';
import { readShippedTables } from './shipped-tables';

const at = Date.UTC(2026, 10, 23, 12);
const provider = (prices: PriceSource, playMoney = false): PricedProvider => ({ id: 'p', prices, playMoney });
const anthropic = provider({ genai: 'anthropic', modelsDev: 'anthropic' });
const usage = (fields: Partial<Usage>): Usage => ({ ...UNKNOWN_USAGE, input: 0, output: 0, estimated: false, ...fields });
const own = (...prices: unknown[]) => prices.map((price) => OwnPrice.parse(price));
const shipped = createPriceBook({ own: [] });

const million = usage({ input: 1_000_000, output: 1_000_000 });
const ask = { provider: anthropic, model: 'claude-opus-5-5', usage: million, reportedCost: null, at };

describe('the order of the sources', () => {
  const book = createPriceBook({ own: own({ target: 'p/claude-opus-5-5', input: 1, output: 2 }) });

  it('takes what the provider says before all, and then knows no parts', () => {
    expect(book.cost({ ...ask, reportedCost: 0.0123 })).toEqual({
      ...UNKNOWN_COST,
      total: 12_300_000,
      source: 'provider',
      sourceDate: '2026-11-23',
    });
  });

  it.each([-0.01, Number.NaN, Infinity, 1_000.01])('does not believe a provider that says %d dollars', (reportedCost) => {
    expect(shipped.cost({ ...ask, reportedCost })).toMatchObject({ total: 24_000_000_000, source: 'genai-prices' });
  });

  it('takes the user’s own price before the tables, and before what a preset calls free', () => {
    expect(book.cost(ask)).toMatchObject({ total: 3_000_000_000, source: 'your own', sourceDate: null });
    expect(book.cost({ ...ask, provider: provider('free') })).toMatchObject({ total: 3_000_000_000, source: 'your own' });
    expect(book.cost({ ...ask, provider: provider('unknown') }).total).toBe(3_000_000_000);
  });

  it('takes models.dev where genai-prices does not have the model', () => {
    const zai = provider({ genai: 'zai', modelsDev: 'zai' });
    expect(shipped.cost({ ...ask, provider: zai, model: 'glm-5.2' })).toMatchObject({ source: 'genai-prices (GLM-5.2)' });
    const { date } = readShippedTables().modelsDev;
    expect(shipped.cost({ ...ask, provider: zai, model: 'glm-4.7' })).toMatchObject({
      source: 'models.dev',
      sourceDate: date,
      total: 2_800_000_000,
    });
  });

  it('names the model whose price stands in for a newer one', () => {
    expect(shipped.cost({ ...ask, model: 'claude-sonnet-5-5' }).source).toBe('genai-prices (claude-sonnet-5)');
  });

  it('knows what a preset calls free as nothing, even if nothing was counted', () => {
    const cost = shipped.cost({ ...ask, provider: provider('free'), usage: UNKNOWN_USAGE });
    expect(cost).toEqual({
      total: 0,
      input: 0,
      output: 0,
      cacheRead: 0,
      cacheWrite: 0,
      fees: 0,
      source: 'free',
      sourceDate: null,
      playMoney: false,
    });
  });

  it('keeps play money apart, whoever states it', () => {
    const simulator = provider('reported', true);
    expect(shipped.cost({ ...ask, provider: simulator, reportedCost: 1 })).toMatchObject({
      total: 1_000_000_000,
      playMoney: true,
    });
    expect(shipped.cost({ ...ask, provider: simulator })).toEqual({ ...UNKNOWN_COST, playMoney: true });
    expect(book.cost({ ...ask, provider: simulator })).toMatchObject({ total: 3_000_000_000, playMoney: true });
  });

  it('takes the tables it is given in place of the shipped ones', () => {
    const { genai, modelsDev } = readShippedTables();
    const model = { id: 'claude-opus-5-5', prices: [{ input: 100, output: 0 }] };
    const tables = { genai: { ...genai, date: '2026-11-01', providers: { anthropic: { models: [model] } } }, modelsDev };
    const cost = createPriceBook({ own: [], tables }).cost(ask);
    expect(cost).toMatchObject({ total: 100_000_000_000, source: 'genai-prices', sourceDate: '2026-11-01' });
  });
});

describe('what is not known', () => {
  it.each([
    ['a model that no table has', { model: 'no-such-model' }],
    ['an answer whose output was not counted', { usage: { ...million, output: null } }],
    ['an answer whose input was not counted', { usage: { ...million, input: null } }],
    ['a rate that the provider bills otherwise', { usage: { ...million, serviceTier: 'priority' as const } }],
    ['a rate that this vendor is not known to have', { usage: { ...million, serviceTier: 'flex' as const } }],
    ['a provider without prices', { provider: provider('unknown') }],
    [
      'web searches without a price',
      { provider: provider({ modelsDev: 'zai' }), model: 'glm-4.7', usage: { ...million, webSearches: 1 } },
    ],
  ])('is null: %s', (_, part) => {
    expect(shipped.cost({ ...ask, ...part })).toEqual(UNKNOWN_COST);
  });

  it('is the price that an empty entry of a table does not state', () => {
    expect(shipped.card(provider({ genai: 'cerebras' }), 'qwen-3-coder-480b', at)).toBeNull();
  });
});

describe('the user’s own prices', () => {
  const book = createPriceBook({
    own: own(
      { target: 'p/*', input: 1, output: 1 },
      { target: 'p/gpt-*', input: 2, output: 2 },
      { target: 'p/gpt-6', input: 3, output: 3 },
      { target: 'p/gpt-6', from: '2026-11-01', input: 4, output: 4 },
      { target: 'p/gpt-6', from: '2026-12-01', input: 5, output: 5 },
      { target: 'p/gpt-7', from: '2026-12-01', input: 6, output: 6 },
    ),
  });
  const inputPrice = (model: string, day = '2026-11-23') => book.card(provider('unknown'), model, Date.parse(day))?.input;

  it('go by the most exact name', () => {
    expect(['llama', 'gpt-5', 'gpt-6'].map((model) => inputPrice(model))).toEqual([1, 2, 4]);
    expect(book.card({ ...provider('unknown'), id: 'q' }, 'gpt-6', at)).toBeNull();
  });

  it('hold from the first moment of their day by UTC', () => {
    expect(['2026-10-31T23:59:59.999Z', '2026-11-01T00:00:00Z'].map((time) => inputPrice('gpt-6', time))).toEqual([3, 4]);
    expect(['2026-11-30T23:59:59.999Z', '2026-12-01T00:00:00Z'].map((time) => inputPrice('gpt-6', time))).toEqual([4, 5]);
  });

  it('leave room for a less exact one until they have begun', () => {
    expect([inputPrice('gpt-7'), inputPrice('gpt-7', '2026-12-01')]).toEqual([2, 6]);
  });

  it('show the day from which they hold', () => {
    expect(book.cost({ ...ask, model: 'gpt-6' })).toMatchObject({ source: 'your own', sourceDate: '2026-11-01' });
  });

  it('leave the price of a web search to the table where they do not state it', () => {
    const searched = { ...ask, usage: usage({ webSearches: 2 }) };
    expect(createPriceBook({ own: own({ target: 'p/*', input: 1, output: 1 }) }).cost(searched).fees).toBe(20_000_000);
    expect(createPriceBook({ own: own({ target: 'p/*', input: 1, output: 1, webSearch: 0 }) }).cost(searched).fees).toBe(0);
  });

  it('hold at every rate, less what the vendor is known to take off', () => {
    const cost = (serviceTier: Usage['serviceTier']) =>
      createPriceBook({ own: own({ target: 'p/*', input: 1, output: 1 }) }).cost({ ...ask, usage: { ...million, serviceTier } })
        .total;
    expect([cost('standard'), cost('batch'), cost('priority')]).toEqual([2_000_000_000, 1_000_000_000, 2_000_000_000]);
  });
});
