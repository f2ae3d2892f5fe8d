import { LedgerClosed, type LedgerKeeper } from '../../ledger';
import type { CallHandlers, CallMap } from './thread-calls';

/**
 * Handlers that read the ledger: one that comes while it is being opened or recovered waits a moment for that and is then asked
 * again, and a failure that shows a damaged file is brought to the keeper.
 */
export function guardHandlers<C extends CallMap>(keeper: LedgerKeeper, handlers: CallHandlers<C>): CallHandlers<C> {
  const guarded = Object.entries(handlers).map(([name, handler]) => [name, guard(keeper, handler)]);
  return Object.fromEntries(guarded) as CallHandlers<C>;
}

type Handler = (input: never) => unknown;

function guard(keeper: LedgerKeeper, handler: Handler): Handler {
  return async (input) => {
    try {
      return await handler(input);
    } catch (error) {
      if (!(error instanceof LedgerClosed)) throw note(error);
    }
    await keeper.settled();
    try {
      return await handler(input);
    } catch (error) {
      throw note(error);
    }
  };

  function note(error: unknown): unknown {
    keeper.noteFailure(error);
    return error;
  }
}
