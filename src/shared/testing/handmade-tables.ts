/** Prices of a model, by the names that genai-prices has for them. */
type Rates = Record<string, number>;

/** Which providers the tables need: each has a model `m1` that costs 1 and 2 dollars, unless it is given others. */
interface TableProviders {
  genai: readonly string[];
  modelsDev: readonly string[];
}

/** What the two addresses of price tables answer, small. `models` are those of genai-prices' providers, `provider/model`. */
export function handmadeTables({ genai, modelsDev }: TableProviders, models: Readonly<Record<string, Rates>>) {
  const own = Object.entries(models).map(([name, rates]) => ({
    provider: name.slice(0, name.indexOf('/')),
    id: name.slice(name.indexOf('/') + 1),
    rates,
  }));
  const genaiPrices = genai.map((id) => ({
    id,
    models: [
      { id: 'm1', rates: { input_mtok: 1, output_mtok: 2 } as Rates },
      ...own.filter(({ provider }) => provider === id),
    ].map((model) => ({
      id: model.id,
      match: { equals: model.id },
      prices: model.rates,
    })),
  }));
  return {
    genaiPrices: JSON.stringify(genaiPrices),
    modelsDev: JSON.stringify(
      Object.fromEntries(
        modelsDev.map((id) => [
          id,
          { id, models: { m1: { id: 'm1', cost: { input: 1, output: 2 }, limit: { context: 1_000, output: 100 } } } },
        ]),
      ),
    ),
  };
}
