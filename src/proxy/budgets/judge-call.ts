import type { NanoDollars } from '../../shared/model/money';
import type { CompiledBudget } from './compile-budgets';

/** How much of a budget's window is used, in nano-dollars. */
export interface BudgetUse {
  spent: NanoDollars;
  /** What calls that are running are expected to cost, or have cost so far where that is more. */
  reserved: NanoDollars;
}

/** allowed: it may begin. spared: it should not while something else may be asked. refused: it must not begin. */
export type Judgement = 'allowed' | 'spared' | 'refused';

/**
 * Whether a call that is expected to cost so much may begin. It is refused where it would take the budget past the step that blocks, so
 * that all that is admitted fits by what is expected of it: the sum can pass the limit only by what running calls cost more than expected,
 * and once it is reached nothing that costs money begins. A call of no cost, or of a cost that is not known (null), is always allowed.
 */
export function judgeCall(
  { spareFrom, blockFrom }: Pick<CompiledBudget, 'spareFrom' | 'blockFrom'>,
  { spent, reserved }: BudgetUse,
  expected: NanoDollars | null,
): Judgement {
  if (expected === null || expected <= 0) return 'allowed';
  const used = spent + reserved;
  if (blockFrom !== null && used + expected > blockFrom.amount) return 'refused';
  return spareFrom !== null && used >= spareFrom.amount ? 'spared' : 'allowed';
}
