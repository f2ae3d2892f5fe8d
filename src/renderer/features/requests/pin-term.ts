import { endOfDay } from '../../format/format-time';

/** How long a pin holds. */
export type PinTerm = 'hour' | 'midnight' | 'open';

const HOUR_MS = 3_600_000;

/** When a pin of this term that begins at `now` ends, both in epoch ms; null: when it is taken back. */
export function endOfTerm(term: PinTerm, now: number): number | null {
  if (term === 'hour') return now + HOUR_MS;
  return term === 'midnight' ? endOfDay(now) : null;
}
