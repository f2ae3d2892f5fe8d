import type { NanoDollars } from '../../shared/model/money';
import type { Spend } from '../../shared/model/budget';
import { fitsBudget, type BudgetedCall, type BudgetedRequest, type CompiledBudget } from './compile-budgets';
import { addSpend, NOTHING } from './window-sums';

/** A call of a request that is running. */
export interface OpenCall extends BudgetedCall {
  /** What is set aside for it; null once it has ended. */
  reserved: NanoDollars | null;
  /** What it has cost, once it has ended. */
  settled: Spend;
}

/** A request that is running, with the calls made for it so far. */
export interface OpenRequest extends BudgetedRequest {
  calls: OpenCall[];
}

/** What the calls of a request that count in a budget have cost, those that have ended. */
export function sumSettled(budget: CompiledBudget, request: OpenRequest): Spend {
  return request.calls
    .filter((call) => fitsBudget(budget, request, call))
    .reduce((sum, { settled }) => addSpend(sum, settled), NOTHING);
}

/** What is set aside for those of them that are running. */
export function sumReserved(budget: CompiledBudget, request: OpenRequest): NanoDollars {
  return request.calls
    .filter((call) => fitsBudget(budget, request, call))
    .reduce((sum, { reserved }) => sum + (reserved ?? 0), 0);
}
