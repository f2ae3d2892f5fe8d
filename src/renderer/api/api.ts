import { fromAppErrorData } from '../../shared/errors';
import type { Bridge, CallName, EventName, EventPayload, Input, Output } from '../../shared/ipc/contract';

declare global {
  interface Window {
    /** Put there by the preload script. Only this folder touches it. */
    switchyard: Bridge;
  }
}

type InputOf<N extends CallName> = [Input<N>] extends [void] ? [] : [input: Input<N>];

/** Calls the main process. A failure that it reports is thrown as an AppError. */
export async function call<N extends CallName>(name: N, ...input: InputOf<N>): Promise<Output<N>> {
  const result = await window.switchyard.call(name, input[0]);
  if (!result.ok) throw fromAppErrorData(result.error);
  return result.value as Output<N>;
}

/** Hears an event of the main process until the returned function is called. */
export function listen<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void {
  return window.switchyard.on(name, (payload) => listener(payload as EventPayload<N>));
}
