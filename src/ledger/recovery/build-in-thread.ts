import { Worker } from 'node:worker_threads';
import type { BuildRecovered, RecoveredCounts } from './recover-ledger';

export interface RecoveryThreadData {
  source: string;
  target: string;
}

/**
 * Builds the recovered ledger on a thread of its own: it takes long for a large one, and needs code that the ledger's thread does
 * without. The driver lets go of a file for certain only when the thread that opened it has ended.
 *
 * @param script the built `recovery-thread.js`
 */
export function buildInThread(script: string): BuildRecovered {
  return (source, target) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(script, {
        workerData: { source, target } satisfies RecoveryThreadData,
        name: 'switchyard-recovery',
      });
      let counts: RecoveredCounts | null = null;
      let failure: unknown = new Error('the thread that recovers it ended early');
      worker.on('message', (message: RecoveredCounts) => (counts = message));
      worker.on('error', (error) => (failure = error));
      worker.on('exit', () => (counts ? resolve(counts) : reject(failure)));
    });
}
