/** A part of the day by the clock on the wall, in minutes since midnight. `from` belongs to it, `to` does not; it goes over midnight where `to` is not later. */
export interface TimeRange {
  from: number;
  to: number;
}

const CLOCK = /^([01]?\d|2[0-4]):([0-5]\d)$/;
const DAY_MINUTES = 24 * 60;

/** Reads `22:00-06:00`; `24:00` may end it. Null for anything else, and for one that begins when it ends. */
export function parseTimeRange(text: string): TimeRange | null {
  const [from, to, ...more] = text.split('-').map((clock) => parseClock(clock.trim()));
  if (from === undefined || from === null || to === undefined || to === null || more.length > 0) return null;
  return from === to || from === DAY_MINUTES ? null : { from, to };
}

function parseClock(text: string): number | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return minutes <= DAY_MINUTES ? minutes : null;
}
