import { toNanoDollars, type Cost } from '../shared/model/money';
import type { PriceCard } from '../shared/model/prices';
import type { Usage } from '../shared/model/usage';

/** What is billed by kind; adds up to `total`. Nano-dollars. */
export type BilledParts = Record<'total' | 'input' | 'output' | 'cacheRead' | 'cacheWrite' | 'fees', NonNullable<Cost['total']>>;

export const NOTHING: BilledParts = { total: 0, input: 0, output: 0, cacheRead: 0, cacheWrite: 0, fees: 0 };

/**
 * What a usage costs by a card, in nano-dollars. `share` is the part of the price for tokens that is asked for, 1 for all; fees are
 * always whole. Null, which is unknown, as soon as a part of it is: some tokens without a price, or counts that were not reported.
 */
export function billUsage(card: PriceCard, usage: Usage, share: number): BilledParts | null {
  if (usage.input === null || usage.output === null) return null;
  const cacheRead = usage.cacheRead ?? 0;
  const written = usage.cacheWrite ?? 0;
  const writtenForAnHour = Math.min(usage.cacheWrite1h ?? 0, written);
  const allInput = usage.input + cacheRead + written;
  const rates = card.tiers.findLast(({ above }) => allInput > above) ?? card;
  const writeRate = rates.cacheWrite ?? rates.input;
  const parts = [
    bill(usage.input, rates.input, share),
    bill(usage.output, rates.output, share),
    bill(cacheRead, rates.cacheRead ?? rates.input, share),
    bill(written - writtenForAnHour, writeRate, share),
    bill(writtenForAnHour, rates.cacheWrite1h ?? writeRate, share),
    // Priced by the thousand, where tokens are by the million: a search counts as a thousand of them.
    bill((usage.webSearches ?? 0) * 1_000, card.webSearch, 1),
  ];
  if (!parts.every((part) => part !== null)) return null;
  const [input = 0, output = 0, read = 0, write = 0, writeForAnHour = 0, fees = 0] = parts;
  return {
    total: input + output + read + write + writeForAnHour + fees,
    input,
    output,
    cacheRead: read,
    cacheWrite: write + writeForAnHour,
    fees,
  };
}

/**
 * Nano-dollars of one kind of token at so many dollars for a million.
 * The price becomes a whole number first (of nano-dollars for a million), so that no fraction of a binary number gets into the sum.
 */
function bill(tokens: number, dollars: number | null, share: number): number | null {
  if (tokens === 0) return 0;
  if (dollars === null) return null;
  return Math.round((tokens * toNanoDollars(dollars) * share) / 1_000_000);
}
