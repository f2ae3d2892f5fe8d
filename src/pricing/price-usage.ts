import type { ModelPrice } from '@pydantic/genai-prices';
import { toNanoDollars, UNKNOWN_COST, type Cost } from '../shared/model/money';
import type { Usage } from '../shared/model/usage';
import type { PricedProvider } from './price-source';
import { readPriceTable } from './price-table';

/** Date of the table that comes with @pydantic/genai-prices 0.1.8, the version that package.json pins. */
const PRICE_TABLE_DATE = '2026-09-23';

/**
 * What a call cost. The provider's own figure (dollars) wins; then nothing for what is free; then the price table;
 * unknown stays null. `at` is the time of the call in epoch ms: prices change with dates.
 */
export function priceUsage(provider: PricedProvider, model: string, usage: Usage, reportedCost: number | null, at: number): Cost {
  const { playMoney } = provider;
  if (reportedCost !== null) {
    return { ...UNKNOWN_COST, total: toNanoDollars(reportedCost), source: 'provider', sourceDate: toDate(at), playMoney };
  }
  if (provider.prices === 'free') {
    return {
      ...UNKNOWN_COST,
      total: 0,
      input: 0,
      output: 0,
      cacheRead: 0,
      cacheWrite: 0,
      fees: 0,
      source: 'its preset (local, free)',
      sourceDate: null,
    };
  }
  if (typeof provider.prices === 'string' || usage.input === null || usage.output === null) return { ...UNKNOWN_COST, playMoney };
  return priceByTable(provider.prices.table, model, usage, at);
}

function priceByTable(table: string, model: string, usage: Usage, at: number): Cost {
  const cacheRead = usage.cacheRead ?? 0;
  const cacheWrite = usage.cacheWrite ?? 0;
  // The table wants all input as one sum with the cached parts named; ours are disjoint (docs/sources.md, Providers).
  const inputTotal = (usage.input ?? 0) + cacheRead + cacheWrite;
  const price = readPriceTable().calcPrice(
    { input_tokens: inputTotal, cache_read_tokens: cacheRead, cache_write_tokens: cacheWrite, output_tokens: usage.output ?? 0 },
    model,
    { providerId: table, timestamp: new Date(at) },
  );
  if (price === null) return UNKNOWN_COST;
  const total = toNanoDollars(price.total_price);
  const output = toNanoDollars(price.output_price);
  const readCost = partCost(price.model_price, 'cache_read_mtok', cacheRead, inputTotal);
  const writeCost = partCost(price.model_price, 'cache_write_mtok', cacheWrite, inputTotal);
  return {
    total,
    // What is left of the sum, so that the parts always add up to the total.
    input: total - output - readCost - writeCost,
    output,
    cacheRead: readCost,
    cacheWrite: writeCost,
    fees: 0,
    source: price.model.id === model ? 'genai-prices' : `genai-prices (${price.model.id})`,
    sourceDate: PRICE_TABLE_DATE,
    playMoney: false,
  };
}

/** Nano-dollars for one kind of input; a model without a price of its own for it is charged as plain input. */
function partCost(prices: ModelPrice, kind: string, tokens: number, inputTotal: number): number {
  const price = prices[kind] ?? prices.input_mtok;
  if (price === undefined || tokens === 0) return 0;
  if (typeof price === 'number') return toNanoDollars((price * tokens) / 1_000_000);
  const tier = price.tiers.filter(({ start }) => inputTotal > start).at(-1);
  return toNanoDollars(((tier?.price ?? price.base) * tokens) / 1_000_000);
}

function toDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
