import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MachineState } from './machine-state';
import { watchBy, watchMachine } from './watch-machine';

let state: MachineState;
let told: MachineState[];

beforeEach(() => {
  vi.useFakeTimers();
  state = { onBattery: false, offline: false };
  told = [];
});
afterEach(() => vi.useRealTimers());

it('tells the state at the beginning, and then each other one', async () => {
  const watch = watchBy(
    async () => state,
    1_000,
    (next) => told.push(next),
  );
  await vi.advanceTimersByTimeAsync(3_000);
  expect(told).toEqual([{ onBattery: false, offline: false }]);
  state = { onBattery: true, offline: false };
  await vi.advanceTimersByTimeAsync(1_000);
  state = { onBattery: true, offline: true };
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told.slice(1)).toEqual([
    { onBattery: true, offline: false },
    { onBattery: true, offline: true },
  ]);
  watch.close();
  state = { onBattery: null, offline: null };
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toHaveLength(3);
});

it('says nothing of a look that ends after it was closed', async () => {
  watchBy(
    async () => state,
    1_000,
    (next) => told.push(next),
  ).close();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(told).toEqual([]);
});

it('can tell of this very machine whether it is offline', async () => {
  vi.useRealTimers();
  const seen = await new Promise<MachineState>((resolve) => {
    const watch = watchMachine((next) => {
      watch.close();
      resolve(next);
    });
  });
  expect(typeof seen.offline).toBe('boolean');
});
