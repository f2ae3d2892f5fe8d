import type { HostEvents } from './host-api';

type Name = keyof HostEvents;
type Listener<N extends Name> = (payload: HostEvents[N]) => void;

export interface HostEmitter {
  /** Returns its own unsubscribe. */
  on<N extends Name>(name: N, listener: Listener<N>): () => void;
  emit<N extends Name>(name: N, payload: HostEvents[N]): void;
}

export function createHostEmitter(): HostEmitter {
  const listeners: { [N in Name]: Set<Listener<N>> } = {
    changed: new Set(),
    exchanges: new Set(),
    noticed: new Set(),
    logLines: new Set(),
    recalculating: new Set(),
    pricesChanged: new Set(),
    costsChanged: new Set(),
    budgets: new Set(),
  };
  return {
    on(name, listener) {
      listeners[name].add(listener);
      return () => void listeners[name].delete(listener);
    },
    emit(name, payload) {
      for (const listener of listeners[name]) listener(payload);
    },
  };
}
