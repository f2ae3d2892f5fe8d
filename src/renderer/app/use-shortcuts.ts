import { useEffect } from 'react';
import { goTo } from '../navigation/use-view';
import type { View } from '../navigation/view';

/** The pages by their number, as the sidebar shows them. */
const PAGES: readonly View[] = [
  { page: 'overview' },
  { page: 'requests', requestId: null },
  { page: 'routes', explain: null },
  { page: 'providers', providerId: null },
  { page: 'budgets', name: null },
];

/** Ctrl or Cmd with 1 to 5 goes to a page, with a comma to the settings. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const view = event.key === ',' ? ({ page: 'settings' } as const) : PAGES[Number(event.key) - 1];
      if (!view) return;
      event.preventDefault();
      goTo(view);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
