import type { Handlers } from '../../../shared/ipc/contract';
import type { HandlerContext } from './handler-context';

export function createLedgerHandlers({ host }: HandlerContext) {
  return {
    'exchanges.list': (query) => host.listExchanges(query),
    'spend.today': () => host.spendToday(),
  } satisfies Partial<Handlers>;
}
