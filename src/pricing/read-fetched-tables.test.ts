import { findProvider } from '@pydantic/genai-prices';
import { describe, expect, it } from 'vitest';
import { comparePrices, compareTables, countModels } from './compare-prices';
import { createPriceBook } from './price-book';
import type { PricedProvider } from './price-source';
import { readFetchedTables, readStoredTables } from './read-fetched-tables';
import { PriceDataError } from './read-fields';
import { readShippedTables } from './shipped-tables';
import { GENAI_PROVIDERS, MODELS_DEV_PROVIDERS } from './table-providers';

const at = Date.UTC(2026, 10, 23, 12);
type Json = Record<string, unknown>;

/** What the two addresses answer, a copy for each test to change. */
function fetched() {
  const genaiPrices = JSON.parse(JSON.stringify(GENAI_PROVIDERS.map((providerId) => findProvider({ providerId })))) as {
    id: string;
    models: (Json & { id: string; prices: unknown })[];
  }[];
  const modelsDev = Object.fromEntries(
    MODELS_DEV_PROVIDERS.map((id) => [
      id,
      { id, models: { m1: { id: 'm1', cost: { input: 1, output: 2 } as Json, limit: { context: 1_000, output: 100 } } } },
    ]),
  );
  const anthropic = genaiPrices.find(({ id }) => id === 'anthropic')!;
  const opus = anthropic.models.find(({ id }) => id === 'claude-opus-5-5')!;
  return { genaiPrices, modelsDev, anthropic, opus };
}

const anthropic: PricedProvider = { id: 'anthropic', prices: { genai: 'anthropic' }, playMoney: false };
const alibaba: PricedProvider = { id: 'qwen', prices: { modelsDev: 'alibaba' }, playMoney: false };

describe('tables that were fetched', () => {
  it('take the place of the shipped ones, and name their day', () => {
    const { genaiPrices, modelsDev, opus } = fetched();
    opus.prices = { input_mtok: 7, output_mtok: 21 };
    const book = createPriceBook({ own: [], tables: readFetchedTables({ genaiPrices, modelsDev }, '2026-11-22') });
    expect(book.card(anthropic, 'claude-opus-5-5', at)).toMatchObject({ input: 7, output: 21, sourceDate: '2026-11-22' });
    expect(book.card(alibaba, 'm1', at)).toMatchObject({ input: 1, output: 2, source: 'models.dev' });
  });

  it('are understood with conditions that do not name their kind, as the newer form has them', () => {
    const { genaiPrices, modelsDev, opus } = fetched();
    opus.prices = [
      { prices: { input_mtok: 1, output_mtok: 1 } },
      { constraint: { start_date: '2026-11-23' }, prices: { input_mtok: 2, output_mtok: 2 } },
      { constraint: { start_time: '23:00:00+01:00', end_time: '01:00:00Z' }, prices: { input_mtok: 3, output_mtok: 3 } },
    ];
    const book = createPriceBook({ own: [], tables: readFetchedTables({ genaiPrices, modelsDev }, '2026-11-22') });
    const priceAt = (time: string) => book.card(anthropic, 'claude-opus-5-5', Date.parse(time))?.input;
    expect(['2026-11-22T21:59:59Z', '2026-11-22T22:00:00Z', '2026-11-23T00:59:59Z', '2026-11-23T01:00:00Z'].map(priceAt)).toEqual(
      [1, 3, 3, 2],
    );
  });

  it('have the tiers of models.dev, in its newer form and in the older', () => {
    const { genaiPrices, modelsDev } = fetched();
    const cost = modelsDev.alibaba!.models.m1.cost;
    cost.cache_read = 0.1;
    cost.cache_write = 0;
    cost.context_over_200k = { input: 4, output: 8 };
    const older = readFetchedTables({ genaiPrices, modelsDev }, '2026-11-22');
    cost.tiers = [
      { input: 9, output: 18, cache_read: 0.9, tier: { type: 'context', size: 256_000 } },
      { input: 3, output: 6, tier: { type: 'context', size: 32_000 } },
    ];
    const newer = readFetchedTables({ genaiPrices, modelsDev }, '2026-11-22');
    const [old, present] = [older, newer].map((tables) => createPriceBook({ own: [], tables }).card(alibaba, 'm1', at));
    expect(old).toMatchObject({ cacheWrite: null, tiers: [{ above: 200_000, input: 4, output: 8, cacheRead: 0.1 }] });
    expect(present?.tiers).toMatchObject([
      { above: 32_000, input: 3, output: 6, cacheRead: 0.1 },
      { above: 256_000, input: 9, output: 18, cacheRead: 0.9 },
    ]);
  });

  it('are read again from a file, and from none that holds something else', () => {
    const { genaiPrices, modelsDev } = fetched();
    const tables = readFetchedTables({ genaiPrices, modelsDev }, '2026-11-22');
    expect(readStoredTables(JSON.parse(JSON.stringify(tables)))).toEqual(tables);
    expect(() => readStoredTables({ ...tables, genai: tables.modelsDev })).toThrow(
      'The file of prices has no table of genai-prices.',
    );
    expect(() => readStoredTables([])).toThrow(PriceDataError);
    const broken = { ...tables, modelsDev: { ...tables.modelsDev, providers: { xai: { models: [{ id: 'm', prices: [] }] } } } };
    expect(() => readStoredTables(broken)).toThrow('The prices of xai/m are missing.');
  });
});

