import { splitTarget } from '../../shared/config/config-schema';
import { followRoute } from '../../shared/config/route-config';
import type { Attempt, Exchange } from '../../shared/model/exchange';
import type { NanoDollars } from '../../shared/model/money';
import type { CompiledSettings } from './exchange';

/**
 * What the answer would have cost on the default route's first target that is switched on, in nano-dollars: the same tokens at its prices, since
 * what another provider would report is not known. Where that target gave the answer, it is the exchange's own cost. Null where there is no such target,
 * where nothing was billed or priced, and where one of the two is play money.
 */
export function findDefaultCost(
  { source, providers, prices }: CompiledSettings,
  { attempts, cost, startedAt }: Pick<Exchange, 'attempts' | 'cost' | 'startedAt'>,
): NanoDollars | null {
  const answer = attempts.findLast((attempt): attempt is Attempt & { usage: object } => attempt.usage !== null);
  const first = followRoute(source.config.routes, 'default')
    ?.targets.map(({ target }) => splitTarget(target))
    .find(({ providerId }) => providers.get(providerId)?.enabled === true);
  const provider = providers.get(first?.providerId ?? '');
  if (answer === undefined || first === undefined || provider === undefined || answer.usage === null) return null;
  if (answer.providerId === first.providerId && answer.model === first.model) return cost.total;
  const elsewhere = prices.cost({ provider, model: first.model, usage: answer.usage, reportedCost: null, at: startedAt });
  return elsewhere.playMoney === cost.playMoney ? elsewhere.total : null;
}
