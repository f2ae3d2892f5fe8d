import type { Budget } from '../../shared/config/budget-config';
import type { BudgetNews, BudgetState, Spend, SpendQuery } from '../../shared/model/budget';
import { createBudgetTab, type BudgetTab, type ExpectCost } from './budget-tab';
import { compileBudgets, type BudgetedRequest, type CompiledBudget } from './compile-budgets';
import type { BudgetUse } from './judge-call';
import { sumReserved, sumSettled, type OpenRequest } from './open-requests';
import {
  addEnded,
  addSpend,
  beginQuestion,
  endQuestion,
  sumEnded,
  takeWindow,
  type BudgetWindows,
  type WindowSums,
} from './window-sums';

export interface BudgetKeeperOptions {
  now(): number;
  /**
   * What the ledger holds: everything that was recorded before the call, and nothing that is recorded after it. One sum for each question; null: it
   * cannot be read. Left out: there is no ledger.
   */
  readSpend?: ((queries: SpendQuery[]) => Promise<Spend[] | null>) | undefined;
  /** They stand otherwise than before; told at most once in 250 ms. */
  onChanged?: ((states: BudgetState[]) => void) | undefined;
  onNews?: ((news: BudgetNews) => void) | undefined;
}

/** What the budgets allow, and what they have come to. Its state is in memory; the ledger's sums come to it when it asks. */
export interface BudgetKeeper {
  /** These are the budgets from now on, for requests that are running too. `firstKey` gives the id of a provider's first key. */
  setBudgets(budgets: readonly Budget[], homeFolder: string, firstKey: (providerId: string) => string | undefined): void;
  /** Where a request's calls are written up; null where there is no budget. Nothing is kept of it before its first call. */
  open(request: BudgetedRequest, expect: ExpectCost): BudgetTab | null;
  /** Asks the ledger anew for all windows: it has been connected, or its past was changed. */
  reread(): void;
  states(): BudgetState[];
}

/** States are told at most this often, in ms. */
const TELL_MS = 250;
/** Nobody says when the clock is set; windows are looked at this often at least, in ms. */
const LOOK_MS = 30_000;

