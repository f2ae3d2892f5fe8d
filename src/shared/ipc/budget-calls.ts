import { z } from 'zod';
import { Budget } from '../config/budget-config';
import { BudgetState } from '../model/budget';

/** A budget of the config, and how it stands; null where it is switched off, or routing has not begun. */
export const BudgetSummary = z.object({ budget: Budget, state: BudgetState.nullable() });
export type BudgetSummary = z.infer<typeof BudgetSummary>;

/** A budget as the form sends it. */
export const BudgetInput = z.object({
  /** The name that it had before; null for a new one. */
  previousName: z.string().nullable(),
  budget: Budget,
});
export type BudgetInput = z.infer<typeof BudgetInput>;

const Nothing = z.void();

/** In the order of the config. */
export const budgetCalls = {
  'budgets.list': { input: Nothing, output: z.array(BudgetSummary) },
  /** Rejects with input-invalid for a name that another one has. */
  'budgets.save': { input: BudgetInput, output: Nothing },
  'budgets.delete': { input: z.object({ name: z.string() }), output: Nothing },
};

export const budgetEvents = {
  /** All of them, after a change of the config or of what they have come to; at most one in 250 ms for the latter. */
  'budgets.changed': z.array(BudgetSummary),
};
