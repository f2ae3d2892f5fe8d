import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Budget } from '../../shared/config/budget-config';
import type { BudgetNews, BudgetState, Spend, SpendQuery } from '../../shared/model/budget';
import { UNKNOWN_COST } from '../../shared/model/money';
import type { Target } from '../pipeline/exchange';
import { createBudgetKeeper, type BudgetKeeper, type BudgetKeeperOptions } from './budget-keeper';

const DOLLAR = 1_000_000_000;
const HOUR = 3_600_000;
const at = (day: number, hour: number, minute = 0) => new Date(2026, 5, day, hour, minute).getTime();

let now = at(12, 12);
let news: BudgetNews[] = [];

beforeEach(() => {
  now = at(12, 12);
  news = [];
});
afterEach(() => {
  vi.useRealTimers();
});

const daily = (more: Partial<Budget> = {}): Budget => ({
  name: 'Daily',
  enabled: true,
  scope: {},
  limit: 5,
  per: 'day',
  steps: [
    { at: 50, then: 'notify' },
    { at: 80, then: 'notify' },
    { at: 100, then: 'block' },
  ],
  ...more,
});

function keeperOf(budgets: Budget[], options: Partial<BudgetKeeperOptions> = {}): BudgetKeeper {
  const keeper = createBudgetKeeper({ now: () => now, onNews: (one) => news.push(one), ...options });
  keeper.setBudgets(budgets, '/home/me', () => undefined);
  return keeper;
}

function targetOf(providerId = 'deepseek', keyId = 'none', playMoney = false): Target {
  const key = { id: keyId, value: null, problem: null };
  return { provider: { id: providerId, playMoney }, model: { id: 'm' }, key, keys: [key] } as unknown as Target;
}

interface Made {
  startedAt?: number;
  route?: 'think' | null;
  project?: string | null;
  isPrivate?: boolean;
  expected?: number | null;
  target?: Target;
}

/** A request with one call that is running. */
function begin(keeper: BudgetKeeper, { expected = 1, target = targetOf(), ...more }: Made = {}) {
  const parts = { startedAt: now, route: null, project: null, isPrivate: false, ...more };
  const tab = keeper.open(parts, () => (expected === null ? null : expected * DOLLAR));
  if (tab === null) throw new Error('there is no budget');
  const { refusedBy } = tab.begin(target);
  return {
    refusedBy,
    costs: (dollars: number) => tab.costs({ ...UNKNOWN_COST, total: dollars * DOLLAR }),
    settle: (dollars: number | null) => tab.settle({ ...UNKNOWN_COST, total: dollars === null ? null : dollars * DOLLAR }, true),
    end: () => tab.end(),
  };
}

/** A request that has come and gone. */
function spend(keeper: BudgetKeeper, dollars: number | null, made: Made = {}): void {
  const request = begin(keeper, made);
  expect(request.refusedBy).toBeNull();
  request.settle(dollars);
  request.end();
}

const standing = (keeper: BudgetKeeper) =>
  keeper.states().map(({ name, spent, reserved, unpriced, complete }) => ({
    name,
    spent: spent / DOLLAR,
    reserved: reserved / DOLLAR,
    unpriced,
    complete,
  }));

it('has nothing to do where there is no budget', () => {
  const none = createBudgetKeeper({ now: () => now });
  none.setBudgets([], '', () => undefined);
  const parts = { startedAt: now, route: null, project: null, isPrivate: false };
  expect(none.open(parts, () => 1)).toBeNull();
  expect(keeperOf([daily({ enabled: false })]).open(parts, () => 1)).toBeNull();
});

it('sets aside what a call is expected to cost, raises it as it costs more, and settles it by what it came to', () => {
  const keeper = keeperOf([daily()]);
  const request = begin(keeper, { expected: 1 });
  expect(standing(keeper)).toMatchObject([{ spent: 0, reserved: 1 }]);
  request.costs(0.5);
  expect(standing(keeper)).toMatchObject([{ spent: 0, reserved: 1 }]);
  request.costs(4.5);
  expect(standing(keeper)).toMatchObject([{ spent: 0, reserved: 4.5 }]);
  expect(begin(keeper, { expected: 1 }).refusedBy?.budget.name).toBe('Daily');
  request.settle(2);
  expect(standing(keeper)).toMatchObject([{ spent: 2, reserved: 0 }]);
  request.end();
  expect(standing(keeper)).toMatchObject([{ spent: 2, reserved: 0 }]);
});

