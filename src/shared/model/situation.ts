import { z } from 'zod';
import { BudgetState } from './budget';

/** How this machine and its purse stand while a request is decided on. Null is unknown; no condition on it holds then. */
export const Situation = z.object({
  onBattery: z.boolean().nullable(),
  offline: z.boolean().nullable(),
  /** All that today's requests have cost, in nano-dollars. */
  spentToday: z.number().int().nonnegative().nullable(),
  /** How the budgets stand; left out where no rule asks. */
  budgets: z.array(BudgetState).optional(),
});
export type Situation = z.infer<typeof Situation>;

export const UNKNOWN_SITUATION: Situation = { onBattery: null, offline: null, spentToday: null };
