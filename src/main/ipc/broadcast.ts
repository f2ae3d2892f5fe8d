import type { WebContents } from 'electron';
import { events, type EventName, type EventPayload } from '../../shared/ipc/contract';

/** Sends an event to the window: the only place that does. The schema strips whatever the contract doesn't name. */
export function broadcast<N extends EventName>(contents: WebContents, name: N, payload: EventPayload<N>): void {
  if (!contents.isDestroyed()) contents.send(name, events[name].parse(payload));
}
