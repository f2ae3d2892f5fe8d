import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Budget } from '../../shared/config/budget-config';
import { UNKNOWN_COST, type Cost } from '../../shared/model/money';
import type { Target } from '../pipeline/exchange';
import { createBudgetKeeper } from './budget-keeper';
import type { BudgetTab } from './budget-tab';

const NANO = 1_000_000_000;
const NOON = new Date(2026, 5, 12, 12).getTime();
const PROVIDERS = ['one', 'two', 'local'];

function targetOf(providerId: string): Target {
  const key = { id: 'none', value: null, problem: null };
  return { provider: { id: providerId, playMoney: false }, model: { id: 'm' }, key, keys: [key] } as unknown as Target;
}

const costOf = (total: number): Cost => ({ ...UNKNOWN_COST, total });

const dollars = fc.integer({ min: 0, max: 400 }).map((cents) => cents / 100);

const budget = fc.record({
  limit: fc.integer({ min: 1, max: 1_000 }).map((cents) => cents / 100),
  provider: fc.option(fc.constantFrom(...PROVIDERS), { nil: undefined }),
  blockAt: fc.constantFrom(50, 90, 100),
  spareAt: fc.option(fc.constantFrom(20, 80), { nil: null }),
});

/** `who` is one of the requests that run: it asks for another call, grows, has its call end, or ends. */
const step = fc.record({
  kind: fc.constantFrom('open', 'call', 'call', 'grow', 'settle', 'end'),
  who: fc.nat(20),
  provider: fc.constantFrom(...PROVIDERS),
  expected: fc.oneof(dollars, fc.constant(null)),
  real: dollars,
});

interface LiveCall {
  provider: string;
  expected: number;
  soFar: number;
}

it('admits only what fits by what is expected of it, so that only running requests can pass a limit, by what they cost more', () => {
  fc.assert(
    fc.property(fc.array(budget, { minLength: 1, maxLength: 4 }), fc.array(step, { maxLength: 80 }), (limits, steps) => {
      const keeper = createBudgetKeeper({ now: () => NOON });
      const budgets: Budget[] = limits.map(({ limit, provider, blockAt, spareAt }, index) => ({
        name: `b${index}`,
        enabled: true,
        scope: provider === undefined ? {} : { provider },
        limit,
        per: 'day',
        steps: [
          ...(spareAt === null ? [] : [{ at: spareAt, then: 'next-target' as const }]),
          { at: blockAt, then: 'block' as const },
        ].sort((a, b) => a.at - b.at),
      }));
      keeper.setBudgets(budgets, '', () => undefined);
      const running: { tab: BudgetTab; call: LiveCall | null; next: number | null }[] = [];
      const spent = budgets.map(() => 0);
      /** By how much calls have cost more than was expected of them, by budget. */
      const excess = budgets.map(() => 0);
      const fits = (index: number, provider: string) => [undefined, provider].includes(budgets[index]?.scope.provider);
      const block = (index: number) =>
        Math.round(((budgets[index] as Budget).limit * NANO * (limits[index]?.blockAt ?? 0)) / 100);
      const used = () => keeper.states().map((state) => state.spent + state.reserved);

      function finish(call: LiveCall, real: number): void {
        budgets.forEach((_, index) => {
          if (!fits(index, call.provider)) return;
          spent[index] = (spent[index] ?? 0) + real;
        });
      }

      for (const { kind, who, provider, expected, real } of steps) {
        const nano = Math.round(real * NANO);
        const request = running[who % Math.max(1, running.length)];
        if (kind === 'open') {
          const entry: (typeof running)[number] = { tab: undefined as never, call: null, next: null };
          const parts = { startedAt: NOON, route: null, project: null, isPrivate: false };
          // What is expected of a target stays the same within a request.
          const own = expected === null ? null : Math.round(expected * NANO);
          entry.next = own;
          entry.tab = keeper.open(parts, () => own) as BudgetTab;
          running.push(entry);
        } else if (request === undefined) {
          continue;
        } else if (kind === 'call' && request.call === null) {
          const before = used();
          const cost = request.next;
          const { refusedBy } = request.tab.begin(targetOf(provider));
          const forbids = budgets.some(
            (_, index) => cost !== null && cost > 0 && fits(index, provider) && (before[index] ?? 0) + cost > block(index),
          );
          expect(refusedBy !== null).toBe(forbids);
          if (refusedBy === null) request.call = { provider, expected: cost ?? 0, soFar: 0 };
          else expect(used()).toEqual(before);
        } else if (kind === 'grow' && request.call !== null) {
          const soFar = Math.max(request.call.soFar, nano);
          request.call.soFar = soFar;
          request.tab.costs(costOf(soFar));
        } else if (kind === 'settle' && request.call !== null) {
          const { call } = request;
          request.tab.settle(costOf(nano), true);
          finish(call, nano);
          budgets.forEach((_, index) => {
            if (fits(index, call.provider)) excess[index] = (excess[index] ?? 0) + Math.max(0, nano - call.expected);
          });
          request.call = null;
        } else if (kind === 'end') {
          request.tab.end();
          running.splice(running.indexOf(request), 1);
        }
        const live = budgets.map((_, index) =>
          running
            .flatMap(({ call }) => (call !== null && fits(index, call.provider) ? [call] : []))
            .reduce((sum, call) => sum + Math.max(0, call.soFar - call.expected), 0),
        );
        keeper.states().forEach((state, index) => {
          expect(state.spent).toBe(spent[index]);
          expect(state.spent + state.reserved).toBeLessThanOrEqual(block(index) + (excess[index] ?? 0) + (live[index] ?? 0));
        });
      }
      for (const { tab } of running) tab.end();
      expect(keeper.states().map(({ reserved }) => reserved)).toEqual(budgets.map(() => 0));
    }),
    { numRuns: 300 },
  );
});
