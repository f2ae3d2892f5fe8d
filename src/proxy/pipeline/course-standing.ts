import type { KeyOrder } from '../routing/key-turns';
import type { Target } from './exchange';
import type { TargetStanding } from './next-attempt';
import type { FailureTools } from './pipeline-tools';
import { nameTarget } from '../decision/find-target';
import type { BudgetLook, BudgetTab } from '../budgets';
import { createTargetBreaker, type TargetBreaker } from './target-breaker';

/** How a target stands with one of its keys, in the course of an exchange. */
export interface Standing extends TargetStanding {
  /** With the key that it is asked with. */
  target: Target;
  /** As the route has it; the standings of its keys share it. */
  routed: Target;
  /** `provider/model`. */
  name: string;
  breaker: TargetBreaker;
  held: boolean;
  /** How the budgets looked at it last; null where there is no budget. */
  budgets: BudgetLook | null;
}

/** One for each of the target's keys, in the order in which this exchange asks with them. */
export function beginStandings(
  routed: Target,
  keyOrder: KeyOrder,
  failures: Pick<FailureTools, 'breakers' | 'policy'>,
): Standing[] {
  const name = nameTarget(routed);
  const begin = (target: Target): Standing => {
    const breaker = createTargetBreaker(target, failures);
    return { target, routed, name, breaker, asked: false, retryAt: null, openUntil: 0, held: false, budgets: null };
  };
  if (routed.keys.length === 1) return [begin(routed)];
  return keyOrder(routed.provider.id, routed.keys).map((key) => begin({ ...routed, key }));
}

/**
 * How the budgets stand to each of them now. One that costs money is spared only while another one comes after it that the same budget leaves
 * alone, or another target at least.
 */
export function lookAtBudgets(standings: readonly Standing[], tab: BudgetTab): void {
  for (const standing of standings) {
    standing.budgets = tab.look(standing.target);
    standing.refused = standing.budgets.refusedBy !== null;
  }
  standings.forEach((standing, index) => {
    const spared = standing.budgets?.sparedBy ?? [];
    const later = standings.slice(index + 1).filter(({ asked, held, refused }) => !asked && !held && !refused);
    standing.spared = spared.some(({ budget }) =>
      later.some(
        ({ routed, budgets }) => routed !== standing.routed || !budgets?.sparedBy.some((other) => other.budget === budget),
      ),
    );
  });
}
