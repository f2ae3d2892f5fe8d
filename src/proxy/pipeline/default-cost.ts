import { findDefaultCost as findCost, type PricedTarget } from '../../pricing';
import { findDefaultTarget } from '../../shared/config/find-default-target';
import type { Exchange } from '../../shared/model/exchange';
import type { NanoDollars } from '../../shared/model/money';
import type { CompiledSettings } from './exchange';

/** What the answer would have cost on the default route's first target, by these settings: nano-dollars, null where that is not known. */
export function findDefaultCost(
  { source, providers, prices }: CompiledSettings,
  exchange: Pick<Exchange, 'attempts' | 'cost' | 'startedAt'>,
): NanoDollars | null {
  return findCost(prices, findFirst(), exchange);

  function findFirst(): PricedTarget | null {
    const target = findDefaultTarget(source.config);
    const provider = target && providers.get(target.providerId);
    return provider ? { provider, model: target.model } : null;
  }
}