export function createBudgetKeeper({ now, readSpend, onChanged, onNews }: BudgetKeeperOptions): BudgetKeeper {
  let accounts: BudgetWindows[] = [];
  const open = new Set<OpenRequest>();
  let questions = 0;
  let telling: ReturnType<typeof setTimeout> | null = null;
  let looking: ReturnType<typeof setTimeout> | null = null;

  function windowAt(account: BudgetWindows, time: number): WindowSums {
    return takeWindow(account, time, (window) => ask([{ account, window }]));
  }

  /** The questions go out at once, together; what is recorded from here on is not in the answers. */
  function ask(asked: { account: BudgetWindows; window: WindowSums }[]): void {
    if (readSpend === undefined || asked.length === 0) return;
    const question = ++questions;
    for (const { window } of asked) beginQuestion(window, question);
    const queries = asked.map(({ account: { budget }, window }) => toQuery(budget, window));
    void readSpend(queries).then(
      (sums) => take(sums),
      () => take(null),
    );

    function take(sums: Spend[] | null): void {
      asked.forEach(({ account, window }, index) => {
        const isFirst = window.base === null;
        if (!endQuestion(window, question, sums?.[index] ?? null)) return;
        // What was reached before is no news: it was told then.
        if (isFirst) markTold(account, window, window.base?.spent ?? 0);
        tellNews(account, window);
      });
      changed();
    }
  }

  function useOf({ budget }: BudgetWindows, window: WindowSums): BudgetUse & { unpriced: number } {
    let spend = sumEnded(window);
    let reserved = 0;
    for (const request of open) {
      if (request.startedAt < window.start || request.startedAt >= window.end) continue;
      spend = addSpend(spend, sumSettled(budget, request));
      reserved += sumReserved(budget, request);
    }
    return { ...spend, reserved };
  }

  function stateOf(account: BudgetWindows, window: WindowSums): BudgetState {
    const { name, scope, per, limit, steps } = account.budget;
    const use = useOf(account, window);
    const reached = steps.findLast(({ amount }) => use.spent >= amount);
    return {
      name,
      scope,
      per,
      limit,
      ...use,
      windowStart: window.start,
      windowEnd: window.end,
      reached: reached === undefined ? null : { at: reached.at, then: reached.then },
      complete: window.base !== null || readSpend === undefined,
    };
  }

  function markTold({ budget }: BudgetWindows, window: WindowSums, spent: number): void {
    for (const { at, amount } of budget.steps) if (spent >= amount) window.told.add(at);
  }

  /** Of a window that is over, or has not begun by a clock that was set back, nobody needs to hear. */
  function isNow(window: WindowSums): boolean {
    const time = now();
    return window.start <= time && time < window.end;
  }

  /** The highest of the steps that were reached and not told; the lower ones are said with it. */
  function tellNews(account: BudgetWindows, window: WindowSums): void {
    if (window.asked !== null || !isNow(window)) return;
    const { spent } = useOf(account, window);
    const fresh = account.budget.steps.filter(({ at, amount }) => spent >= amount && !window.told.has(at));
    markTold(account, window, spent);
    const step = fresh.at(-1);
    if (step !== undefined) onNews?.({ state: stateOf(account, window), at: step.at, then: step.then, kind: 'reached' });
  }

  function tellRefusal(account: BudgetWindows, window: WindowSums): void {
    const step = account.budget.blockFrom;
    if (step === null || window.refusalTold || window.told.has(step.at) || !isNow(window)) return;
    window.refusalTold = true;
    onNews?.({ state: stateOf(account, window), at: step.at, then: step.then, kind: 'refused' });
  }

  function changed(): void {
    if (onChanged === undefined) return;
    telling ??= setTimeout(() => {
      telling = null;
      onChanged(states());
    }, TELL_MS).unref();
  }

  /** A window that ends is told of, and so is one that the clock was set to. */
  function lookAgain(): void {
    if (looking !== null) clearTimeout(looking);
    looking = null;
    const ends = accounts.map((account) => windowAt(account, now()).end - now());
    if (onChanged === undefined || ends.length === 0) return;
    looking = setTimeout(
      () => {
        changed();
        lookAgain();
      },
      Math.max(TELL_MS, Math.min(LOOK_MS, ...ends)),
    ).unref();
  }

  function states(): BudgetState[] {
    return accounts.map((account) => stateOf(account, windowAt(account, now())));
  }

  /** Those of one scope and window go on, whatever else was changed of them. */
  function moveAccounts(budgets: CompiledBudget[]): void {
    const before = new Map(accounts.map((account) => [identify(account.budget), account]));
    accounts = budgets.map((budget) => ({ budget, windows: before.get(identify(budget))?.windows ?? [] }));
    for (const account of accounts) {
      const old = before.get(identify(account.budget));
      if (old !== undefined && JSON.stringify(old.budget) === JSON.stringify(account.budget)) continue;
      // The user who changes a budget sees where it stands.
      for (const window of account.windows) {
        window.told.clear();
        window.refusalTold = false;
        markTold(account, window, useOf(account, window).spent);
      }
    }
  }

  return {
    setBudgets(budgets, homeFolder, firstKey) {
      if (accounts.length === 0 && budgets.length === 0) return;
      moveAccounts(compileBudgets(budgets, homeFolder, firstKey));
      lookAgain();
      changed();
    },
    open(request, expect) {
      if (accounts.length === 0) return null;
      const own: OpenRequest = { ...request, calls: [] };
      const each = <T>(look: (account: BudgetWindows, window: WindowSums) => T): T[] =>
        accounts.map((account) => look(account, windowAt(account, own.startedAt)));
      return createBudgetTab(own, expect, {
        list: () => each((account, window) => ({ budget: account.budget, window, ...useOf(account, window) })),
        began() {
          open.add(own);
          changed();
        },
        changed,
        settled() {
          each(tellNews);
          changed();
        },
        refused: (name) =>
          each((account, window) => {
            if (account.budget.name === name) tellRefusal(account, window);
          }),
        ended() {
          if (!open.delete(own)) return;
          each((account, window) =>
            addEnded(window, sumSettled(account.budget, own), own.isPrivate && account.budget.scope.project !== undefined),
          );
          each(tellNews);
          changed();
        },
      });
    },
    reread() {
      ask(accounts.flatMap((account) => account.windows.map((window) => ({ account, window }))));
    },
    states,
  };
}

function identify({ scope, per, takesKeyless }: CompiledBudget): string {
  return JSON.stringify([per, scope.route, scope.provider, scope.project, scope.key, takesKeyless]);
}

function toQuery({ scope, takesKeyless }: CompiledBudget, { start, end }: WindowSums): SpendQuery {
  return { scope, from: start, before: end, takesKeyless };
}
