import type { MessagePort } from 'node:worker_threads';
import {
  comparePrices,
  compareTables,
  countModels,
  createPriceBook,
  readShippedTables,
  TABLE_SOURCES,
  type PriceBook,
  type PricedProvider,
  type PricedTarget,
  type PriceTables,
} from '../../pricing';
import type { SharedNetwork } from '../../proxy';
import { AppError } from '../../shared/errors';
import type { OwnPrice } from '../../shared/config/price-config';
import type { PriceCard, PriceRefresh, PriceTableInfo, Recalculation } from '../../shared/model/prices';
import { createCaller, type CallHandlers } from '../threads/thread-calls';
import type { LedgerCostCalls } from './ledger-costs';
import type { PriceSources } from './fetch-tables';
import { recalculate } from './recalculate';

/** By what is priced: the user's own prices, and tables in place of the shipped ones. */
export interface PricesInUse {
  own: OwnPrice[];
  tables: PriceTables | null;
}

/** The calls that a thread for prices answers. */
export type PriceCalls = {
  /** What targets cost at a time, epoch ms, in their order; and the tables that say so. */
  describe: {
    input: PricesInUse & { targets: PricedTarget[]; at: number };
    /** `listed` leaves the user's own prices out. */
    output: { cards: (PriceCard | null)[]; listed: (PriceCard | null)[]; tables: PriceTableInfo[] };
  };
  /** Fetches the newest tables and compares them with those in use. Rejects with AppError prices-failed. */
  refresh: {
    input: PricesInUse & { targets: PricedTarget[]; at: number; sources: PriceSources; network: SharedNetwork };
    output: { tables: PriceTables; refresh: PriceRefresh };
  };
  /** The other end of the port belongs to the ledger. Rejects with AppError recalculation-failed when it is gone. */
  recalculate: {
    input: PricesInUse & {
      port: MessagePort;
      providers: PricedProvider[];
      first: PricedTarget | null;
      span: Recalculation['span'];
      apply: boolean;
    };
    output: Recalculation;
  };
};

/** What a recalculation tells on its way, at most four times a second. */
export interface PriceThreadEvent {
  done: number;
  total: number;
}

const PROGRESS_MS = 250;

/** The work of a thread for prices. It holds no state: whatever it needs goes in with the call, and ends with the thread. */
export function createPriceService(tell: (event: PriceThreadEvent) => void): CallHandlers<PriceCalls> {
  return {
    describe({ own, tables, targets, at }) {
      const read = (book: PriceBook) => targets.map(({ provider, model }) => book.card(provider, model, at));
      const [cards, listed] = [read(createPriceBook({ own, tables })), read(createPriceBook({ own: [], tables }))];
      return { cards, listed, tables: describeTables(tables) };
    },
    async refresh({ own, tables, targets, at, sources, network }) {
      // Brings the proxy's way to call servers, which the other calls do without.
      const { fetchTables } = await import('./fetch-tables');
      const fetched = await fetchTables(sources, network, new Date(at).toISOString().slice(0, 10));
      const before = tables ?? readShippedTables();
      const changes = comparePrices(createPriceBook({ own, tables }), createPriceBook({ own, tables: fetched }), targets, at);
      return {
        tables: fetched,
        refresh: {
          fetchedAt: at,
          tables: [compareTables(before.genai, fetched.genai), compareTables(before.modelsDev, fetched.modelsDev)],
          changes,
        },
      };
    },
    async recalculate({ own, tables, port, providers, first, span, apply }) {
      const ledger = createCaller<LedgerCostCalls>(port, () => undefined);
      port.on('close', () => ledger.fail(ledgerIsGone()));
      const byId = new Map(providers.map((provider) => [provider.id, provider]));
      let toldAt = 0;
      try {
        return await recalculate(
          {
            count: (asked) => ledger.call('count', asked),
            list: (asked, limit) => ledger.call('list', { span: asked, limit }),
            put: (costs) => ledger.call('put', costs),
          },
          { book: createPriceBook({ own, tables }), providers: byId, first },
          span,
          apply,
          (done, total) => {
            const now = performance.now();
            if (now - toldAt < PROGRESS_MS) return;
            toldAt = now;
            tell({ done, total });
          },
        );
      } finally {
        port.close();
      }
    },
  };
}

function ledgerIsGone(): AppError {
  return new AppError(
    'recalculation-failed',
    'The ledger stopped while costs were computed again.',
    'What was written until then is whole. Begin again: it goes on where it is needed.',
  );
}

function describeTables(tables: PriceTables | null): PriceTableInfo[] {
  const { genai, modelsDev } = tables ?? readShippedTables();
  return [genai, modelsDev].map((table) => ({
    name: table.name,
    date: table.date,
    models: countModels(table),
    origin: tables === null ? 'shipped' : 'fetched',
    ...TABLE_SOURCES[table.name],
  }));
}
