import type { Attempt, Exchange } from '../shared/model/exchange';
import type { ExchangeCosts } from '../shared/model/exchange-costs';
import type { Cost } from '../shared/model/money';
import type { PricedTarget } from './compare-prices';
import { findDefaultCost } from './default-cost';
import type { PriceBook } from './price-book';
import type { PricedProvider } from './price-source';
import { sumCost } from './sum-cost';

/** By what costs are computed again. */
export interface PresentPrices {
  book: PriceBook;
  /** Those of the config, by id. */
  providers: ReadonlyMap<string, PricedProvider>;
  /** The default route's first target; null: there is none. */
  first: PricedTarget | null;
}

/**
 * What an exchange costs by present prices, as they were at its time. What a provider reported and play money stay as they are, and so does the cost of a
 * provider that is no longer in the config, unless a price of the user's own fits it.
 *
 * What the default route would have cost follows the cost where the two were one, and is filled in by the present default target where it was not
 * known. Otherwise it stays: which target the default route had then is not in the ledger, and another than today's would make savings up.
 */
export function recomputeCosts(exchange: Exchange, present: PresentPrices): ExchangeCosts {
  const attempts = exchange.attempts.map((attempt) => recomputeAttempt(attempt, exchange.startedAt, present));
  const cost = attempts.every((one) => one === null) ? exchange.cost : sumCost(attempts);
  return { id: exchange.id, cost, defaultCost: recomputeDefault(exchange, cost, present), attempts };
}

function recomputeAttempt(
  { usage, cost, providerId, model }: Attempt,
  at: number,
  { book, providers }: PresentPrices,
): Cost | null {
  if (usage === null || cost === null || cost.playMoney || cost.source === 'provider') return cost;
  const known = providers.get(providerId);
  const provider: PricedProvider = known ?? { id: providerId, prices: 'unknown', playMoney: false };
  const now = book.cost({ provider, model, usage, reportedCost: null, at });
  return now.playMoney || (known === undefined && now.total === null) ? cost : now;
}

function recomputeDefault(exchange: Exchange, cost: Cost, { book, first }: PresentPrices): number | null {
  const { defaultCost, attempts, startedAt } = exchange;
  if (exchange.cost.playMoney) return defaultCost;
  const wereOne = defaultCost !== null && defaultCost === exchange.cost.total;
  const followed = wereOne ? cost.total : defaultCost;
  return followed ?? findDefaultCost(book, first, { attempts, cost, startedAt });
}
