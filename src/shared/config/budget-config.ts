import { z } from 'zod';
import { Scenario } from '../model/scenario';

/** Windows of the wall clock where the user is: an hour, a day from midnight, a week from Monday, a month from its first. */
export const BudgetWindow = z.enum(['hour', 'day', 'week', 'month']);
export type BudgetWindow = z.infer<typeof BudgetWindow>;

/**
 * What happens from a share of the limit on. notify: the user is told, once a window. next-target: a target that costs money is
 * passed over while there is another one after it. block: what costs money is refused, with status 402.
 */
export const BudgetAction = z.enum(['notify', 'next-target', 'block']);
export type BudgetAction = z.infer<typeof BudgetAction>;

export const BudgetStep = z.strictObject({
  /** Percent of the limit. */
  at: z.number().positive().max(100),
  then: BudgetAction,
});
export type BudgetStep = z.infer<typeof BudgetStep>;

/** Of which requests it counts the cost; all that are given must fit, and none given means all requests. */
export const BudgetScope = z.strictObject({
  route: Scenario.optional(),
  /** A provider's id. */
  provider: z.string().min(1).optional(),
  /** A folder; what works below it counts too. */
  project: z.string().min(1).optional(),
  /** One of the provider's keys, e.g. `env:WORK_KEY` or `keychain:work`. */
  key: z.string().min(1).optional(),
});
export type BudgetScope = z.infer<typeof BudgetScope>;

const LONGEST_NAME = 80;

export const Budget = z
  .strictObject({
    name: z.string().trim().min(1, 'must not be empty').max(LONGEST_NAME, `must have ${LONGEST_NAME} characters or less`),
    enabled: z.boolean().default(true),
    scope: BudgetScope.prefault({}),
    /** Dollars. */
    limit: z.number().positive().max(1_000_000_000),
    per: BudgetWindow,
    /** In the order of their shares. */
    steps: z
      .array(BudgetStep)
      .default([
        { at: 50, then: 'notify' },
        { at: 80, then: 'notify' },
        { at: 100, then: 'block' },
      ])
      .transform((steps) => [...steps].sort((a, b) => a.at - b.at)),
  })
  .superRefine(({ scope }, context) => {
    if (scope.key === undefined || scope.provider !== undefined) return;
    context.addIssue({
      code: 'custom',
      path: ['scope', 'provider'],
      message: 'is needed beside key: keys are told apart by provider',
    });
  });
/** A limit on what requests cost. Real money only; the simulator's never counts. */
export type Budget = z.infer<typeof Budget>;

export const Budgets = z.array(Budget).superRefine((budgets, context) => {
  budgets.forEach(({ name }, index) => {
    if (budgets.findIndex((other) => other.name === name) === index) return;
    context.addIssue({ code: 'custom', path: [index, 'name'], message: `"${name}" is used twice; names must differ` });
  });
});
export type Budgets = z.infer<typeof Budgets>;
