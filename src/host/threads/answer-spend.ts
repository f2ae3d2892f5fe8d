import type { LedgerKeeper } from '../../ledger';
import type { SpendQuery } from '../../shared/model/budget';
import type { LedgerLinkReply } from './ledger-link';

/** What the ledger holds by now of what a proxy asks for; while it cannot be read or written, nothing. */
export function answerSpend(
  { question, queries }: { question: number; queries: SpendQuery[] },
  keeper: Pick<LedgerKeeper, 'ledger' | 'noteFailure'>,
): LedgerLinkReply {
  try {
    const ledger = keeper.ledger();
    return { question, sums: queries.map((query) => ledger.readSpend(query)) };
  } catch (error) {
    // The ledger itself tells what is wrong; the proxy asks again when it is well.
    keeper.noteFailure(error);
    return { question, sums: null };
  }
}
