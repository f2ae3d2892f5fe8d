import { create } from 'zustand';
import { toAppErrorData } from '../../../shared/errors';
import type { Explanation } from '../../../shared/model/explanation';
import { call } from '../../api/api';
import type { Loadable } from '../../state/loadable';
import { EMPTY_DRAFT, toExplainInput, type ExplainDraft, type RequestForm } from './explain-draft';

/** incomplete: the draft asks nothing yet. */
export type ExplainResult = Loadable<Explanation> | { phase: 'incomplete'; why: string };

interface ExplainStore {
  draft: ExplainDraft;
  result: ExplainResult;
  edit(change: Partial<ExplainDraft>): void;
  editForm(change: Partial<RequestForm>): void;
  /** Asks the proxy, which calls nobody. An answer that is there stays until the next one has come. */
  explain(): Promise<void>;
}

/** What is being tried on the routes page, and what would become of it. */
export const useExplainStore = create<ExplainStore>()((set, get) => ({
  draft: EMPTY_DRAFT,
  result: { phase: 'loading' },
  edit(change) {
    set(({ draft }) => ({ draft: { ...draft, ...change } }));
  },
  editForm(change) {
    set(({ draft }) => ({ draft: { ...draft, form: { ...draft.form, ...change } } }));
  },
  async explain() {
    const { draft } = get();
    const input = toExplainInput(draft);
    if (input.kind === 'incomplete') return set({ result: { phase: 'incomplete', why: input.why } });
    const result = await call('routes.explain', input).then(
      (value) => ({ phase: 'ready', value }) as const,
      (error: unknown) => ({ phase: 'failed', error: toAppErrorData(error) }) as const,
    );
    // Edited meanwhile: that question asks for itself.
    if (get().draft === draft) set({ result });
  },
}));
