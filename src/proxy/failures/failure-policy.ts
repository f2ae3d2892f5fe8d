/** The figures by which failures are handled; all times in ms. */
export interface FailurePolicy {
  /** From the beginning of a request, no attempt begins after this. */
  deadlineMs: number;
  /** How often targets that failed are asked again in one exchange. */
  retries: number;
  /** The wait before the first of them, about; each further one waits twice as long. */
  firstDelayMs: number;
  /** Who is asked to wait longer gets the answer now: a client shows the wait, we could only be silent. */
  longestWaitMs: number;
  /** A target rests after so many failures in a row ... */
  failuresToOpen: number;
  /** ... within this time ... */
  failureWindowMs: number;
  /** ... for this time, twice as long after each probe that failed ... */
  openMs: number;
  /** ... up to this. */
  longestOpenMs: number;
  /** One of several keys that was refused, or has no credit left, rests for this time, twice as long after each probe that failed ... */
  keyRestMs: number;
  /** ... up to this. */
  longestKeyRestMs: number;
}

/**
 * Claude Code gives up on 360 s without headers (docs/sources.md, Claude Code); by the deadline it has heard from us. Its own SDK
 * waits 0.5 s before its first retry, and so do we.
 */
export const FAILURE_POLICY: FailurePolicy = {
  deadlineMs: 340_000,
  retries: 2,
  firstDelayMs: 500,
  longestWaitMs: 10_000,
  failuresToOpen: 3,
  failureWindowMs: 60_000,
  openMs: 30_000,
  longestOpenMs: 300_000,
  keyRestMs: 300_000,
  longestKeyRestMs: 1_800_000,
};
