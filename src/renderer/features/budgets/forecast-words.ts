import type { BudgetState } from '../../../shared/model/budget';
import { showDollars } from '../../../shared/model/describe-budget';
import type { Forecast } from '../../../shared/model/figures';
import { FEWEST_FORECAST_DAYS } from '../../../shared/model/forecast-days';
import { formatSum } from '../../../shared/model/format-money';
import type { NanoDollars } from '../../../shared/model/money';

/** How a forecast stands against a budget: `$24.00 under`, and then `the budget Monthly`. */
export interface Standing {
  by: string;
  budget: string;
  isOver: boolean;
}

/** `88.00 – 107.00 in 8 of 10 cases`, in dollars; null where there is no forecast yet. */
export function describeRange({ low, high }: Pick<Forecast, 'low' | 'high'>): string | null {
  return low === null || high === null ? null : `${formatSum(low)} – ${formatSum(high)} in 8 of 10 cases`;
}

/** Against the lowest budget of a month that counts all requests; null where there is none. */
export function findStanding(expected: NanoDollars, states: readonly BudgetState[]): Standing | null {
  const [lowest] = states
    .filter(({ per, scope }) => per === 'month' && Object.values(scope).every((part) => part === undefined))
    .sort((a, b) => a.limit - b.limit);
  if (lowest === undefined) return null;
  const isOver = expected > lowest.limit;
  return {
    by: `${showDollars(Math.abs(expected - lowest.limit))} ${isOver ? 'over' : 'under'}`,
    budget: `the budget ${lowest.name}`,
    isOver,
  };
}

/** When there will be a forecast: `after 7 days of requests, 3 so far`. */
export function describeWait(days: number): string {
  return `after ${FEWEST_FORECAST_DAYS} days of requests${days > 0 ? `, ${days} so far` : ''}`;
}
