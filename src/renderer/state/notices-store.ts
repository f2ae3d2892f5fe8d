import { create } from 'zustand';
import { toAppErrorData } from '../../shared/errors';
import type { Notice } from '../../shared/ipc/contract';

interface NoticesStore {
  notices: Notice[];
  add(notice: Notice): void;
  dismiss(id: string): void;
}

/** What is told once, in a corner. */
export const useNoticesStore = create<NoticesStore>()((set) => ({
  notices: [],
  add(notice) {
    set((store) => ({ notices: [...store.notices.filter((present) => present.id !== notice.id), notice] }));
  },
  dismiss(id) {
    set((store) => ({ notices: store.notices.filter((notice) => notice.id !== id) }));
  },
}));

/** Tells a failure in the corner, once however often it comes. For actions whose page has no place of its own for it. */
export function reportFailure(thrown: unknown): void {
  const { message, hint } = toAppErrorData(thrown);
  useNoticesStore.getState().add({ id: message, level: 'error', message, ...(hint !== undefined && { hint }) });
}

/** Runs what a button asked for and tells a failure in the corner. */
export async function runAction(action: () => Promise<unknown>): Promise<void> {
  await action().catch(reportFailure);
}
