import { createRequire } from 'node:module';
import type { PriceTable, PriceTables } from './price-table';

let tables: PriceTables | null = null;

/**
 * The tables that come with the app, read when a provider first needs them: whoever has nothing but local models never does.
 * `scripts/prices/vendor.mjs` makes them; the build lays the folder beside the bundle that this code ends in.
 */
export function readShippedTables(): PriceTables {
  const read = createRequire(import.meta.url);
  tables ??= {
    genai: read('./data/genai-prices.json') as PriceTable,
    modelsDev: read('./data/models-dev.json') as PriceTable,
  };
  return tables;
}
