import { useEffect, useState } from 'react';

/** How often the figures of a row in flight tick. */
export const TICK_MS = 250;
/** Often enough to notice that the day has changed. */
export const MINUTE_MS = 60_000;

/** Epoch milliseconds, brought up to date every `everyMs`; null stops it. */
export function useClock(everyMs: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
