import type { Attempt, Exchange } from '../../../shared/model/exchange';

/** Where an attempt stands on its exchange's time line, in percent of the whole line. */
export interface PlacedAttempt {
  left: number;
  width: number;
  /** How much of the attempt's own width passed before the first token. */
  waited: number;
}

/** Places an attempt on a line of `total` milliseconds. The first token belongs to the last attempt. */
export function placeAttempt(attempt: Attempt, exchange: Exchange, total: number): PlacedAttempt {
  const whole = Math.max(1, total);
  const start = Math.min(attempt.startedAfterMs, whole);
  const end = Math.min(attempt.endedAfterMs ?? whole, whole);
  const length = Math.max(1, end - start);
  const isLast = attempt.number === exchange.attempts.at(-1)?.number;
  const firstToken = isLast ? exchange.firstTokenMs : null;
  const waited = firstToken === null ? length : Math.min(Math.max(firstToken - start, 0), length);
  return { left: (start / whole) * 100, width: ((end - start) / whole) * 100, waited: (waited / length) * 100 };
}
