import type { PriceCard, PriceRefresh } from '../shared/model/prices';
import type { PriceBook } from './price-book';
import type { PricedProvider } from './price-source';
import type { PriceTable, TableModel } from './price-table';

/** A model of a provider whose price is of interest. */
export interface PricedTarget {
  provider: PricedProvider;
  model: string;
}

/** Those of the targets that cost something else by the second book at a time (epoch ms). That a table has a newer date is no change. */
export function comparePrices(
  before: PriceBook,
  after: PriceBook,
  targets: readonly PricedTarget[],
  at: number,
): PriceRefresh['changes'] {
  return targets
    .map(({ provider, model }) => ({
      target: `${provider.id}/${model}`,
      before: before.card(provider, model, at),
      after: after.card(provider, model, at),
    }))
    .filter((change) => pricesOf(change.before) !== pricesOf(change.after));
}

function pricesOf(card: PriceCard | null): string {
  return JSON.stringify(card && { ...card, sourceDate: null });
}

/** How many models of the providers in use a table has more, has no longer, or prices otherwise than an older one. */
export function compareTables(before: PriceTable, after: PriceTable): PriceRefresh['tables'][number] {
  const old = listModels(before);
  const present = listModels(after);
  const names = [...present.keys()];
  return {
    name: after.name,
    from: before.date,
    to: after.date,
    added: names.filter((name) => !old.has(name)).length,
    removed: [...old.keys()].filter((name) => !present.has(name)).length,
    changed: names.filter((name) => old.has(name) && old.get(name) !== present.get(name)).length,
  };
}

/** How many models of the providers in use a table has. */
export function countModels(table: PriceTable): number {
  return listModels(table).size;
}

/** The prices of each as text, by `provider/model`. */
function listModels({ providers }: PriceTable): Map<string, string> {
  return new Map(
    Object.entries(providers).flatMap(([provider, { models }]) =>
      models.map(({ id, prices }: TableModel) => [`${provider}/${id}`, JSON.stringify(prices)] as const),
    ),
  );
}
