import { createRequire } from 'node:module';

type PriceTable = Pick<typeof import('@pydantic/genai-prices'), 'calcPrice'>;

let table: PriceTable | null = null;

/**
 * The price table of @pydantic/genai-prices, read when a provider first needs it: it takes 17 MB and some 20 ms, and whoever has
 * nothing but local models never asks it.
 */
export function readPriceTable(): PriceTable {
  table ??= createRequire(import.meta.url)('@pydantic/genai-prices') as PriceTable;
  return table;
}
