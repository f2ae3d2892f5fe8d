import { create } from 'zustand';
import { toAppErrorData, type AppErrorData } from '../../../shared/errors';
import type { Span } from '../../../shared/model/exchange-filter';
import type { PriceList, PriceRefresh, Recalculation } from '../../../shared/model/prices';
import { call } from '../../api/api';
import { LOADING, type Loadable } from '../../state/loadable';

interface Progress {
  done: number;
  total: number;
}

type Search =
  | { phase: 'idle' }
  | { phase: 'asking' }
  | { phase: 'ready'; refresh: PriceRefresh; applying: boolean }
  | { phase: 'failed'; error: AppErrorData };

type Computing =
  | { phase: 'idle' }
  | { phase: 'previewing'; progress: Progress | null }
  | { phase: 'ready'; preview: Recalculation }
  | { phase: 'applying'; preview: Recalculation; progress: Progress | null }
  | { phase: 'done'; result: Recalculation }
  | { phase: 'failed'; error: AppErrorData };

interface PricesStore {
  list: Loadable<PriceList>;
  /** For newer tables. */
  search: Search;
  /** Of costs, again. */
  computing: Computing;
  load(): Promise<void>;
  look(): Promise<void>;
  applyNewer(): Promise<void>;
  preview(span: Span): Promise<void>;
  recalculate(): Promise<void>;
  stop(): Promise<void>;
  noteProgress(progress: Progress): void;
  /** Forgets a preview: another span is being chosen. */
  reset(): void;
}

/** Prices, the search for newer ones, and computing costs again. */
export const usePricesStore = create<PricesStore>()((set, get) => {
  /** Counts the previews, so that one that was asked for earlier is known to be too late. */
  let asked = 0;

  return {
    list: LOADING,
    search: { phase: 'idle' },
    computing: { phase: 'idle' },

    async load() {
      try {
        set({ list: { phase: 'ready', value: await call('prices.list') } });
      } catch (error) {
        set({ list: { phase: 'failed', error: toAppErrorData(error) } });
      }
    },

    async look() {
      if (get().search.phase === 'asking') return;
      set({ search: { phase: 'asking' } });
      try {
        set({ search: { phase: 'ready', refresh: await call('prices.refresh'), applying: false } });
      } catch (error) {
        set({ search: { phase: 'failed', error: toAppErrorData(error) } });
      }
    },

    async applyNewer() {
      const { search, load } = get();
      if (search.phase !== 'ready' || search.applying) return;
      set({ search: { ...search, applying: true } });
      try {
        await call('prices.apply-refresh', { fetchedAt: search.refresh.fetchedAt });
        set({ search: { phase: 'idle' } });
        await load();
      } catch (error) {
        set({ search: { phase: 'failed', error: toAppErrorData(error) } });
      }
    },

    async preview(span) {
      if (get().computing.phase === 'applying') return;
      const mine = ++asked;
      set({ computing: { phase: 'previewing', progress: null } });
      try {
        const preview = await call('prices.preview-recalculation', span);
        if (mine === asked) set({ computing: { phase: 'ready', preview } });
      } catch (error) {
        if (mine === asked) set({ computing: { phase: 'failed', error: toAppErrorData(error) } });
      }
    },

    async recalculate() {
      const { computing, load } = get();
      if (computing.phase !== 'ready') return;
      const { preview } = computing;
      set({ computing: { phase: 'applying', preview, progress: null } });
      try {
        const result = await call('prices.recalculate', preview.span);
        set({ computing: { phase: 'done', result } });
      } catch (error) {
        set({ computing: { phase: 'failed', error: toAppErrorData(error) } });
      }
      await load();
    },

    async stop() {
      await call('prices.stop-recalculation');
    },

    noteProgress(progress) {
      const { computing } = get();
      if (computing.phase === 'previewing' || computing.phase === 'applying') set({ computing: { ...computing, progress } });
    },

    reset() {
      if (get().computing.phase === 'applying') return;
      asked += 1;
      set({ computing: { phase: 'idle' } });
    },
  };
});
