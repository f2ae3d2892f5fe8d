import type { DatedPrice, PriceTable, Rates, TableModel, TableProvider } from './price-table';
import { PriceDataError, readDollars, readFields, readList, readText, readTokens, stated } from './read-fields';
import { MODELS_DEV_PROVIDERS } from './table-providers';

/** From where on its older form of a tier counts, in tokens. */
const LARGE_CONTEXT = 200_000;

/**
 * The table of models.dev (its api.json: providers by name), reduced to the providers in use. `date` is the day as of which it holds.
 * Throws PriceDataError for what does not look like it: nothing is used of such a table.
 */
export function readModelsDev(json: unknown, date: string): PriceTable {
  const listed = readFields(json, 'The table of models.dev');
  const providers: Record<string, TableProvider> = {};
  for (const id of MODELS_DEV_PROVIDERS) {
    if (listed[id] === undefined) throw new PriceDataError(`The table of models.dev has no ${id}.`);
    const provider = readFields(listed[id], `${id} of models.dev`);
    const models = Object.entries(readFields(provider.models, `The list of ${id}'s models`))
      .map(([name, model]) => readModel(name, model, id))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    if (models.length === 0) throw new PriceDataError(`The table of models.dev has no models of ${id}.`);
    providers[id] = { models };
  }
  return { name: 'models.dev', date, providers };
}

function readModel(key: string, json: unknown, provider: string): TableModel {
  const id = readText(key, `The id of a model of ${provider}`);
  const name = `${provider}/${id}`;
  const { cost, limit } = readFields(json, name);
  const { context, output } = limit === undefined ? {} : readFields(limit, `The limits of ${name}`);
  return stated({
    id,
    prices: [cost === undefined ? {} : readCost(cost, name)],
    contextWindow: readTokens(context),
    maxOutputTokens: readTokens(output),
  });
}

function readCost(json: unknown, name: string): DatedPrice {
  const cost = readFields(json, `The cost of ${name}`);
  const base = readRates(cost, name);
  const tiers = readTiers(cost, name).map(({ above, ...rates }) => ({ above, ...base, ...rates }));
  return stated({ ...base, tiers: tiers.length === 0 ? undefined : tiers });
}

/** By `tiers`, which say from where on each counts, or else by the older field for one tier. */
function readTiers(cost: Record<string, unknown>, name: string): (Rates & { above: number })[] {
  if (cost.tiers === undefined) {
    const large = cost.context_over_200k;
    return large === undefined ? [] : [{ above: LARGE_CONTEXT, ...readRates(readFields(large, `A tier of ${name}`), name) }];
  }
  return readList(cost.tiers, `The tiers of ${name}`)
    .map((entry) => {
      const fields = readFields(entry, `A tier of ${name}`);
      const above = readTokens(readFields(fields.tier, `A tier of ${name}`).size);
      if (above === undefined) throw new PriceDataError(`A tier of ${name} does not say from where on it counts.`);
      return { above, ...readRates(fields, name) };
    })
    .sort((a, b) => a.above - b.above);
}

function readRates(cost: Record<string, unknown>, name: string): Rates {
  const [input, output, cacheRead, cacheWrite] = ['input', 'output', 'cache_read', 'cache_write'].map((key) =>
    readDollars(cost[key], `${key} of ${name}`),
  );
  // Where it lists 0 for what a vendor does not bill apart, it would make what is sent into the cache free.
  return stated({ input, output, cacheRead, cacheWrite: cacheWrite === 0 ? undefined : cacheWrite });
}
