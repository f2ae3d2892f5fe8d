/** How a target stands in this exchange; with several keys, each of them stands for itself. */
export interface TargetStanding {
  /** False until its first attempt. */
  asked: boolean;
  /** When asking it again may help, in epoch ms; null: not in this exchange. */
  retryAt: number | null;
  /** Its breaker lets nobody through before then, in epoch ms; 0: it is free. */
  openUntil: number;
  /** The target failed with another of its keys, in a way that has nothing to do with the key. */
  held?: boolean;
  /** A budget refuses what it costs. */
  refused?: boolean;
  /** A budget wants another one asked first. */
  spared?: boolean;
}

export interface AttemptChoice {
  /** In the order of the route, keys of a target side by side; one at least. */
  standings: readonly TargetStanding[];
  /** Epoch ms, both. */
  now: number;
  deadline: number;
}

export type NextAttempt =
  /** `targetIndex` is the place among the standings. */
  | { kind: 'ask'; targetIndex: number; waitMs: number }
  /** No target is left that may help, or may be asked. */
  | { kind: 'give-up' };

/**
 * Who is asked next. First every target once, in the order of the route, without a wait; one whose breaker is open is passed over, and
 * so is another key of a target that failed for no fault of its key. Is
 * nobody else there, the one that opens first is asked all the same: a request is not refused for what is only remembered. Only when
 * all have failed is one asked again, the one that is ready first. What a budget spares comes after the others that are free; what it refuses
 * is not asked at all.
 */
export function nextAttempt({ standings, now, deadline }: AttemptChoice): NextAttempt {
  const isFirst = standings.every(({ asked }) => !asked);
  if (now >= deadline && !isFirst) return { kind: 'give-up' };
  const free = findFree(standings);
  if (free >= 0) return { kind: 'ask', targetIndex: free, waitMs: 0 };
  if (isFirst) return askRested(standings);
  const ready = standings.map((standing) => (mayBeAskedAgain(standing, now) ? standing : { ...standing, retryAt: null }));
  const targetIndex = earliest(ready, 'retryAt');
  const retryAt = ready[targetIndex]?.retryAt ?? null;
  return retryAt === null ? { kind: 'give-up' } : { kind: 'ask', targetIndex, waitMs: Math.max(0, retryAt - now) };
}

/** The first that was not asked and may be, one that is not spared before those that are; -1 when there is none. */
function findFree(standings: readonly TargetStanding[]): number {
  const isFree = ({ asked, openUntil, held, refused }: TargetStanding) => !asked && openUntil === 0 && !held && !refused;
  const first = standings.findIndex((standing) => isFree(standing) && !standing.spared);
  return first >= 0 ? first : standings.findIndex(isFree);
}

/** Of those whose breakers are open, the one that opens first. */
function askRested(standings: readonly TargetStanding[]): NextAttempt {
  const allowed = standings.map((standing) => (standing.refused ? { ...standing, openUntil: Infinity } : standing));
  const targetIndex = earliest(allowed, 'openUntil');
  return standings[targetIndex]?.refused ? { kind: 'give-up' } : { kind: 'ask', targetIndex, waitMs: 0 };
}

/** Whether its breaker lets it be asked again when it is ready, and the budgets too. */
function mayBeAskedAgain({ retryAt, openUntil, refused }: TargetStanding, now: number): boolean {
  return !refused && openUntil <= Math.max(retryAt ?? 0, now);
}

/** The index of the smallest, the first among equals; null counts as never. */
function earliest(standings: readonly TargetStanding[], field: 'openUntil' | 'retryAt'): number {
  const time = (standing: TargetStanding | undefined) => standing?.[field] ?? Infinity;
  return standings.reduce((best, standing, index) => (time(standing) < time(standings[best]) ? index : best), 0);
}
