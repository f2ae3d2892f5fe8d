import { join } from 'node:path';
import { Worker, type Transferable } from 'node:worker_threads';
import { AppError } from '../../shared/errors';
import { createCaller } from '../threads/thread-calls';
import type { PriceCalls, PriceThreadEvent } from './price-service';

export interface AskOptions {
  /** Holds the built thread scripts. */
  threadFolder: string;
  transfer?: readonly Transferable[];
  /** Ends the thread in the middle; the call then rejects with the signal's reason. */
  signal?: AbortSignal;
  onEvent?(event: PriceThreadEvent): void;
}

/**
 * Makes one call on a thread of its own, which ends with it: the tables take some megabytes, and reading and comparing them some ten milliseconds that
 * neither the window nor a stream should feel. Rejects with the AppError of the call, or with internal when the thread dies.
 */
export async function askPriceThread<N extends keyof PriceCalls>(
  name: N,
  input: PriceCalls[N]['input'],
  { threadFolder, transfer, signal, onEvent }: AskOptions,
): Promise<PriceCalls[N]['output']> {
  signal?.throwIfAborted();
  const worker = new Worker(join(threadFolder, 'price-thread.js'), { name: 'switchyard-prices' });
  const caller = createCaller<PriceCalls>(worker, (event: PriceThreadEvent) => onEvent?.(event));
  const fail = (error: unknown) =>
    caller.fail(error instanceof AppError ? error : new AppError('internal', `The thread for prices stopped: ${String(error)}.`));
  const stop = () => fail(signal?.reason);
  worker.on('error', fail);
  worker.on('exit', () => fail('it was ended from outside'));
  signal?.addEventListener('abort', stop);
  try {
    return await caller.call(name, input, transfer);
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
