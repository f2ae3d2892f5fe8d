import type { Handlers } from '../../../shared/ipc/contract';
import type { HandlerContext } from './handler-context';

export function createBudgetHandlers({ host }: HandlerContext) {
  return {
    'budgets.list': async () => host.budgets(),
    'budgets.save': (input) => host.saveBudget(input),
    'budgets.delete': ({ name }) => host.deleteBudget(name),
  } satisfies Partial<Handlers>;
}
