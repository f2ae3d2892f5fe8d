import { create } from 'zustand';
import { toAppErrorData } from '../../shared/errors';
import type { Exchange } from '../../shared/model/exchange';
import type { DaySpend, TodaySpend } from '../../shared/model/spend';
import { call } from '../api/api';
import { LOADING, type Loadable } from './loadable';

/** Real money, or the simulator's play money. The two are never added. */
export type Money = 'real' | 'play';

/** The ledger writes a finished row shortly after the row is pushed. */
const SETTLE_MS = 400;
const MIN_GAP_MS = 1000;

interface SpendStore {
  today: Loadable<TodaySpend>;
  /** What the user chose to see; null leaves it to what there is. */
  chosen: Money | null;
  load(): Promise<void>;
  choose(money: Money): void;
  /** Reads the sums again soon, at most once a second, when a row has ended. */
  noteRows(rows: readonly Exchange[]): void;
}

/** Today's sums, as the ledger makes them. */
export const useSpendStore = create<SpendStore>()((set, get) => {
  let loadedAt = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  return {
    today: LOADING,
    chosen: null,
    async load() {
      loadedAt = Date.now();
      try {
        set({ today: { phase: 'ready', value: await call('spend.today') } });
      } catch (error) {
        set({ today: { phase: 'failed', error: toAppErrorData(error) } });
      }
    },
    choose(money) {
      set({ chosen: money });
    },
    noteRows(rows) {
      if (timer !== null || rows.every((row) => row.outcome === 'in-flight')) return;
      timer = setTimeout(
        () => {
          timer = null;
          void get().load();
        },
        Math.max(SETTLE_MS, loadedAt + MIN_GAP_MS - Date.now()),
      );
    },
  };
});

export interface ShownSpend {
  money: Money;
  day: DaySpend;
  /** Both kinds passed today, so that there is something to switch. */
  both: boolean;
}

/** Picks what to show: what was chosen if it passed today, else real money unless only the simulator has answered. */
export function selectShownSpend(today: TodaySpend, chosen: Money | null): ShownSpend {
  const has = { real: today.real.requests > 0, play: today.play.requests > 0 };
  const fallback: Money = today.real.requests > today.real.failed || !has.play ? 'real' : 'play';
  const money = chosen !== null && has[chosen] ? chosen : fallback;
  return { money, day: today[money], both: has.real && has.play };
}
