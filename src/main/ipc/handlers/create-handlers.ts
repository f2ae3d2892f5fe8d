import type { Handlers } from '../../../shared/ipc/contract';
import { createAppHandlers } from './app-handlers';
import { createBudgetHandlers } from './budget-handlers';
import { createBodiesHandlers } from './bodies-handlers';
import { createClientHandlers } from './client-handlers';
import { createConfigHandlers } from './config-handlers';
import { createFiguresHandlers } from './figures-handlers';
import type { HandlerContext } from './handler-context';
import { createImportHandlers } from './import-handlers';
import { createKeepingHandlers } from './keeping-handlers';
import { createLedgerHandlers } from './ledger-handlers';
import { createLogHandlers } from './log-handlers';
import { createPriceHandlers } from './price-handlers';
import { createProxyHandlers } from './proxy-handlers';

/** One handler for every call of the contract. */
export function createHandlers(context: HandlerContext): Handlers {
  return {
    ...createAppHandlers(context),
    ...createProxyHandlers(context),
    ...createConfigHandlers(context),
    ...createImportHandlers(context),
    ...createLedgerHandlers(context),
    ...createFiguresHandlers(context),
    ...createLogHandlers(context),
    ...createKeepingHandlers(context),
    ...createPriceHandlers(context),
    ...createClientHandlers(context),
    ...createBudgetHandlers(context),
    ...createBodiesHandlers(context),
  };
}
