import { addKnown } from '../shared/model/add-known';
import { UNKNOWN_COST, type Cost } from '../shared/model/money';

const PARTS = ['input', 'output', 'cacheRead', 'cacheWrite', 'fees'] as const;

/**
 * Both together, `later` being the cost of the attempt that came later, whose source and date the sum has. The total of an answer that is unpriced
 * stays unknown, whatever is known of attempts before it: a part passed off as the whole would hide that. An unpriced attempt before a priced answer
 * adds nothing.
 */
function addCost(earlier: Cost, later: Cost): Cost {
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
