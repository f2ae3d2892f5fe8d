import { create } from 'zustand';
import { toAppErrorData } from '../../../shared/errors';
import type { ExchangeBodies } from '../../../shared/model/bodies';
import { call } from '../../api/api';
import { LOADING, type Loadable } from '../../state/loadable';

interface BodiesStore {
  /** Stays as it was chosen from one request to the next: bodies are large, and are read only where they are looked at. */
  open: boolean;
  /** The request whose bodies these are. */
  id: string | null;
  bodies: Loadable<ExchangeBodies>;
  setOpen(open: boolean): void;
  load(id: string): Promise<void>;
}

/** What is kept of the bodies of the request that is open. */
export const useBodiesStore = create<BodiesStore>()((set, get) => ({
  open: false,
  id: null,
  bodies: LOADING,
  setOpen: (open) => set(open ? { open } : { open, id: null, bodies: LOADING }),
  async load(id) {
    set({ id, bodies: LOADING });
    const bodies = await call('exchanges.bodies', { id }).then(
      (value) => ({ phase: 'ready', value }) as const,
      (error: unknown) => ({ phase: 'failed', error: toAppErrorData(error) }) as const,
    );
    // Another request may have been opened meanwhile.
    if (get().id === id) set({ bodies });
  },
}));
