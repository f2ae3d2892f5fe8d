import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Rules } from '../../shared/config/rule-config';
import { UNKNOWN_SITUATION, type Situation } from '../../shared/model/situation';
import type { TodaySpend } from '../../shared/model/spend';
import { followSituation, type FollowedSituation } from './follow-situation';
import type { MachineState } from './machine-state';

let told: Situation[];
let followed: FollowedSituation;
/** Tells the state of a machine that is watched; null while none is. */
let machineSays: ((state: MachineState) => void) | null;
let spent: number | Error;
let looks: number;

const THEN = { then: { targets: 'up/model' } };
const ON_BATTERY = Rules.parse([{ when: { onBattery: true }, ...THEN }]);
const SPENT = Rules.parse([{ not: { spentToday: { above: 5 } }, ...THEN }]);
const OTHERS = Rules.parse([
  { when: { model: 'x' }, ...THEN },
  { enabled: false, when: { offline: true, spentToday: { above: 1 } }, ...THEN },
]);

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  machineSays = null;
  spent = 7;
  looks = 0;
  followed = followSituation({
    watchMachine: (onChanged) => {
      machineSays = onChanged;
      return { close: () => (machineSays = null) };
    },
    async spendToday() {
      looks += 1;
      if (spent instanceof Error) throw spent;
      return { real: { total: spent } } as TodaySpend;
    },
    tell: (situation) => told.push(situation),
  });
});

afterEach(() => {
  followed.close();
  vi.useRealTimers();
});

describe('the machine', () => {
  it('is watched from the rule that asks for it to the last one, and then unknown', () => {
    followed.follow(OTHERS);
    expect(machineSays).toBeNull();
    followed.follow(ON_BATTERY);
    machineSays?.({ onBattery: true, offline: false });
    machineSays?.({ onBattery: true, offline: false });
    expect(told).toEqual([{ onBattery: true, offline: false, spentToday: null }]);
    followed.follow(Rules.parse([{ not: { offline: false }, ...THEN }]));
    expect(told).toHaveLength(1);
    followed.follow(OTHERS);
    expect(machineSays).toBeNull();
    expect(told.at(-1)).toEqual(UNKNOWN_SITUATION);
  });

  it('is told again to a proxy that has just begun', () => {
    followed.follow(ON_BATTERY);
    machineSays?.({ onBattery: true, offline: null });
    followed.repeat();
    expect(told).toEqual(Array(2).fill({ onBattery: true, offline: null, spentToday: null }));
  });
});

describe('what today has cost', () => {
  it('is summed up once for rows that come together, and only while a rule asks', async () => {
    followed.rowsCame();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looks).toBe(0);
    followed.follow(SPENT);
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual([{ ...UNKNOWN_SITUATION, spentToday: 7 }]);
    spent = 9;
    for (let row = 0; row < 20; row++) {
      followed.rowsCame();
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(3_000);
    expect(looks).toBe(2);
    expect(told.at(-1)?.spentToday).toBe(9);
    followed.follow(OTHERS);
    followed.rowsCame();
    await vi.advanceTimersByTimeAsync(200_000);
    expect(looks).toBe(2);
    expect(told.at(-1)).toEqual(UNKNOWN_SITUATION);
  });

  it('is looked at without rows too, since a new day begins without any', async () => {
    followed.follow(SPENT);
    await vi.advanceTimersByTimeAsync(0);
    spent = 0;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told.at(-1)?.spentToday).toBe(0);
  });

  it('is unknown while the ledger cannot say', async () => {
    followed.follow(SPENT);
    await vi.advanceTimersByTimeAsync(0);
    spent = new Error('The ledger is down.');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told.at(-1)?.spentToday).toBeNull();
  });
});
