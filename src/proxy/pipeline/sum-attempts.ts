import { UNKNOWN_COST, type Cost } from '../../shared/model/money';
import { UNKNOWN_USAGE, type Usage } from '../../shared/model/usage';

const COUNTS = ['input', 'output', 'cacheRead', 'cacheWrite', 'cacheWrite1h', 'reasoning', 'webSearches'] as const;
const PARTS = ['input', 'output', 'cacheRead', 'cacheWrite', 'fees'] as const;

/** What is known of two figures together: unknown and 5 are 5, and two that are unknown stay so. */
function addKnown(first: number | null, second: number | null): number | null {
  if (first === null) return second;
  return second === null ? first : first + second;
}

/** Both together. It is estimated if any of it is; the rate is the one that both have, or the only one that is known. */
export function addUsage(first: Usage, second: Usage): Usage {
  const sum: Usage = { ...second, estimated: first.estimated || second.estimated };
  for (const kind of COUNTS) sum[kind] = addKnown(first[kind], second[kind]);
  const tiers = new Set([first.serviceTier, second.serviceTier].filter((tier) => tier !== null));
  sum.serviceTier = tiers.size === 1 ? ([...tiers][0] ?? null) : null;
  return sum;
}

/** All attempts' usage together; unknown where none of them had something of an answer. */
export function sumUsage(usages: readonly (Usage | null)[]): Usage {
  const [first, ...rest] = usages.filter((usage) => usage !== null);
  return first === undefined ? UNKNOWN_USAGE : rest.reduce(addUsage, first);
}

/**
 * Both together, `later` being the cost of the attempt that came later, whose source and date the sum has. The total of an answer that is unpriced
 * stays unknown, whatever is known of attempts before it: a part passed off as the whole would hide that. An unpriced attempt before a priced answer
 * adds nothing.
 */
export function addCost(earlier: Cost, later: Cost): Cost {
  const sum: Cost = { ...later, total: later.total === null ? null : addKnown(earlier.total, later.total) };
  for (const part of PARTS) sum[part] = addKnown(earlier[part], later[part]);
  return sum;
}

/** All attempts' cost together. Play money is never added to real money: where there is some of both, only the real counts. */
export function sumCost(costs: readonly (Cost | null)[]): Cost {
  const billed = costs.filter((cost) => cost !== null);
  const real = billed.filter(({ playMoney }) => !playMoney);
  const [first, ...rest] = real.length > 0 ? real : billed;
  return first === undefined ? UNKNOWN_COST : rest.reduce(addCost, first);
}
