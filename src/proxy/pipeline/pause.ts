import { setTimeout } from 'node:timers/promises';
import { ClientGoneError } from '../errors/client-gone-error';

/** Waits for so many ms. Rejects with ClientGoneError at once when the client hangs up. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch {
    throw new ClientGoneError();
  }
}
