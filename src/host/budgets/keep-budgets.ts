import type { Budgets } from '../../shared/config/budget-config';
import type { BudgetSummary } from '../../shared/ipc/budget-calls';
import type { BudgetState } from '../../shared/model/budget';

/** The budgets of the config with how the proxy has last said that they stand. */
export interface KeptBudgets {
  list(): BudgetSummary[];
  take(states: readonly BudgetState[]): void;
}

export function keepBudgets(configured: () => Budgets): KeptBudgets {
  let states: readonly BudgetState[] = [];
  return {
    list: () =>
      configured().map((budget) => ({
        budget,
        state: budget.enabled ? (states.find(({ name, per }) => name === budget.name && per === budget.per) ?? null) : null,
      })),
    take(next) {
      states = next;
    },
  };
}
