import { Worker } from 'node:worker_threads';
import type { Config } from '../../shared/config/config-schema';
import { toClassicConfig } from './classic-config';
import type { FromRouter, RouterThreadData, ToRouter } from './router-messages';
import type { RouterQuestion } from './router-question';

/** `vm` loads a user's ES modules, and `import.meta.resolve` finds packages from the user's file. */
const NODE_FLAGS = ['--experimental-vm-modules', '--experimental-import-meta-resolve', '--no-warnings'];
const YOUNG_GENERATION_MB = 8;
/** Ending takes a few ms. V8 13.0 (Electron 33) never ends some loops that only make arrays. */
const END_LIMIT_MS = 2_000;

export interface RouterWorkerOptions {
  /** The built router-thread.ts. */
  script: string;
  file: string;
  memoryLimitMb: number;
  environment: Readonly<Record<string, string>>;
  onMessage(message: FromRouter): void;
  /** It ended by itself, and why, as what follows "it". */
  onLost(cause: string): void;
}

/** One thread that has loaded one version of the user's file. */
export interface RouterWorker {
  ask(id: number, question: RouterQuestion): void;
  /** Asks for a sign of life. */
  feelPulse(): void;
  /** Resolves with false when the thread could not be ended. */
  end(): Promise<boolean>;
}

export function createRouterWorker(options: RouterWorkerOptions): RouterWorker {
  const { script, file, memoryLimitMb, environment, onMessage, onLost } = options;
  let ended = false;
  let knownConfig: Config | null = null;

  const thread = new Worker(script, {
    name: 'switchyard-router',
    workerData: { file } satisfies RouterThreadData,
    execArgv: NODE_FLAGS,
    env: environment,
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb, maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    stdout: true,
    stderr: true,
  });
  thread.on('message', (message: unknown) => {
    // The user's own code can post here too.
    if (!ended && typeof message === 'object' && message !== null && 'kind' in message) onMessage(message as FromRouter);
  });
  const lose = (cause: string) => {
    if (!ended) onLost(cause);
    ended = true;
  };
  thread.on('error', (error: NodeJS.ErrnoException) => {
    const outOfMemory = error?.code === 'ERR_WORKER_OUT_OF_MEMORY';
    lose(outOfMemory ? `needed more than its ${memoryLimitMb} MB of memory` : `failed: ${error?.message}`);
  });
  thread.on('exit', (code) => lose(`ended itself by process.exit(${code})`));
  thread.stdout.resume();
  thread.stderr.resume();
  thread.unref();

  const post = (message: ToRouter, transfer: ArrayBuffer[] = []) => thread.postMessage(message, transfer);

  return {
    ask(id, { summary, scenario, body, targets, error, config }) {
      if (config !== knownConfig) post({ kind: 'config', config: toClassicConfig(config) });
      knownConfig = config;
      // A copy of just these bytes, which then moves: Node's buffers share larger ones.
      const copy = new Uint8Array(body);
      post({ kind: 'ask', id, summary, scenario, body: copy, targets, error }, [copy.buffer]);
    },
    feelPulse: () => post({ kind: 'pulse' }),
    async end() {
      ended = true;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<boolean>((resolve) => {
        timer = setTimeout(() => resolve(false), END_LIMIT_MS);
      });
      const isEnded = await Promise.race([thread.terminate().then(() => true), late]);
      clearTimeout(timer);
      return isEnded;
    },
  };
}
