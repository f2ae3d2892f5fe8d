import { useEffect, useEffectEvent } from 'react';
import type { EventName, EventPayload } from '../../shared/ipc/contract';
import { listen } from './api';

/** Hears an event of the main process for as long as the component stands. */
export function useEvent<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): void {
  const onEvent = useEffectEvent(listener);
  useEffect(() => listen(name, onEvent), [name]);
}
