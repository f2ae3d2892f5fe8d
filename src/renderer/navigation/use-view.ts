import { useMemo, useSyncExternalStore } from 'react';
import { formatHash, parseHash, type View } from './view';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The view that the location names. */
export function useView(): View {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => parseHash(hash), [hash]);
}

/** Goes to a view. `replace` leaves no step to go back to, for moves within a page. */
export function goTo(view: View, options: { replace?: boolean } = {}): void {
  const hash = formatHash(view);
  if (options.replace) window.location.replace(hash);
  else window.location.hash = hash;
}
