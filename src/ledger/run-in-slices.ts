import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';

export interface SliceOptions {
  /** Ends the work at the next pause, which then rejects with the signal's reason. */
  signal: AbortSignal;
  /** Nobody else needs the thread: no pause is longer than it must be. */
  eager?: boolean;
}

export interface StoppableOptions extends SliceOptions {
  /** Asked between two slices; on false the work ends there, in good order. */
  mayGoOn?(): boolean;
}

/** The shortest pause between two slices, in ms. */
const LEAST_PAUSE_MS = 1;

/**
 * Runs long work on the ledger's thread piece by piece: what a generator does up to a `yield` is a slice. After each the thread is free for
 * as long as the slice took, so that rows are written and questions answered meanwhile. Resolves with what the work returns; the work's own
 * `finally` has run by then, whatever happened.
 */
export async function runInSlices<T>(work: Generator<void, T, void>, { signal, eager }: SliceOptions): Promise<T> {
  try {
    for (;;) {
      signal.throwIfAborted();
      const begun = performance.now();
      const step = work.next();
      if (step.done) return step.value;
      await (eager ? turn() : wait(Math.max(LEAST_PAUSE_MS, performance.now() - begun)));
    }
  } finally {
    work.return(undefined as T);
  }
}

/** {@link runInSlices} for work that may be ended early, and then resolves with null. */
export function runInSlicesWhile<T>(work: Generator<void, T, void>, options: StoppableOptions): Promise<T | null> {
  const { mayGoOn } = options;
  return runInSlices(mayGoOn === undefined ? work : stopWhenTold(work, mayGoOn), options);
}

function* stopWhenTold<T>(work: Generator<void, T, void>, mayGoOn: () => boolean): Generator<void, T | null, void> {
  try {
    for (;;) {
      if (!mayGoOn()) return null;
      const step = work.next();
      if (step.done) return step.value;
      yield;
    }
  } finally {
    work.return(undefined as T);
  }
}
