import type { FailurePolicy } from './failure-policy';

export interface FailedAttempt {
  /** Retries that the exchange has had so far. */
  retries: number;
  /** What the upstream asked for, in ms; null when it asked for nothing. */
  retryAfterMs: number | null;
  /** Epoch ms. */
  now: number;
  deadline: number;
  /** From 0 to 1, 1 excluded. */
  random: number;
}

type RetryPolicy = Pick<FailurePolicy, 'retries' | 'firstDelayMs' | 'longestWaitMs'>;

/**
 * How long to wait before the same target is asked again, in ms; null: not again in this exchange. Waits double, and half of each is
 * left to chance, so that sessions that failed together do not come back together. What the upstream asks for is the least.
 */
export function planRetry({ retries, retryAfterMs, now, deadline, random }: FailedAttempt, policy: RetryPolicy): number | null {
  if (retries >= policy.retries) return null;
  const backoff = policy.firstDelayMs * 2 ** retries;
  const jittered = backoff * (0.5 + 0.5 * random);
  const wait = Math.round(
    retryAfterMs === null ? jittered : Math.max(jittered, retryAfterMs + 0.5 * policy.firstDelayMs * random),
  );
  return wait <= policy.longestWaitMs && now + wait < deadline ? wait : null;
}
