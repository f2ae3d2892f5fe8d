import type { GenaiProvider, ModelsDevProvider } from './table-providers';

/** A provider's name in each of the tables; the first that has the model prices it. */
export interface TableNames {
  genai?: GenaiProvider;
  modelsDev?: ModelsDevProvider;
}

/**
 * Where a provider's prices come from: its names in the tables, nothing to pay, only what its answers state, or nowhere. Beside each of
 * them the user's own prices hold.
 */
export type PriceSource = TableNames | 'free' | 'reported' | 'unknown';

/** A provider as far as prices go. */
export interface PricedProvider {
  id: string;
  prices: PriceSource;
  /** The simulator's money, which is never added to real money. */
  playMoney: boolean;
}
