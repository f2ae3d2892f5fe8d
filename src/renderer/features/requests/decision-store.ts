import { create } from 'zustand';
import { toAppErrorData } from '../../../shared/errors';
import type { Decision } from '../../../shared/model/decision';
import { call } from '../../api/api';
import { LOADING, type Loadable } from '../../state/loadable';

interface DecisionStore {
  /** The request whose decision it is. */
  id: string | null;
  /** Null for a request that was never routed. */
  decision: Loadable<Decision | null>;
  load(id: string): Promise<void>;
}

/** Why the request that is open went where it went. */
export const useDecisionStore = create<DecisionStore>()((set, get) => ({
  id: null,
  decision: LOADING,
  async load(id) {
    set({ id, decision: LOADING });
    const decision = await call('exchanges.decision', { id }).then(
      (value) => ({ phase: 'ready', value }) as const,
      (error: unknown) => ({ phase: 'failed', error: toAppErrorData(error) }) as const,
    );
    // Another request may have been opened meanwhile.
    if (get().id === id) set({ decision });
  },
}));