describe('a table that is not what it should be is refused whole', () => {
  type Fetched = ReturnType<typeof fetched>;
  const spoiled: [string, string, (all: Fetched) => { genaiPrices?: unknown; modelsDev?: unknown }][] = [
    ['an error page', 'The table of genai-prices is not a list.', () => ({ genaiPrices: { error: 'not found' } })],
    ['nothing', 'The table of genai-prices has no anthropic.', () => ({ genaiPrices: [] })],
    ['a text', 'The table of models.dev is not an object.', () => ({ modelsDev: '<html>' })],
    ['a missing provider', 'The table of models.dev has no alibaba.', () => ({ modelsDev: {} })],
    [
      'a provider without models',
      'The table of genai-prices has no models of anthropic.',
      (all) => ((all.anthropic.models = []), {}),
    ],
    [
      'a negative price',
      'input_mtok of anthropic/claude-opus-5-5 is no price: -1.',
      ({ opus }) => ((opus.prices = { input_mtok: -1 }), {}),
    ],
    [
      'a price as a text',
      'output of alibaba/m1 is no price: "2".',
      ({ modelsDev }) => ((modelsDev.alibaba!.models.m1.cost.output = '2'), {}),
    ],
    [
      'an absurd price',
      'input_mtok of anthropic/claude-opus-5-5 is no price: 1000001.',
      ({ opus }) => ((opus.prices = { input_mtok: 1_000_001 }), {}),
    ],
    [
      'a condition that is not known',
      'When a price of anthropic/claude-opus-5-5 holds is not understood: undefined.',
      ({ opus }) => ((opus.prices = [{ constraint: { weekday: 'Monday' }, prices: {} }]), {}),
    ],
    [
      'a day that there is not',
      'The first day of a price of anthropic/claude-opus-5-5 is not a day: "2026-13-01".',
      ({ opus }) => ((opus.prices = [{ constraint: { start_date: '2026-13-01' }, prices: {} }]), {}),
    ],
    [
      'a pattern that is none',
      'What anthropic/claude-opus-5-5 stands for is no pattern: (',
      ({ opus }) => ((opus.match = { regex: '(' }), {}),
    ],
    [
      'a tier without a border',
      'A tier of input_mtok of anthropic/claude-opus-5-5 is not understood: {"price":2}.',
      ({ opus }) => ((opus.prices = { input_mtok: { base: 1, tiers: [{ price: 2 }] } }), {}),
    ],
  ];

  it.each(spoiled)('%s', (_, sentence, spoil) => {
    const all = fetched();
    const { genaiPrices = all.genaiPrices, modelsDev = all.modelsDev } = spoil(all);
    let thrown: unknown;
    try {
      readFetchedTables({ genaiPrices, modelsDev }, '2026-11-22');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(PriceDataError);
    expect((thrown as Error).message).toBe(sentence);
  });
});

describe('what a newer table changes', () => {
  const { genai, modelsDev } = readShippedTables();
  const after = structuredClone(genai);
  const models = after.providers.anthropic!.models;
  after.date = '2026-11-22';
  models.find(({ id }) => id === 'claude-opus-5-5')!.prices = [{ input: 3, output: 20 }];
  models.splice(
    models.findIndex(({ id }) => id === 'claude-2'),
    1,
  );
  models.push({ id: 'claude-6', prices: [{ input: 1, output: 1 }] }, { id: 'claude-7', prices: [{ input: 1, output: 1 }] });

  it('is counted by models', () => {
    expect(compareTables(genai, after)).toEqual({
      name: 'genai-prices',
      from: genai.date,
      to: '2026-11-22',
      added: 2,
      removed: 1,
      changed: 1,
    });
    expect(countModels(after) - countModels(genai)).toBe(1);
  });

  it('is shown for the targets in use, and not for those whose price stays', () => {
    const targets = ['claude-opus-5-5', 'claude-haiku-4-5', 'claude-6', 'no-such-model'].map((model) => ({
      provider: anthropic,
      model,
    }));
    const before = createPriceBook({ own: [] });
    const changes = comparePrices(before, createPriceBook({ own: [], tables: { genai: after, modelsDev } }), targets, at);
    expect(changes.map(({ target, before, after }) => [target, before?.input, after?.input])).toEqual([
      ['anthropic/claude-opus-5-5', 4, 3],
      ['anthropic/claude-6', undefined, 1],
    ]);
  });
});
