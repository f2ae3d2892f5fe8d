import type { ServiceTier } from '../shared/model/usage';
import type { PriceSource } from './price-source';

/** The part of the standard price for tokens that a provider asks for at its other rates, where it says so: docs/sources.md, Prices. */
const SHARES: Record<string, Partial<Record<ServiceTier, number>>> = {
  anthropic: { batch: 0.5 },
  groq: { flex: 1 },
  openai: { batch: 0.5, flex: 0.5 },
};

/** The part of the standard price that a rate costs; null where it is not known. A provider that says nothing bills its standard price. */
export function tierShare(prices: PriceSource, tier: ServiceTier | null): number | null {
  if (tier === null || tier === 'standard') return 1;
  const shares = typeof prices === 'string' || prices.genai === undefined ? undefined : SHARES[prices.genai];
  return shares?.[tier] ?? null;
}
