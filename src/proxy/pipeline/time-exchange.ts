import { groupDigits } from '../../shared/group-digits';

/** Clocks are set by less than this without anybody noticing. In ms. */
const DRIFT_MS = 2_000;

export interface ExchangeClock {
  /** Whole ms since the exchange began, whatever is done to the wall clock. */
  elapsed(): number;
  /** What became of the wall clock meanwhile, in one sentence; null where it ran as it should. */
  oddity(): string | null;
}

/** Both clocks in ms: `now` is the wall's, which can be set, `monotonic` one that only ever runs. */
export function startClock(now: () => number, monotonic: () => number): ExchangeClock {
  const began = { wall: now(), monotonic: monotonic() };
  return {
    elapsed: () => Math.max(0, Math.round(monotonic() - began.monotonic)),
    oddity() {
      const drift = now() - began.wall - (monotonic() - began.monotonic);
      const seconds = groupDigits(Math.round(Math.abs(drift) / 1000));
      if (drift < -DRIFT_MS) return `The clock was set back by ${seconds} s while it ran.`;
      // Most monotonic clocks stand still while the machine sleeps.
      return drift > DRIFT_MS ? `The clock went ahead by ${seconds} s while it ran: it was set, or the machine slept.` : null;
    },
  };
}
