import type { PriceTable, PriceTables } from './price-table';
import { PriceDataError, readDay, readFields, readList, readText } from './read-fields';
import { readGenaiPrices } from './read-genai-prices';
import { readModelsDev } from './read-models-dev';

/**
 * Tables as they were fetched from the addresses of TABLE_SOURCES, parsed; `date` is the day of that. What comes back is small
 * (about 0.5 MB) and plain data. Throws PriceDataError with a sentence for the user if either is not what it should be.
 */
export function readFetchedTables(fetched: { genaiPrices: unknown; modelsDev: unknown }, date: string): PriceTables {
  return { genai: readGenaiPrices(fetched.genaiPrices, date), modelsDev: readModelsDev(fetched.modelsDev, date) };
}

/**
 * Tables that readFetchedTables gave and that were kept in a file since. Throws PriceDataError if the file does not hold them. Prices
 * are not read one by one again: they were when they were fetched.
 */
export function readStoredTables(json: unknown): PriceTables {
  const { genai, modelsDev } = readFields(json, 'The file of prices');
  return { genai: readStored(genai, 'genai-prices'), modelsDev: readStored(modelsDev, 'models.dev') };
}

function readStored(json: unknown, name: PriceTable['name']): PriceTable {
  const table = readFields(json, `The table of ${name}`);
  if (table.name !== name) throw new PriceDataError(`The file of prices has no table of ${name}.`);
  readDay(table.date, `The date of ${name}`);
  for (const [id, provider] of Object.entries(readFields(table.providers, `The providers of ${name}`)))
    for (const model of readList(readFields(provider, id).models, `The list of ${id}'s models`)) {
      const { id: modelId, prices } = readFields(model, `A model of ${id}`);
      const what = `The prices of ${id}/${readText(modelId, `The id of a model of ${id}`)}`;
      if (readList(prices, what).length === 0) throw new PriceDataError(`${what} are missing.`);
    }
  return json as PriceTable;
}
