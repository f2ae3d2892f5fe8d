import { create } from 'zustand';
import { toAppErrorData, type AppErrorData } from '../../../shared/errors';
import type { BudgetSummary } from '../../../shared/ipc/budget-calls';
import { call } from '../../api/api';
import { LOADING, type Loadable } from '../../state/loadable';
import { checkDraft, toBudgetInput, type BudgetDraft, type DraftErrors } from './budget-draft';

interface BudgetsStore {
  budgets: Loadable<BudgetSummary[]>;
  draft: BudgetDraft | null;
  errors: DraftErrors;
  saving: boolean;
  /** Why it could not be saved or deleted. */
  failure: AppErrorData | null;
  load(): Promise<void>;
  /** Takes the list that the main process pushed. */
  apply(budgets: BudgetSummary[]): void;
  open(draft: BudgetDraft | null): void;
  edit(change: Partial<BudgetDraft>): void;
  /** Saves the draft and returns its name; null when it can't be, with the reason in `errors` or `failure`. */
  save(takenNames: readonly string[]): Promise<string | null>;
  /** True when it is gone. */
  remove(name: string): Promise<boolean>;
}

const CLEAN = { errors: {}, failure: null, saving: false } as const;

/** The budgets, and the one that is being added or edited. */
export const useBudgetsStore = create<BudgetsStore>()((set, get) => ({
  budgets: LOADING,
  draft: null,
  ...CLEAN,

  async load() {
    try {
      set({ budgets: { phase: 'ready', value: await call('budgets.list') } });
    } catch (error) {
      set({ budgets: { phase: 'failed', error: toAppErrorData(error) } });
    }
  },

  apply(budgets) {
    set({ budgets: { phase: 'ready', value: budgets } });
  },

  open(draft) {
    set({ draft, ...CLEAN });
  },

  edit(change) {
    set(({ draft, errors }) => ({
      draft: draft && { ...draft, ...change },
      // What was found wrong is looked at again when it is saved.
      errors: Object.fromEntries(Object.entries(errors).filter(([field]) => !(field in change))),
      failure: null,
    }));
  },

  async save(takenNames) {
    const { draft } = get();
    if (!draft) return null;
    const errors = checkDraft(draft, takenNames);
    set({ errors, failure: null });
    if (Object.keys(errors).length > 0) return null;
    set({ saving: true });
    const input = toBudgetInput(draft);
    try {
      await call('budgets.save', input);
      set({ saving: false });
      return input.budget.name;
    } catch (error) {
      set({ saving: false, failure: toAppErrorData(error) });
      return null;
    }
  },

  async remove(name) {
    set({ failure: null });
    try {
      await call('budgets.delete', { name });
      return true;
    } catch (error) {
      set({ failure: toAppErrorData(error) });
      return false;
    }
  },
}));
