/** Gives back a place; to call it again does nothing. */
export type Leave = () => void;

/** Lets so many requests at a time through to a provider; the others queue. */
export interface ConcurrencyGate {
  /** By provider id; a provider that is not in it has no limit. Who waits is let in as the new limits allow. */
  setLimits(limits: ReadonlyMap<string, number>): void;
  isLimited(providerId: string): boolean;
  /** Resolves with a place at the provider. Rejects when the signal aborts first, and then nothing is left in the queue. */
  enter(providerId: string, sessionId: string, signal: AbortSignal): Promise<Leave>;
}

interface Queue {
  inside: number;
  /** Who waits, by session; the sessions in the order of their turns. */
  waiting: Map<string, (() => void)[]>;
}

/**
 * First come, first served within a session, and sessions in turn: one that sends twenty requests at once does not keep another
 * waiting for twenty.
 */
export function createConcurrencyGate(): ConcurrencyGate {
  let limits: ReadonlyMap<string, number> = new Map();
  const queues = new Map<string, Queue>();

  function admit(providerId: string, queue: Queue): void {
    const limit = limits.get(providerId) ?? Infinity;
    while (queue.inside < limit) {
      const next = takeNext(queue.waiting);
      if (next === undefined) break;
      queue.inside += 1;
      next();
    }
    if (queue.inside === 0 && queue.waiting.size === 0) queues.delete(providerId);
  }

  function createLeave(providerId: string, queue: Queue): Leave {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      queue.inside -= 1;
      admit(providerId, queue);
    };
  }

  return {
    setLimits(next) {
      limits = next;
      for (const [providerId, queue] of queues) admit(providerId, queue);
    },
    isLimited: (providerId) => limits.has(providerId),
    enter(providerId, sessionId, signal) {
      const queue = queues.get(providerId) ?? { inside: 0, waiting: new Map<string, (() => void)[]>() };
      queues.set(providerId, queue);
      return new Promise((resolve, reject) => {
        if (signal.aborted) return void reject(signal.reason as Error);
        const enterNow = () => {
          signal.removeEventListener('abort', giveUp);
          resolve(createLeave(providerId, queue));
        };
        const giveUp = () => {
          removeWaiting(queue.waiting, sessionId, enterNow);
          admit(providerId, queue);
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', giveUp, { once: true });
        queue.waiting.set(sessionId, [...(queue.waiting.get(sessionId) ?? []), enterNow]);
        admit(providerId, queue);
      });
    },
  };
}

/** The first of the session whose turn it is; the session goes to the end of the row. */
function takeNext(waiting: Queue['waiting']): (() => void) | undefined {
  const [turn] = waiting;
  if (turn === undefined) return undefined;
  const [sessionId, [next, ...rest]] = turn;
  waiting.delete(sessionId);
  if (rest.length > 0) waiting.set(sessionId, rest);
  return next;
}

function removeWaiting(waiting: Queue['waiting'], sessionId: string, gone: () => void): void {
  const rest = (waiting.get(sessionId) ?? []).filter((entry) => entry !== gone);
  if (rest.length === 0) waiting.delete(sessionId);
  else waiting.set(sessionId, rest);
}
