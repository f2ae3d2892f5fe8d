import { findWindow, type TimeSpan } from '../../shared/local-time';
import type { Spend } from '../../shared/model/budget';
import type { CompiledBudget } from './compile-budgets';

/** What ended requests of one window have cost. Where each sum comes from is what keeps a request from being counted twice, or not at all. */
export interface WindowSums extends TimeSpan {
  /** By the ledger, of all requests whose rows went to it before it was asked; null until it has answered once. */
  base: Spend | null;
  /** By this proxy, of those that have ended since. */
  after: Spend;
  /** By this proxy, of those that the ledger cannot tell to be of this budget: private ones of a project. */
  aside: Spend;
  /** The ledger is asked, and this has ended since; null: no answer is awaited. */
  asked: { question: number; after: Spend } | null;
  /** Shares in percent of which the user has been told. */
  told: Set<number>;
  /** The user has been told that a call was refused. */
  refusalTold: boolean;
}

/** A window whose sums are hardly needed any more is forgotten: the ledger has them. */
const KEPT_WINDOWS = 8;

/** The windows of one budget, by the start of each: a clock that is set back finds the sums of then again. */
export interface BudgetWindows {
  budget: CompiledBudget;
  windows: WindowSums[];
}

/** The window that `time` lies in; `onNew` is called with one that was not there before. */
export function takeWindow({ budget, windows }: BudgetWindows, time: number, onNew: (window: WindowSums) => void): WindowSums {
  // By the clock of now: in another time zone it is another window.
  const span = findWindow(budget.per, time);
  const known = windows.find(({ start, end }) => start === span.start && end === span.end);
  if (known !== undefined) return known;
  const window: WindowSums = {
    ...span,
    base: null,
    after: NOTHING,
    aside: NOTHING,
    asked: null,
    told: new Set(),
    refusalTold: false,
  };
  windows.push(window);
  if (windows.length > KEPT_WINDOWS) windows.shift();
  onNew(window);
  return window;
}

export const NOTHING: Spend = { spent: 0, unpriced: 0 };

export function addSpend(one: Spend, other: Spend): Spend {
  return { spent: one.spent + other.spent, unpriced: one.unpriced + other.unpriced };
}

/** All that has ended in it. */
export function sumEnded({ base, after, aside }: WindowSums): Spend {
  return addSpend(addSpend(base ?? NOTHING, after), aside);
}

/** A request of it has ended, and its row goes to the ledger now. */
export function addEnded(window: WindowSums, spend: Spend, isAside: boolean): void {
  if (isAside) {
    window.aside = addSpend(window.aside, spend);
    return;
  }
  window.after = addSpend(window.after, spend);
  if (window.asked !== null) window.asked.after = addSpend(window.asked.after, spend);
}

/** The ledger has been asked: its answer holds all that has gone to it until now. */
export function beginQuestion(window: WindowSums, question: number): void {
  window.asked = { question, after: NOTHING };
}

/** The answer to a question; null: it could not be read. An answer to an earlier one than the last is ignored. False where it was. */
export function endQuestion(window: WindowSums, question: number, base: Spend | null): boolean {
  if (window.asked?.question !== question) return false;
  if (base !== null) {
    window.base = base;
    window.after = window.asked.after;
  }
  window.asked = null;
  return true;
}
