import { Worker } from 'node:worker_threads';
import type { Encoding } from './model-family';

/** What goes to the count thread, and what it answers. */
export interface CountOrder {
  id: number;
  encoding: Encoding;
  texts: string[];
}
export interface CountAnswer {
  id: number;
  counts: number[];
}

/** All in ms. */
export interface CountingThreadLimits {
  /** It is ended when nobody has needed it for this long, and its memory comes back. */
  idle: number;
  /** It is ended when it owes an answer and says nothing for this long. */
  silence: number;
  /** After a fault it is left alone for this long. */
  pause: number;
}

export interface CountingThread {
  /**
   * Tokens of each text, in their order. Starts the thread if it does not run. An `incidental` count neither starts it
   * nor keeps it from being ended. Rejects with an Error that says why there is no count.
   */
  count(encoding: Encoding, texts: string[], incidental: boolean): Promise<number[]>;
  running(): boolean;
  /** Ends it; counts that wait are rejected. */
  close(): Promise<void>;
}

interface Waiting {
  resolve(counts: number[]): void;
  reject(reason: Error): void;
}

/** Both encodings take 60 MB; a thread that outgrows this is ended, and not the process. What is young is given back slowly. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 };

/** The one thread that counts tokens, for as long as it is needed. `script` is the built count-thread.ts. */
export function createCountingThread(script: string, limits: CountingThreadLimits): CountingThread {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastId = 0;
  let idle: NodeJS.Timeout | undefined;
  let silence: NodeJS.Timeout | undefined;
  let faultyUntil = -Infinity;

  function start(): Worker {
    const started = new Worker(script, { name: 'switchyard-count', resourceLimits: RESOURCE_LIMITS });
    started.on('message', ({ id, counts }: CountAnswer) => {
      waiting.get(id)?.resolve(counts);
      waiting.delete(id);
      watchSilence();
    });
    const hearFault = (cause: string) => {
      if (worker === started) fail(`the count thread failed: ${cause}`);
    };
    started.on('error', (error: unknown) => hearFault(error instanceof Error ? error.message : String(error)));
    started.on('exit', () => hearFault('it ended'));
    // It must not keep the process alive. Last, since a listener for messages undoes it.
    started.unref();
    return started;
  }

  function fail(cause: string): void {
    faultyUntil = performance.now() + limits.pause;
    void end(cause);
  }

  async function end(cause: string): Promise<void> {
    clearTimeout(idle);
    clearTimeout(silence);
    const ending = worker;
    worker = null;
    for (const { reject } of waiting.values()) reject(new Error(cause));
    waiting.clear();
    await ending?.terminate();
  }

  function watchSilence(): void {
    clearTimeout(silence);
    if (waiting.size > 0) silence = later(limits.silence, () => fail(`the count thread was silent for ${limits.silence} ms`));
  }

  function watchIdleness(): void {
    clearTimeout(idle);
    idle = later(limits.idle, () => void end('the count thread was ended, since nobody needed it'));
  }

  return {
    async count(encoding, texts, incidental) {
      if (performance.now() < faultyUntil) throw new Error('the count thread failed a moment ago');
      if (incidental && worker === null) throw new Error('the count thread does not run');
      const asked = (worker ??= start());
      if (!incidental) clearTimeout(idle);
      const counts = await new Promise<number[]>((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        if (waiting.size === 1) watchSilence();
        asked.postMessage({ id, encoding, texts } satisfies CountOrder);
      });
      if (!incidental && asked === worker) watchIdleness();
      return counts;
    },
    running: () => worker !== null,
    close: () => end('the proxy is closing'),
  };
}

/** A timer that does not keep the process alive. */
function later(delay: number, action: () => void): NodeJS.Timeout {
  return setTimeout(action, delay).unref();
}