it('counts what has no price, and never what is play money; it blocks neither, nor what is free', () => {
  const keeper = keeperOf([daily()]);
  spend(keeper, 5, { expected: 1 });
  spend(keeper, null, { expected: null });
  spend(keeper, 0, { expected: 0 });
  const play = keeper.open({ startedAt: now, route: null, project: null, isPrivate: false }, () => DOLLAR);
  expect(play?.begin(targetOf('simulator', 'none', true)).refusedBy).toBeNull();
  play?.settle({ ...UNKNOWN_COST, total: DOLLAR, playMoney: true }, true);
  play?.end();
  expect(standing(keeper)).toMatchObject([{ spent: 5, reserved: 0, unpriced: 1 }]);
  expect(begin(keeper, { expected: 0.01 }).refusedBy).not.toBeNull();
});

describe('a scope', () => {
  it.each<[string, Budget['scope'], Made, Made]>([
    ['a route', { route: 'think' }, { route: 'think' }, { route: null }],
    ['a provider', { provider: 'deepseek' }, { target: targetOf('deepseek') }, { target: targetOf('openai') }],
    [
      'a key',
      { provider: 'deepseek', key: 'env:WORK' },
      { target: targetOf('deepseek', 'env:WORK') },
      { target: targetOf('deepseek', 'env:HOME') },
    ],
    ['a project', { project: '/work/app' }, { project: '/work/app' }, { project: '/work/application' }],
    ['what lies below a project', { project: '/work/app/' }, { project: '/work/app/web' }, { project: null }],
    ['a folder at home', { project: '~/app' }, { project: '/home/me/app/web' }, { project: '/home/you/app' }],
    ['a folder of Windows', { project: 'C:\\work' }, { project: 'C:\\work\\app' }, { project: 'C:\\works' }],
  ])('of %s counts and blocks what is in it alone', (_what, scope, inside, outside) => {
    const keeper = keeperOf([daily({ scope })]);
    spend(keeper, 4.5, outside);
    expect(standing(keeper)).toMatchObject([{ spent: 0 }]);
    spend(keeper, 4.5, inside);
    expect(standing(keeper)).toMatchObject([{ spent: 4.5 }]);
    expect(begin(keeper, inside).refusedBy).not.toBeNull();
    expect(begin(keeper, outside).refusedBy).toBeNull();
  });
});

describe('a window', () => {
  it.each<[Budget['per'], number]>([
    ['hour', at(12, 13)],
    ['day', at(13, 0)],
    ['week', at(15, 0)],
    ['month', new Date(2026, 6, 1).getTime()],
  ])('of %s starts anew at its end', (per, end) => {
    const keeper = keeperOf([daily({ per })]);
    spend(keeper, 4.5);
    now = end - 1;
    expect(begin(keeper).refusedBy).not.toBeNull();
    now = end;
    expect(standing(keeper)).toMatchObject([{ spent: 0 }]);
    expect(begin(keeper).refusedBy).toBeNull();
  });

  it('has a request that passes midnight in the day of its start', () => {
    const keeper = keeperOf([daily()]);
    now = at(12, 23, 59);
    const request = begin(keeper);
    now = at(13, 0, 1);
    request.settle(3);
    request.end();
    expect(standing(keeper)).toMatchObject([{ spent: 0, reserved: 0 }]);
    now = at(12, 23, 59);
    expect(standing(keeper)).toMatchObject([{ spent: 3 }]);
  });

  it('forgets nothing and doubles nothing when the clock is set back and forth', () => {
    const keeper = keeperOf([daily()]);
    spend(keeper, 1);
    now = at(13, 8);
    spend(keeper, 2);
    const running = begin(keeper);
    now = at(12, 20);
    expect(standing(keeper)).toMatchObject([{ spent: 1, reserved: 0 }]);
    spend(keeper, 0.5);
    running.settle(0.25);
    running.end();
    expect(standing(keeper)).toMatchObject([{ spent: 1.5 }]);
    now = at(13, 9);
    expect(standing(keeper)).toMatchObject([{ spent: 2.25, reserved: 0 }]);
  });
});

