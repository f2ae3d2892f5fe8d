import { create } from 'zustand';
import { toAppErrorData, type AppErrorData } from '../../../shared/errors';
import { call } from '../../api/api';

interface RoutesStore {
  /** The default route's targets as they are being saved; null when what the app state says is true. */
  pending: string[] | null;
  error: AppErrorData | null;
  save(targets: string[]): Promise<void>;
}

/** Every change of a route is saved at once. */
export const useRoutesStore = create<RoutesStore>()((set) => ({
  pending: null,
  error: null,
  async save(targets) {
    set({ pending: targets, error: null });
    try {
      await call('routes.set-targets', { scenario: 'default', targets });
    } catch (error) {
      set({ error: toAppErrorData(error) });
    }
    // A later change that is still being saved keeps its own list.
    set((store) => (store.pending === targets ? { pending: null } : {}));
  },
}));
