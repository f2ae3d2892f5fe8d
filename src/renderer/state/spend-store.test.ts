import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bridge } from '../../shared/ipc/contract';
import type { DaySpend } from '../../shared/model/spend';
import { makeExchange } from '../testing/make-exchange';
import { selectShownSpend, useSpendStore } from './spend-store';

const day = (over: Partial<DaySpend> = {}): DaySpend => ({
  dayStart: 0,
  total: 0,
  requests: 0,
  failed: 0,
  unpriced: 0,
  buckets: [],
  routes: [],
  ...over,
});

describe('selectShownSpend', () => {
  it('shows play money by itself only when nothing but the simulator has answered', () => {
    expect(selectShownSpend({ real: day(), play: day({ requests: 2 }) }, null)).toMatchObject({ money: 'play', both: false });
    const onlyRefused = selectShownSpend({ real: day({ requests: 1, failed: 1 }), play: day({ requests: 2 }) }, null);
    expect(onlyRefused).toMatchObject({ money: 'play', both: true });
  });

  it('shows real money when both passed, and on an empty day', () => {
    expect(selectShownSpend({ real: day({ requests: 1 }), play: day({ requests: 2 }) }, null)).toMatchObject({
      money: 'real',
      both: true,
    });
    expect(selectShownSpend({ real: day(), play: day() }, null)).toMatchObject({ money: 'real', both: false });
  });

  it('follows the choice while there is something of it', () => {
    expect(selectShownSpend({ real: day({ requests: 1 }), play: day({ requests: 2 }) }, 'play').money).toBe('play');
    expect(selectShownSpend({ real: day({ requests: 1 }), play: day() }, 'play').money).toBe('real');
  });
});

describe('noteRows', () => {
  let asked = 0;
  beforeEach(() => {
    vi.useFakeTimers();
    asked = 0;
    const bridge: Bridge = {
      async call() {
        asked += 1;
        return { ok: true, value: { real: day(), play: day() } };
      },
      on: () => () => undefined,
    };
    vi.stubGlobal('window', { switchyard: bridge });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('asks once a second at most, however many rows end', async () => {
    await useSpendStore.getState().load();
    for (let count = 0; count < 19; count += 1) {
      useSpendStore.getState().noteRows([makeExchange()]);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(asked).toBe(2);
  });

  it('asks nothing while rows are only in flight', async () => {
    useSpendStore.getState().noteRows([makeExchange({ outcome: 'in-flight' })]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toBe(0);
  });
});
