import type { TimeSpan } from '../../shared/local-time';
import type { Cost, NanoDollars } from '../../shared/model/money';
import type { Target } from '../pipeline/exchange';
import { nameTarget } from '../decision/find-target';
import { fitsBudget, type BudgetedCall, type CompiledBudget } from './compile-budgets';
import type { Obstacle } from './explain-budget';
import { judgeCall, type BudgetUse } from './judge-call';
import type { OpenCall, OpenRequest } from './open-requests';
import { NOTHING } from './window-sums';

/** What a request is expected to cost at a target, in nano-dollars; 0: nothing; null: not known. */
export type ExpectCost = (target: Target) => NanoDollars | null;

/** How the budgets look at a call. At most one of the two is more than empty. */
export interface BudgetLook {
  /** The first budget that forbids it; null where none does. */
  refusedBy: Obstacle | null;
  /** Those that want another target asked first, if there is one. */
  sparedBy: readonly Obstacle[];
}

/** One request's account with the budgets: what its calls may cost, are expected to and have. */
export interface BudgetTab {
  /** Whether a call could begin now. Reserves nothing. */
  look(target: Target): BudgetLook;
  /** Looks, and sets aside what the call is expected to cost in the same moment. Nothing where a budget refuses it. */
  begin(target: Target): BudgetLook;
  /** The request ends with this refusal. */
  refused(obstacle: Obstacle): void;
  /** What the call has cost so far: where that is more than what is set aside, more is. */
  costs(cost: Cost | null): void;
  /** The call has ended. `answered`: it brought an answer, so that a cost that is not known is not nothing. */
  settle(cost: Cost | null, answered: boolean): void;
  /** The request has ended; its row is recorded in the same turn, and after this. */
  end(): void;
}

/** What the tab needs of its keeper. */
export interface TabKeeper {
  /** All budgets, as they stand in the window of the request. */
  list(): (BudgetUse & { budget: CompiledBudget; window: TimeSpan })[];
  began(): void;
  changed(): void;
  settled(): void;
  refused(budget: string): void;
  ended(): void;
}

export function createBudgetTab(request: OpenRequest, expect: ExpectCost, keeper: TabKeeper): BudgetTab {
  const expected = new Map<string, NanoDollars | null>();
  let running: OpenCall | null = null;

  /** The same for each look, whatever is learned meanwhile. */
  function expectOnce(target: Target): NanoDollars | null {
    const name = nameTarget(target);
    const known = expected.get(name);
    if (known !== undefined) return known;
    const cost = target.provider.playMoney ? 0 : expect(target);
    expected.set(name, cost);
    return cost;
  }

  function look(target: Target): BudgetLook {
    const cost = expectOnce(target);
    if (cost === null || cost <= 0) return ALLOWED;
    const call = callOf(target);
    const judged = keeper
      .list()
      .filter(({ budget }) => fitsBudget(budget, request, call))
      .map((use) => ({ ...use, expected: cost, judgement: judgeCall(use.budget, use, cost) }));
    const refusedBy = judged.find(({ judgement }) => judgement === 'refused') ?? null;
    if (refusedBy !== null) return { refusedBy, sparedBy: [] };
    return { refusedBy: null, sparedBy: judged.filter(({ judgement }) => judgement === 'spared') };
  }

  function settle(cost: Cost | null, answered: boolean): void {
    if (running === null) return;
    const isReal = cost !== null && !cost.playMoney;
    running.reserved = null;
    running.settled = isReal ? { spent: cost.total ?? 0, unpriced: cost.total === null && answered ? 1 : 0 } : NOTHING;
    running = null;
    keeper.settled();
  }

  return {
    look,
    begin(target) {
      const looked = look(target);
      if (looked.refusedBy !== null) return looked;
      running = { ...callOf(target), reserved: expectOnce(target) ?? 0, settled: NOTHING };
      request.calls.push(running);
      keeper.began();
      return looked;
    },
    refused: ({ budget }) => keeper.refused(budget.name),
    costs(cost) {
      if (running === null || cost === null || cost.playMoney || cost.total === null) return;
      if (cost.total <= (running.reserved ?? 0)) return;
      running.reserved = cost.total;
      keeper.changed();
    },
    settle,
    end() {
      settle(null, false);
      keeper.ended();
    },
  };
}

const ALLOWED: BudgetLook = { refusedBy: null, sparedBy: [] };

function callOf({ provider, key }: Target): BudgetedCall {
  return { providerId: provider.id, keyId: key.id };
}
