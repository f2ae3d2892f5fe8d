import { Worker, type Transferable } from 'node:worker_threads';
import { AppError } from '../../shared/errors';
import { createCaller, type CallMap, type Caller } from './thread-calls';

/** A thread that died this often within the window stays down, since starting it again does not help. */
const MAX_DEATHS = 5;
const DEATH_WINDOW_MS = 60_000;
/** Waits before the first, second, ... start after a death. */
const RESTART_DELAYS_MS = [0, 100, 300, 600];

export interface ThreadOptions {
  /** For messages: `proxy`, `ledger`. */
  name: string;
  /** The built script. */
  script: string;
  workerData: unknown;
  /** What the thread sends by sendEvent. */
  onEvent(event: never): void;
  /** The thread ended by itself; `cause` says of what. It is started again, unless `forGood`. */
  onDied(cause: string, forGood: boolean): void;
  /** It runs again after a death; nothing of its former state is left. */
  onRestarted(): void;
}

export interface SupervisedThread<C extends CallMap> {
  /** Starts it; also after it stayed down. Returns false, having done nothing, while it runs or is about to. */
  start(): boolean;
  /** Rejects with AppError internal when the thread is down, or dies before it has answered. */
  call: Caller<C>['call'];
  /** Ends the thread at once; what it should do before that is a call of its own. */
  stop(): Promise<void>;
}

/** A worker thread that is started again within a second when it dies. */
export function superviseThread<C extends CallMap>(options: ThreadOptions): SupervisedThread<C> {
  let worker: Worker | null = null;
  let caller: Caller<C> | null = null;
  let restart: NodeJS.Timeout | null = null;
  let deaths: number[] = [];

  function spawn(): void {
    restart = null;
    const started = new Worker(options.script, { workerData: options.workerData, name: `switchyard-${options.name}` });
    let cause = 'it was ended from outside';
    started.on('error', (error: unknown) => (cause = error instanceof Error ? error.message : String(error)));
    started.on('exit', () => {
      if (worker === started) afterDeath(cause);
    });
    worker = started;
    caller = createCaller<C>(started, options.onEvent);
  }

  function afterDeath(cause: string): void {
    const dead = caller;
    worker = null;
    caller = null;
    const now = Date.now();
    deaths = [...deaths.filter((time) => time > now - DEATH_WINDOW_MS), now];
    const forGood = deaths.length >= MAX_DEATHS;
    options.onDied(cause, forGood);
    if (!forGood) {
      restart = setTimeout(
        () => {
          spawn();
          options.onRestarted();
        },
        RESTART_DELAYS_MS[deaths.length - 1],
      );
    }
    dead?.fail(isDown(options.name));
  }

  return {
    start() {
      if (worker || restart) return false;
      deaths = [];
      spawn();
      return true;
    },
    call: (name, input, transfer?: readonly Transferable[]) =>
      caller ? caller.call(name, input, transfer) : Promise.reject(isDown(options.name)),
    async stop() {
      if (restart) clearTimeout(restart);
      restart = null;
      const running = worker;
      worker = null;
      caller?.fail(isDown(options.name));
      caller = null;
      await running?.terminate();
    },
  };
}

function isDown(name: string): AppError {
  return new AppError('internal', `The ${name} thread is not running.`, 'Try again in a moment.');
}