/** A ledger that answers when the test says so. */
function slowLedger() {
  const asked: { queries: SpendQuery[]; answer(sums: Spend[] | null): Promise<void> }[] = [];
  const readSpend = (queries: SpendQuery[]) =>
    new Promise<Spend[] | null>((resolve) =>
      asked.push({
        queries,
        async answer(sums) {
          resolve(sums);
          await new Promise((done) => setImmediate(done));
        },
      }),
    );
  return { asked, readSpend };
}

const sum = (dollars: number): Spend => ({ spent: dollars * DOLLAR, unpriced: 0 });

describe('what earlier runs have spent', () => {
  it('is asked for when a budget is set, and counts from the answer on', async () => {
    const { asked, readSpend } = slowLedger();
    const keeper = keeperOf([daily({ scope: { project: '~/app' } })], { readSpend });
    expect(asked[0]?.queries).toEqual([
      { scope: { project: '/home/me/app' }, from: at(12, 0), before: at(13, 0), takesKeyless: false },
    ]);
    expect(standing(keeper)).toMatchObject([{ spent: 0, complete: false }]);
    await asked[0]?.answer([sum(3)]);
    expect(standing(keeper)).toMatchObject([{ spent: 3, complete: true }]);
  });

  it('holds what ended before the question, and the keeper counts what ends after it, once each', async () => {
    const { asked, readSpend } = slowLedger();
    const keeper = keeperOf([daily({ limit: 100 })], { readSpend });
    spend(keeper, 1);
    await asked[0]?.answer([sum(10)]);
    expect(standing(keeper)).toMatchObject([{ spent: 11 }]);

    spend(keeper, 2);
    const running = begin(keeper);
    keeper.reread();
    // In its row there is no end yet, so it is not in the answer.
    running.settle(4);
    running.end();
    const later = begin(keeper);
    later.settle(8);
    expect(standing(keeper)).toMatchObject([{ spent: 25 }]);
    await asked[1]?.answer([sum(13)]);
    expect(standing(keeper)).toMatchObject([{ spent: 25 }]);
    later.end();
    expect(standing(keeper)).toMatchObject([{ spent: 25 }]);
  });

  it('is what the last question says, whichever answer comes first', async () => {
    const { asked, readSpend } = slowLedger();
    const keeper = keeperOf([daily({ limit: 100 })], { readSpend });
    spend(keeper, 1);
    keeper.reread();
    spend(keeper, 2);
    await asked[1]?.answer([sum(11)]);
    await asked[0]?.answer([sum(10)]);
    expect(standing(keeper)).toMatchObject([{ spent: 13 }]);
  });

  it('counts from the start of this run where the ledger cannot be read, and says so', async () => {
    const { asked, readSpend } = slowLedger();
    const keeper = keeperOf([daily()], { readSpend });
    spend(keeper, 4.5);
    await asked[0]?.answer(null);
    expect(standing(keeper)).toMatchObject([{ spent: 4.5, complete: false }]);
    expect(begin(keeper).refusedBy).not.toBeNull();
    keeper.reread();
    await asked[1]?.answer([sum(4.75)]);
    expect(standing(keeper)).toMatchObject([{ spent: 4.75, complete: true }]);
  });

  it('keeps what a private request of a project has cost, which the ledger cannot tell', async () => {
    const { asked, readSpend } = slowLedger();
    const keeper = keeperOf([daily({ scope: { project: '/work/app' } })], { readSpend });
    await asked[0]?.answer([sum(0)]);
    spend(keeper, 3, { project: '/work/app', isPrivate: true });
    keeper.reread();
    await asked[1]?.answer([sum(0)]);
    expect(standing(keeper)).toMatchObject([{ spent: 3 }]);
  });

  it('is asked for again for another scope or window, and not for another limit', async () => {
    const { asked, readSpend } = slowLedger();
    const keeper = keeperOf([daily()], { readSpend });
    await asked[0]?.answer([sum(3)]);
    keeper.setBudgets([daily({ limit: 9, name: 'Other' })], '', () => undefined);
    expect(asked).toHaveLength(1);
    expect(standing(keeper)).toMatchObject([{ name: 'Other', spent: 3 }]);
    const running = begin(keeper);
    keeper.setBudgets([daily({ per: 'week' })], '', () => undefined);
    expect(asked[1]?.queries).toMatchObject([{ from: at(8, 0), before: at(15, 0) }]);
    await asked[1]?.answer([sum(4)]);
    running.settle(0.5);
    running.end();
    expect(standing(keeper)).toMatchObject([{ spent: 4.5 }]);
  });
});

