import { useEffect, useEffectEvent } from 'react';
import { stepCursor } from './requests-store';

interface ListKeys {
  /** The rows in the order in which they are shown. */
  ids: readonly string[];
  cursorId: string | null;
  openId: string | null;
  onMove(id: string): void;
  onOpen(id: string): void;
  onClose(): void;
  /** Home: back to the top, and to what came in meanwhile. */
  onTop(): void;
}

const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 20, PageUp: -20 };

/** j, k and the arrows move through the list, Home goes to its top, Enter opens a row and Escape closes it. */
export function useListKeys({ ids, cursorId, openId, onMove, onOpen, onClose, onTop }: ListKeys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTakenByFocus(event)) return;
    const step = STEPS[event.key];
    const target = step === undefined ? null : stepCursor(ids, cursorId, step);
    if (target !== null) onMove(target);
    else if (event.key === 'Home') onTop();
    else if (event.key === 'Enter' && cursorId !== null) onOpen(cursorId);
    else if (event.key === 'Escape' && openId !== null) onClose();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** A field types letters, a button takes Enter, and a dialog takes everything. */
function isTakenByFocus(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, textarea, select, [role="alertdialog"], [role="listbox"]')) return true;
  return event.key === 'Enter' && target.closest('button, a') !== null;
}
