import { create } from 'zustand';
import { toAppErrorData, type AppErrorData } from '../../shared/errors';
import type { Exchange } from '../../shared/model/exchange';
import { call } from '../api/api';
import { reportFailure } from './notices-store';
import { applyPage, applyPushed, MAX_ROWS } from './merge-exchanges';

/** A page may be a little longer: the ledger never parts rows that began in one millisecond. */
const PAGE_SIZE = 200;

interface ExchangesStore {
  /** Newest first: the latest page, what was pushed since, and the pages that were scrolled to. */
  rows: Exchange[];
  phase: 'loading' | 'ready' | 'failed';
  /** Why the first page could not be read. */
  error: AppErrorData | null;
  /** True while the ledger holds older rows than the last one here. */
  hasMore: boolean;
  loadingMore: boolean;
  load(): Promise<void>;
  /** Reads all rows again that have ended: the ledger has other figures for them. */
  reload(): Promise<void>;
  loadMore(): Promise<void>;
  apply(pushed: readonly Exchange[]): void;
}

/** The requests that the window knows, live. */
export const useExchangesStore = create<ExchangesStore>()((set, get) => ({
  rows: [],
  phase: 'loading',
  error: null,
  hasMore: false,
  loadingMore: false,

  async load() {
    try {
      const page = await call('exchanges.list', { before: null, limit: PAGE_SIZE });
      set((store) => ({
        rows: applyPage(store.rows, page),
        phase: 'ready',
        error: null,
        hasMore: page.length >= PAGE_SIZE,
      }));
    } catch (error) {
      set({ phase: 'failed', error: toAppErrorData(error) });
    }
  },

  async reload() {
    set((store) => ({ rows: store.rows.filter((row) => row.outcome === 'in-flight') }));
    await get().load();
  },

  async loadMore() {
    const { rows, hasMore, loadingMore } = get();
    const last = rows.at(-1);
    if (!hasMore || loadingMore || !last) return;
    set({ loadingMore: true });
    try {
      // One more, so that rows of the same millisecond as the last are not passed over.
      const page = await call('exchanges.list', { before: last.startedAt + 1, limit: PAGE_SIZE });
      set((store) => {
        const merged = applyPage(store.rows, page);
        return {
          rows: merged,
          hasMore: page.length >= PAGE_SIZE && merged.length > store.rows.length,
          loadingMore: false,
        };
      });
    } catch (error) {
      // Scrolling on tries again.
      set({ loadingMore: false });
      reportFailure(error);
    }
  },

  apply(pushed) {
    set((store) => {
      const rows = applyPushed(store.rows, pushed);
      return rows.length > MAX_ROWS ? { rows: rows.slice(0, MAX_ROWS), hasMore: true } : { rows };
    });
  },
}));

/** How many of the rows in the window are running. */
export function countInFlight({ rows }: ExchangesStore): number {
  return rows.filter((row) => row.outcome === 'in-flight').length;
}
