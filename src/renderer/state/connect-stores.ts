import { call, listen } from '../api/api';
import { endOfDay } from '../format/format-time';
import { useAppStore } from './app-store';
import { useExchangesStore } from './exchanges-store';
import { runAction, useNoticesStore } from './notices-store';
import { useSpendStore } from './spend-store';

/** Subscribes the stores to the main process and asks for what it holds. Returns the way to undo it. */
export function connectStores(): () => void {
  const { load: loadApp, apply: applyApp } = useAppStore.getState();
  const { load: loadExchanges, reload: reloadExchanges, apply: applyExchanges } = useExchangesStore.getState();
  const { load: loadSpend, noteRows } = useSpendStore.getState();
  const unsubscribe = [
    listen('app.changed', applyApp),
    listen('app.noticed', (notice) => useNoticesStore.getState().add(notice)),
    listen('exchanges.changed', (rows) => {
      applyExchanges(rows);
      noteRows(rows);
    }),
    listen('prices.costs-changed', () => {
      void reloadExchanges();
      void loadSpend();
    }),
    startMidnightTimer(() => void loadSpend()),
  ];
  void loadApp();
  void loadEarlyNotices();
  void loadExchanges();
  void loadSpend();
  return () => unsubscribe.forEach((undo) => undo());
}

async function loadEarlyNotices(): Promise<void> {
  await runAction(async () => (await call('app.early-notices')).forEach(useNoticesStore.getState().add));
}

/** Today ends at local midnight: its sums begin again. */
function startMidnightTimer(onMidnight: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const arm = () => {
    const now = Date.now();
    timer = setTimeout(
      () => {
        onMidnight();
        arm();
      },
      endOfDay(now) - now + 1000,
    );
  };
  arm();
  return () => clearTimeout(timer);
}
