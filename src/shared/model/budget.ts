import { z } from 'zod';
import { BudgetAction, BudgetScope, BudgetWindow } from '../config/budget-config';
import { NanoDollars } from './money';

/** Which requests' cost is asked for. */
export interface SpendQuery {
  scope: BudgetScope;
  /** Epoch milliseconds of when exchanges began; `before` is not in it. Both are starts of local hours. */
  from: number;
  before: number;
  /** With a key: calls that name none, since their provider had but one, are that key's too. */
  takesKeyless?: boolean;
}

/** What they have cost in real money. */
export interface Spend {
  spent: NanoDollars;
  /** Answers, by attempt, whose cost is not known, and so not in `spent`. */
  unpriced: number;
}

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

/** Something of a budget that the user is told once in a window: a step was reached, or a request was refused though the step is not. */
export interface BudgetNews {
  state: BudgetState;
  /** In percent of the limit. */
  at: number;
  then: BudgetAction;
  kind: 'reached' | 'refused';
}
