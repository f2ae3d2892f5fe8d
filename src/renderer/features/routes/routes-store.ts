import { create } from 'zustand';
import { toAppErrorData, type AppErrorData } from '../../../shared/errors';
import type { Scenario } from '../../../shared/model/scenario';
import { call } from '../../api/api';

interface RoutesStore {
  /** Targets of routes as they are being saved; what the app state says is true of the others. */
  pending: Partial<Record<Scenario, string[]>>;
  error: AppErrorData | null;
  save(route: Scenario, targets: string[]): Promise<void>;
}

/** Every change of a route is saved at once. */
export const useRoutesStore = create<RoutesStore>()((set) => ({
  pending: {},
  error: null,
  async save(route, targets) {
    set(({ pending }) => ({ pending: { ...pending, [route]: targets }, error: null }));
    try {
      await call('routes.set-targets', { scenario: route, targets });
    } catch (error) {
      set({ error: toAppErrorData(error) });
    }
    // A later change that is still being saved keeps its own list.
    set(({ pending }) => {
      if (pending[route] !== targets) return {};
      const { [route]: _saved, ...others } = pending;
      return { pending: others };
    });
  },
}));
