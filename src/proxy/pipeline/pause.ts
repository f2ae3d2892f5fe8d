import { ClientGoneError } from '../errors/client-gone-error';

/** Waits for so many ms. Rejects with ClientGoneError at once when the client hangs up. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return void reject(new ClientGoneError());
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    }, ms);
    const giveUp = () => {
      clearTimeout(timer);
      reject(new ClientGoneError());
    };
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
