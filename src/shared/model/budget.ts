import { z } from 'zod';
import { BudgetAction, BudgetScope, BudgetWindow } from '../config/budget-config';
import { NanoDollars } from './money';

/** How a budget stands. */
export const BudgetState = z.object({
  name: z.string(),
  scope: BudgetScope,
  per: BudgetWindow,
  /** Epoch milliseconds; it starts anew at the end. */
  windowStart: z.number().int(),
  windowEnd: z.number().int(),
  limit: NanoDollars,
  /** Settled in this window. */
  spent: NanoDollars,
  /** What requests in flight are expected to cost. */
  reserved: NanoDollars,
  /** Answers in this window whose cost is not known, and so not in `spent`. */
  unpriced: z.number().int().nonnegative(),
  /** The last step that `spent` has reached, in percent of the limit; null: none yet. */
  reached: z.object({ at: z.number(), then: BudgetAction }).nullable(),
  /** False while what earlier runs spent could not be read: it counts from this run's start. */
  complete: z.boolean(),
});
export type BudgetState = z.infer<typeof BudgetState>;
