import { create } from 'zustand';
import { toAppErrorData } from '../../shared/errors';
import type { AppState } from '../../shared/ipc/contract';
import { call } from '../api/api';
import { LOADING, type Loadable } from './loadable';

interface AppStore {
  app: Loadable<AppState>;
  load(): Promise<void>;
  /** Takes the state that the main process pushed. */
  apply(state: AppState): void;
}

/** Config, keys, proxy status and faults, as the main process last told them. */
export const useAppStore = create<AppStore>()((set, get) => ({
  app: LOADING,
  async load() {
    try {
      const state = await call('app.state');
      // A state that was pushed meanwhile is the newer one.
      if (get().app.phase !== 'ready') get().apply(state);
    } catch (error) {
      set({ app: { phase: 'failed', error: toAppErrorData(error) } });
    }
  },
  apply(state) {
    set({ app: { phase: 'ready', value: state } });
  },
}));

/** The state, for components that stand only once it is loaded. */
export function useAppState(): AppState {
  const app = useAppStore((store) => store.app);
  if (app.phase !== 'ready') throw new Error('The app state is read before it is loaded');
  return app.value;
}
