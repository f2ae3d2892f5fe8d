import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Bridge } from '../../shared/ipc/contract';
import type { Exchange } from '../../shared/model/exchange';
import { makeExchange } from '../testing/make-exchange';
import { useExchangesStore } from './exchanges-store';

let ledger: Exchange[];
let refuse: boolean;

beforeEach(() => {
  refuse = false;
  ledger = [];
  const bridge: Bridge = {
    async call(_name, input) {
      if (refuse) return { ok: false, error: { code: 'ledger-failed', message: 'The ledger is locked.' } };
      const { before, limit } = input as { before: number | null; limit: number };
      return { ok: true, value: ledger.filter((row) => before === null || row.startedAt < before).slice(0, limit) };
    },
    on: () => () => undefined,
  };
  vi.stubGlobal('window', { switchyard: bridge });
});
afterEach(() => {
  useExchangesStore.setState(useExchangesStore.getInitialState(), true);
  vi.unstubAllGlobals();
});

const fill = (count: number, startedAt: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => makeExchange({ id: `req_${index}`, startedAt: startedAt(index) }));

it('reads the ledger page by page to its end, losing no row of one millisecond', async () => {
  // Three rows share a millisecond across the border of the first page.
  ledger = fill(450, (index) => (index >= 198 && index <= 200 ? 5000 : 10_000 - index));
  ledger.sort((a, b) => b.startedAt - a.startedAt);
  const { load, loadMore } = useExchangesStore.getState();
  await load();
  expect(useExchangesStore.getState().rows).toHaveLength(200);
  for (let page = 0; page < 5; page += 1) await loadMore();
  expect(useExchangesStore.getState()).toMatchObject({ hasMore: false });
  expect(useExchangesStore.getState().rows).toHaveLength(450);
});

it('knows that there is more after a page that the ledger made longer', async () => {
  ledger = fill(300, (index) => 10_000 - index);
  const bridge = window.switchyard;
  vi.stubGlobal('window', {
    switchyard: {
      ...bridge,
      call: (name: Parameters<Bridge['call']>[0], input: { before: number | null; limit: number }) =>
        bridge.call(name, { ...input, limit: input.limit + 1 }),
    },
  });
  const { load, loadMore } = useExchangesStore.getState();
  await load();
  expect(useExchangesStore.getState()).toMatchObject({ hasMore: true });
  await loadMore();
  expect(useExchangesStore.getState().rows).toHaveLength(300);
});

it('keeps rows that were pushed before the first page came', async () => {
  ledger = fill(2, (index) => 100 - index);
  useExchangesStore.getState().apply([makeExchange({ id: 'live', startedAt: 200, outcome: 'in-flight' })]);
  await useExchangesStore.getState().load();
  expect(useExchangesStore.getState().rows.map(({ id }) => id)).toEqual(['live', 'req_0', 'req_1']);
});

it('says why the ledger could not be read', async () => {
  refuse = true;
  await useExchangesStore.getState().load();
  expect(useExchangesStore.getState()).toMatchObject({ phase: 'failed', error: { message: 'The ledger is locked.' } });
});
