import type { MessagePort } from 'node:worker_threads';
import type { CostSpan, Ledger } from '../../ledger';
import type { Exchange } from '../../shared/model/exchange';
import type { ExchangeCosts } from '../../shared/model/exchange-costs';
import { answerCalls } from '../threads/thread-calls';

/** What a recalculation asks of the ledger, over a line of its own. */
export type LedgerCostCalls = {
  count: { input: CostSpan; output: number };
  list: { input: { span: CostSpan; limit: number }; output: Exchange[] };
  put: { input: ExchangeCosts[]; output: void };
};

/** Answers a recalculation's calls on the ledger's thread, until the other end closes its port. */
export function serveCosts(ledger: Ledger, port: MessagePort): void {
  answerCalls<LedgerCostCalls>(port, {
    count: (span) => ledger.countCosts(span),
    list: ({ span, limit }) => ledger.listForCosts(span, limit),
    put(costs) {
      ledger.putCosts(costs);
    },
  });
}
