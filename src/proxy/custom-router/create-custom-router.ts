import { basename } from 'node:path';
import type { CustomRouterPorts } from '../ports';
import { checkAdvice } from './check-advice';
import { readStamp } from './file-stamp';
import type { FromRouter } from './router-messages';
import type { RouterAdvice, RouterQuestion } from './router-question';
import { createRouterWorker, type RouterWorker } from './router-worker';

export interface CustomRouterOptions {
  /** The user's file, absolute. It need not be there yet. */
  file: string;
  /** The built router-thread.ts. */
  script: string;
  /** An answer takes at most this long. */
  timeLimitMs: number;
  /** Of the thread's heap; what lies outside of it, as the bytes of a Buffer, does not count. */
  memoryLimitMb: number;
  /** See `makeRouterEnvironment`. */
  environment: Readonly<Record<string, string>>;
  /** What the router prints, and what befalls it. */
  log(level: 'info' | 'warn' | 'error', message: string): void;
  watchFiles: CustomRouterPorts['watchFiles'];
}

/** ready: it answers; starting: questions wait for it; faulty: the file has a fault; resting: it failed again and again. */
export interface RouterHealth {
  state: 'starting' | 'ready' | 'faulty' | 'resting';
  /** What is wrong with the file as it is now; while ready, the version of before answers. */
  fault: string | null;
  /** Epoch ms, while resting. */
  restsUntil: number | null;
}

/** A user's file that says where requests go, on a thread of its own. */
export interface CustomRouter {
  /** What the router says of the request. Never rejects, and takes at most the time limit (twice that, when another request's fault has cost it its thread). */
  ask(question: RouterQuestion): Promise<RouterAdvice>;
  health(): RouterHealth;
  /** Ends the thread and the watching; questions that wait get a fault. */
  close(): Promise<void>;
}

/** Longest time for running the file and its imports. */
const START_LIMIT_MS = 10_000;
/** A thread that takes longer than this for a sign of life is in a loop. */
const PULSE_LIMIT_MS = 250;
/** After so many threads lost in a row, it is left alone for a while that doubles each time. */
const LOSSES_BEFORE_REST = 3;
const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 60_000;

interface Version {
  worker: RouterWorker;
  files: readonly string[];
  /** Of the question that its thread took up last. */
  lastBegan: number;
  pulse: NodeJS.Timeout | undefined;
}

