import { readPriceTable } from './price-table';

/** Windows that were looked up, by table and model: a look-up walks a list of models and costs about 0.2 ms. */
const found = new Map<string, number | undefined>();

/** Clients may name any model, so what is kept is bounded. */
const KEPT = 1_000;

/** The context window of a model in tokens, as the price table has it; undefined where it does not. `table` is the table's own name for the provider. */
export function lookUpWindow(table: string, model: string): number | undefined {
  const key = `${table}/${model}`;
  if (found.has(key)) return found.get(key);
  if (found.size >= KEPT) found.clear();
  const window = readPriceTable().calcPrice({}, model, { providerId: table })?.model.context_window;
  found.set(key, window);
  return window;
}
