/**
 * Where a provider's prices come from: its name in the tables, nothing to pay, only what its answers state, or nowhere. Beside each of
 * them the user's own prices hold.
 */
export type PriceSource = { table: string } | 'free' | 'reported' | 'unknown';

/** A provider as far as prices go. */
export interface PricedProvider {
  id: string;
  prices: PriceSource;
  /** The simulator's money, which is never added to real money. */
  playMoney: boolean;
}