interface Waiting {
  id: number;
  question: RouterQuestion;
  resolve(advice: RouterAdvice): void;
  /** null: none is ready yet. */
  version: Version | null;
  began: boolean;
  late: boolean;
  askedAgain: boolean;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Starts the thread at once. A change of the file, or of a file that it imports, is loaded by a thread of its own beside the one that
 * answers, and takes its place when it has loaded well: so a fault in the file leaves the version of before at work.
 */
export function createCustomRouter(options: CustomRouterOptions): CustomRouter {
  const { file, timeLimitMs, log, watchFiles } = options;
  const name = basename(file);
  const waiting = new Map<number, Waiting>();
  let current: Version | null = null;
  let next: Version | null = null;
  let starting: NodeJS.Timeout | undefined;
  let rest: NodeJS.Timeout | undefined;
  let restsUntil: number | null = null;
  let losses = 0;
  let fault: string | null = null;
  let lastTold = '';
  let lastId = 0;
  let closed = false;
  let watched: string[] = [];
  let endWatch = () => {};

  function start(): void {
    restsUntil = null;
    const version: Version = {
      worker: createRouterWorker({
        ...options,
        onMessage: (message) => hear(version, message),
        onLost: (cause) => lose(version, cause),
      }),
      files: [file],
      lastBegan: 0,
      pulse: undefined,
    };
    next = version;
    clearTimeout(starting);
    starting = setTimeout(() => lose(version, `did not finish loading in ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS).unref();
  }

  function reload(): void {
    if (closed) return;
    clearTimeout(rest);
    losses = 0;
    if (next) void end(next);
    start();
  }

  function hear(version: Version, message: FromRouter): void {
    if (message.kind === 'loaded') return settleStart(version, message.files, message.fault);
    if (message.kind === 'log') return log(message.level, `${name}: ${message.text}`);
    if (message.kind === 'pulse') return hearPulse(version);
    const asked = waiting.get(message.id);
    if (asked?.version !== version) return;
    if (message.kind === 'began') {
      asked.began = true;
      version.lastBegan = asked.id;
      return;
    }
    losses = 0;
    settle(asked, checkAdvice(message.advice, asked.question.config, name));
  }

  function settleStart(version: Version, stamps: ReadonlyMap<string, string>, found: string | null): void {
    if (version !== next && version !== current) return;
    version.files = [...stamps.keys()];
    if (version === next) {
      clearTimeout(starting);
      next = null;
      if (found === null) take(version);
      else refuse(version, found);
    }
    watch([...new Set([file, ...version.files, ...(current?.files ?? [])])]);
    // What was changed between the reading and the watching is seen by nobody else.
    if ([...stamps].some(([path, stamp]) => readStamp(path) !== stamp)) reload();
  }

  /** The same files are not watched anew: that alone may call back for one that is not there. */
  function watch(files: string[]): void {
    if (files.join('\n') === watched.join('\n')) return;
    endWatch();
    watched = files;
    endWatch = watchFiles(files, reload);
  }

  function take(version: Version): void {
    const before = current;
    current = version;
    if (fault !== null || before !== null) log('info', `The custom router ${name} was loaded${before ? ' again' : ''}.`);
    fault = null;
    lastTold = '';
    if (before) endWhenIdle(before);
    for (const asked of waiting.values()) if (asked.version === null) send(asked, version);
  }

  function refuse(version: Version, found: string): void {
    fault = found;
    void end(version);
    tellFault(current ? `${found}. The version of before keeps running.` : `${found}. Requests go on without it.`);
    if (current === null) failUnsent(found);
  }

  function lose(version: Version, cause: string): void {
    void end(version);
    const what = `${name} ${cause}`;
    if (version === next) {
      next = null;
      fault = what;
      tellFault(current ? `${what} while it was loaded. The version of before keeps running.` : `${what} while it was loaded.`);
    }
    if (version === current) current = null;
    const isNeeded = current === null && next === null;
    if (isNeeded) losses += 1;
    for (const asked of [...waiting.values()]) if (asked.version === version) loseQuestion(asked, version, what);
    if (!isNeeded || closed) return;
    if (losses > LOSSES_BEFORE_REST || fault === what) takeRest(what);
    else start();
  }

  /** The question that was taken up last is to blame; the others have a second try. */
  function loseQuestion(asked: Waiting, version: Version, what: string): void {
    if (asked.askedAgain || asked.id === version.lastBegan) return settleFault(asked, what);
    Object.assign(asked, { version: null, began: false, late: false, askedAgain: true });
    watchTime(asked);
    if (current) send(asked, current);
  }

  function takeRest(what: string): void {
    const delay = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** Math.max(0, losses - LOSSES_BEFORE_REST - 1));
    restsUntil = Date.now() + delay;
    tellFault(`${what}. It rests for ${delay / 1000} s, or until the file is changed; requests go on without it.`);
    failUnsent(`${what}, and rests for a while`);
    rest = setTimeout(start, delay).unref();
  }

  function failUnsent(what: string): void {
    for (const asked of [...waiting.values()]) if (asked.version === null) settleFault(asked, what);
  }

  function send(asked: Waiting, version: Version): void {
    asked.version = version;
    version.worker.ask(asked.id, asked.question);
  }

  function watchTime(asked: Waiting): void {
    clearTimeout(asked.timer);
    asked.timer = setTimeout(() => {
      asked.late = true;
      const { version, began } = asked;
      if (version && !began) return feelPulse(version);
      settleFault(asked, `${name} took longer than ${timeLimitMs} ms`);
      if (version) feelPulse(version);
    }, timeLimitMs);
  }

  function feelPulse(version: Version): void {
    if (version.pulse !== undefined) return;
    version.pulse = setTimeout(() => lose(version, 'was ended, since it had kept its thread busy'), PULSE_LIMIT_MS);
    version.worker.feelPulse();
  }

  function hearPulse(version: Version): void {
    clearTimeout(version.pulse);
    version.pulse = undefined;
    for (const asked of [...waiting.values()]) {
      if (asked.version === version && asked.late) settleFault(asked, `${name} took longer than ${timeLimitMs} ms`);
    }
    if (version !== current && version !== next) endWhenIdle(version);
  }

  function settleFault(asked: Waiting, message: string): void {
    settle(asked, { kind: 'fault', message });
  }

  function settle(asked: Waiting, advice: RouterAdvice): void {
    clearTimeout(asked.timer);
    waiting.delete(asked.id);
    if (advice?.kind === 'fault') tellFault(advice.message);
    asked.resolve(advice);
    if (asked.version && asked.version !== current) endWhenIdle(asked.version);
  }

  function endWhenIdle(version: Version): void {
    // Not while its pulse is felt: that decides what becomes of it.
    if (version.pulse === undefined && ![...waiting.values()].some((asked) => asked.version === version)) void end(version);
  }

  async function end(version: Version): Promise<void> {
    clearTimeout(version.pulse);
    if (!(await version.worker.end()))
      log('error', `${name} could not be ended, and keeps a thread busy until Switchyard is restarted.`);
  }

  /** The same fault at every request is told once. */
  function tellFault(message: string): void {
    if (message !== lastTold) log('warn', `The custom router failed: ${message}`);
    lastTold = message;
  }

  watch([file]);
  start();

  return {
    ask(question) {
      return new Promise((resolve) => {
        const asked: Waiting = {
          ...{ id: ++lastId, question, resolve, version: null },
          ...{ began: false, late: false, askedAgain: false, timer: undefined },
        };
        if (closed || (current === null && next === null)) {
          const why = closed ? 'is being closed' : 'rests after failing again and again';
          return resolve({ kind: 'fault', message: closed || fault === null ? `${name} ${why}` : fault });
        }
        waiting.set(asked.id, asked);
        watchTime(asked);
        if (current) send(asked, current);
      });
    },
    health() {
      const state = current ? 'ready' : next ? 'starting' : restsUntil !== null ? 'resting' : 'faulty';
      return { state, fault, restsUntil };
    },
    async close() {
      closed = true;
      endWatch();
      clearTimeout(starting);
      clearTimeout(rest);
      for (const asked of [...waiting.values()]) settleFault(asked, `${name} is being closed`);
      await Promise.all([current, next].filter((version) => version !== null).map(end));
    },
  };
}
