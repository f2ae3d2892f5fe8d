import { Worker } from 'node:worker_threads';
import type { BuildRecovered, RecoveredCounts } from './recover-ledger';

export interface RecoveryThreadData {
  source: string;
  target: string;
  /** Not 0: it is to break off. */
  stop: Int32Array;
}

/**
 * Builds the recovered ledger on a thread of its own: it takes long for a large one, and needs code that the ledger's thread does
 * without. It is asked to break off and never ended from outside: that would take the process with it when it hits a call of
 * the driver's. The driver lets go of a file for certain only when the thread that opened it has ended.
 *
 * @param script the built `recovery-thread.js`
 */
export function buildInThread(script: string): BuildRecovered {
  return (source, target, signal) =>
    new Promise((resolve, reject) => {
      const stop = new Int32Array(new SharedArrayBuffer(4));
      signal.addEventListener('abort', () => Atomics.store(stop, 0, 1), { once: true });
      const worker = new Worker(script, {
        workerData: { source, target, stop } satisfies RecoveryThreadData,
        name: 'switchyard-recovery',
      });
      let counts: RecoveredCounts | null = null;
      let failure: unknown = new Error('the thread that recovers it ended early');
      worker.on('message', (message: RecoveredCounts) => (counts = message));
      worker.on('error', (error) => (failure = error));
      worker.on('exit', () => (counts ? resolve(counts) : reject(failure)));
    });
}
