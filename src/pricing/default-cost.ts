import type { Attempt, Exchange } from '../shared/model/exchange';
import type { NanoDollars } from '../shared/model/money';
import type { PricedTarget } from './compare-prices';
import type { PriceBook } from './price-book';

/**
 * What the answer would have cost on `first`, the default route's first target, in nano-dollars: the same tokens at its prices, since what another
 * provider would report is not known. Where that target gave the answer, it is the exchange's own cost. Null where there is no such target, where
 * nothing was billed or priced, and where one of the two is play money.
 */
export function findDefaultCost(
  book: PriceBook,
  first: PricedTarget | null,
  { attempts, cost, startedAt }: Pick<Exchange, 'attempts' | 'cost' | 'startedAt'>,
): NanoDollars | null {
  const answer = attempts.findLast((attempt): attempt is Attempt & { usage: object } => attempt.usage !== null);
  if (answer === undefined || first === null) return null;
  const { provider, model } = first;
  if (answer.providerId === provider.id && answer.model === model) return cost.total;
  const elsewhere = book.cost({ provider, model, usage: answer.usage, reportedCost: null, at: startedAt });
  return elsewhere.playMoney === cost.playMoney ? elsewhere.total : null;
}
