import type { Worker } from 'node:worker_threads';
import type { App } from './launch-app';

/** Ends the app's newest thread of this name from outside; resolves when it is gone. */
export function killThread(app: App, name: string): Promise<void> {
  return app.electron.evaluate(async (_electron, wanted) => {
    const { startedThreads } = globalThis as unknown as { startedThreads: { name: string; worker: Worker }[] };
    const found = startedThreads.filter((thread) => thread.name === wanted).at(-1);
    if (found === undefined) throw new Error(`There is no thread named ${wanted}.`);
    await found.worker.terminate();
  }, name);
}
