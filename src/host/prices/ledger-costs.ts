import type { MessagePort } from 'node:worker_threads';
import type { CostSpan, LedgerKeeper } from '../../ledger';
import type { Exchange } from '../../shared/model/exchange';
import type { ExchangeCosts } from '../../shared/model/exchange-costs';
import { guardHandlers } from '../threads/guard-handlers';
import { answerCalls } from '../threads/thread-calls';

/** What a recalculation asks of the ledger, over a line of its own. */
export type LedgerCostCalls = {
  count: { input: CostSpan; output: number };
  list: { input: { span: CostSpan; limit: number }; output: Exchange[] };
  put: { input: ExchangeCosts[]; output: void };
};

/** Answers a recalculation's calls on the ledger's thread, until the other end closes its port. */
export function serveCosts(keeper: LedgerKeeper, port: MessagePort): void {
  const handlers = guardHandlers<LedgerCostCalls>(keeper, {
    count: (span) => keeper.ledger().countCosts(span),
    list: ({ span, limit }) => keeper.ledger().listForCosts(span, limit),
    put(costs) {
      keeper.ledger().putCosts(costs);
    },
  });
  answerCalls<LedgerCostCalls>(port, handlers);
}
