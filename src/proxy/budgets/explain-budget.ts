import { describeSpent, describeWindowEnd, showDollars } from '../../shared/model/describe-budget';
import type { NanoDollars } from '../../shared/model/money';
import type { TimeSpan } from '../../shared/local-time';
import { ProxyError } from '../errors/proxy-error';
import type { CompiledBudget } from './compile-budgets';
import type { BudgetUse } from './judge-call';

/** A budget that stands in a call's way, as it stood then. */
export interface Obstacle extends BudgetUse {
  budget: CompiledBudget;
  window: TimeSpan;
  /** What the call is expected to cost. */
  expected: NanoDollars;
}

/** Why a target is passed over or refused, as the end of a sentence: `the budget "Daily" has reached 80 %`. */
export function explainObstacle({ budget, spent, reserved, expected }: Obstacle, isRefusal: boolean): string {
  const name = `the budget "${budget.name}"`;
  if (!isRefusal) return `${name} has reached ${budget.spareFrom?.at} %`;
  const step = budget.blockFrom;
  if (step !== null && spent + reserved < step.amount) return `${name} has too little left for about ${showDollars(expected)}`;
  return step === null || step.at >= 100 ? `${name} is used up` : `${name} has reached ${step.at} %`;
}

/**
 * What the client is told when all that costs money is refused: which budget, how it stands, when it starts anew. With 402 Claude Code
 * stops at once (docs/sources.md, Claude Code). `failure` is what the last of those that cost nothing failed at; null where there was none.
 */
export function refuseForBudget(obstacle: Obstacle, failure: string | null): ProxyError {
  const { budget, window } = obstacle;
  const sentences = [
    tellStanding(obstacle),
    `It starts anew ${describeWindowEnd(budget.per, window.end)}.`,
    failure === null ? null : `What else could be asked failed: ${failure}`,
    'Raise it in Switchyard under Budgets, or choose a free model.',
  ];
  const message = sentences.filter((sentence) => sentence !== null).join(' ');
  return new ProxyError({ status: 402, type: 'billing_error', message, clientShouldRetry: false });
}

function tellStanding({ budget, spent, reserved, expected }: Obstacle): string {
  const { name, limit, blockFrom } = budget;
  const bound = blockFrom?.amount ?? limit;
  const share = blockFrom?.at ?? 100;
  const used = share < 100 ? `has reached ${share} %, from where on it blocks` : 'is used up';
  if (spent >= bound) return `The budget "${name}" ${used}: ${describeSpent(spent, limit)}.`;
  if (spent + reserved >= bound)
    return `The budget "${name}" ${used}: ${describeSpent(spent, limit)} spent, and ${showDollars(reserved)} is set aside for requests that are running.`;
  const left = showDollars(bound - spent - reserved);
  const aside = reserved > 0 ? ` and ${showDollars(reserved)} is set aside for requests that are running` : '';
  return `The budget "${name}" has ${left} left, too little for this request at about ${showDollars(expected)}: ${describeSpent(spent, limit)} is spent${aside}.`;
}