describe('the user', () => {
  it('is told once a window of each step that is reached, and of the highest where a request takes several', () => {
    const keeper = keeperOf([daily()]);
    spend(keeper, 2.4);
    expect(news).toEqual([]);
    spend(keeper, 0.2);
    spend(keeper, 0.2);
    expect(news).toMatchObject([{ kind: 'reached', at: 50, then: 'notify', state: { name: 'Daily', spent: 2.6 * DOLLAR } }]);
    spend(keeper, 3);
    expect(news.slice(1)).toMatchObject([{ kind: 'reached', at: 100, then: 'block' }]);
    now = at(13, 8);
    spend(keeper, 2.6);
    expect(news.slice(2)).toMatchObject([{ kind: 'reached', at: 50 }]);
  });

  it('is not told again after a restart of what was reached before it', async () => {
    const { asked, readSpend } = slowLedger();
    const keeper = keeperOf([daily()], { readSpend });
    spend(keeper, 0.1);
    await asked[0]?.answer([sum(4)]);
    expect(news).toEqual([]);
    spend(keeper, 0.9, { expected: 0.5 });
    expect(news).toMatchObject([{ at: 100 }]);
  });

  it('is told of what was reached between the question and its answer', async () => {
    const { asked, readSpend } = slowLedger();
    const keeper = keeperOf([daily()], { readSpend });
    spend(keeper, 1);
    expect(news).toEqual([]);
    await asked[0]?.answer([sum(2)]);
    expect(news).toMatchObject([{ at: 50 }]);
  });

  it('is told once of a request that was refused before the limit was reached', () => {
    const keeper = keeperOf([daily()]);
    spend(keeper, 4.9);
    news = [];
    for (let count = 0; count < 2; count += 1) {
      const tab = keeper.open({ startedAt: now, route: null, project: null, isPrivate: false }, () => DOLLAR);
      const obstacle = tab?.look(targetOf()).refusedBy;
      if (obstacle) tab?.refused(obstacle);
    }
    expect(news).toMatchObject([{ kind: 'refused', at: 100, state: { spent: 4.9 * DOLLAR } }]);
  });

  it('is not told of a day that is over', () => {
    const keeper = keeperOf([daily()]);
    const request = begin(keeper);
    now += 24 * HOUR;
    request.settle(5);
    request.end();
    expect(news).toEqual([]);
  });
});

it('tells how the budgets stand at most once in 250 ms, and when a window ends', () => {
  vi.useFakeTimers();
  const told: BudgetState[][] = [];
  const keeper = keeperOf([daily({ per: 'hour' })], { onChanged: (states) => told.push(states) });
  spend(keeper, 1);
  spend(keeper, 1);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(250);
  expect(told).toMatchObject([[{ spent: 2 * DOLLAR }]]);
  now = at(12, 13);
  vi.advanceTimersByTime(30_250);
  expect(told.at(-1)).toMatchObject([{ spent: 0, windowStart: at(12, 13) }]);
});
