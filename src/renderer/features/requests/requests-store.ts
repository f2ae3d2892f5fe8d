import { create } from 'zustand';
import type { HeldRows } from './arrange-rows';

interface RequestsStore {
  /** The list as it stood when the reader scrolled away from its top; null at the top. */
  held: HeldRows | null;
  /** The row that keys act on. */
  cursorId: string | null;
  hold(ids: Iterable<string>): void;
  release(): void;
  moveCursor(id: string): void;
}

/** How the request list is being read. The rows themselves are in the exchanges store. */
export const useRequestsStore = create<RequestsStore>()((set) => ({
  held: null,
  cursorId: null,
  hold(ids) {
    set({ held: new Set(ids) });
  },
  release() {
    set({ held: null });
  },
  moveCursor(id) {
    set({ cursorId: id });
  },
}));

/** The id `step` rows away from the cursor, held at both ends; the first row when there is no cursor. */
export function stepCursor(ids: readonly string[], cursorId: string | null, step: number): string | null {
  const at = cursorId === null ? -1 : ids.indexOf(cursorId);
  if (at === -1) return ids[0] ?? null;
  return ids[Math.min(Math.max(at + step, 0), ids.length - 1)] ?? null;
}
