import type { Handlers } from '../../../shared/ipc/contract';
import type { HandlerContext } from './handler-context';

export function createLedgerHandlers({ host }: HandlerContext) {
  return {
    'exchanges.decision': ({ id }) => host.readDecision(id),
    'spend.today': () => host.spendToday(),
  } satisfies Partial<Handlers>;
}
