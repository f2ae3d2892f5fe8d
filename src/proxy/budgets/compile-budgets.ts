import type { Budget, BudgetScope, BudgetStep } from '../../shared/config/budget-config';
import { toNanoDollars, type NanoDollars } from '../../shared/model/money';
import type { Scenario } from '../../shared/model/scenario';
import { expandHome } from '../routing/rules';

/** A request, as far as budgets go. */
export interface BudgetedRequest {
  /** Epoch ms. It counts in the window of its start, however long it takes, as in the ledger. */
  startedAt: number;
  /** The route that took it; null when none did. */
  route: Scenario | null;
  /** The folder that its session works in; null where that is not known. */
  project: string | null;
  /** True: the ledger keeps figures only, and no project. */
  isPrivate: boolean;
}

/** An upstream call, as far as budgets go. */
export interface BudgetedCall {
  providerId: string;
  /** Which of the provider's keys it is asked with. */
  keyId: string;
}

export interface CompiledStep extends BudgetStep {
  /** From which sum on it holds. */
  amount: NanoDollars;
}

/** A budget that is switched on, made ready for a set of settings. */
export interface CompiledBudget {
  name: string;
  per: Budget['per'];
  limit: NanoDollars;
  /** With its project as a whole path without a slash at its end. */
  scope: BudgetScope;
  /**
   * Its key is the first of its provider: calls that name no key, since there was but one at the time, were made with it.
   */
  takesKeyless: boolean;
  /** In the order of their shares. */
  steps: readonly CompiledStep[];
  /** From here on a target that costs money is passed over; null: never. */
  spareFrom: CompiledStep | null;
  /** Beyond this nothing that costs money begins; null: it never blocks. */
  blockFrom: CompiledStep | null;
}

/** `homeFolder` is what `~/` means; `firstKey` gives the id of a provider's first key. */
export function compileBudgets(
  budgets: readonly Budget[],
  homeFolder: string,
  firstKey: (providerId: string) => string | undefined,
): CompiledBudget[] {
  return budgets
    .filter(({ enabled }) => enabled)
    .map(({ name, per, limit, scope, steps }) => {
      const nano = toNanoDollars(limit);
      const compiled = steps.map((step) => ({ ...step, amount: Math.round((nano * step.at) / 100) }));
      const first = (action: BudgetStep['then']) => compiled.find(({ then }) => then === action) ?? null;
      return {
        name,
        per,
        limit: nano,
        scope: scope.project === undefined ? scope : { ...scope, project: toWhole(scope.project, homeFolder) },
        takesKeyless: scope.provider !== undefined && scope.key !== undefined && firstKey(scope.provider) === scope.key,
        steps: compiled,
        spareFrom: first('next-target'),
        blockFrom: first('block'),
      };
    });
}

/** Whether a call of a request counts in a budget. */
export function fitsBudget(
  { scope }: Pick<CompiledBudget, 'scope'>,
  { route, project }: Pick<BudgetedRequest, 'route' | 'project'>,
  { providerId, keyId }: BudgetedCall,
): boolean {
  return (
    (scope.route === undefined || scope.route === route) &&
    (scope.provider === undefined || scope.provider === providerId) &&
    (scope.key === undefined || scope.key === keyId) &&
    (scope.project === undefined || (project !== null && liesIn(scope.project, project)))
  );
}

function toWhole(folder: string, homeFolder: string): string {
  return expandHome(folder, homeFolder).replace(/[/\\]+$/, '');
}

/** As the ledger has it: the folder itself or one below it, on any system. */
function liesIn(folder: string, project: string): boolean {
  return project === folder || project.startsWith(`${folder}/`) || project.startsWith(`${folder}\\`);
}
