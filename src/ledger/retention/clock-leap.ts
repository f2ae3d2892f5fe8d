import type { Database } from '../open-database';

export const DAY_MS = 86_400_000;

/** A hole this long between two requests may be a clock that leapt. */
const LEAP_DAYS = 60;
/** So many days with requests since the hole, by UTC, show that the clock is right and nobody asked anything in between. */
const PROOF_DAYS = 3;

/** The requests on both sides of a hole, epoch milliseconds; `after` is the clock's time where none came since. */
export interface ClockLeap {
  before: number;
  after: number;
}

/**
 * Whether an age limit would delete what lies before a hole that a clock may have made: one that says 2036 for an hour must not take the
 * whole ledger. Null: no, or requests of several days since then show that the clock is right.
 *
 * @param days the limit in days
 */
export function findClockLeap(database: Database, days: number, now: number): ClockLeap | null {
  const cut = now - days * DAY_MS;
  const { before } = database.prepare('SELECT max(started_at) AS before FROM exchanges WHERE started_at < ?').get(cut) as {
    before: number | null;
  };
  if (before === null) return null;
  const since = database.prepare('SELECT min(started_at) AS after FROM exchanges WHERE started_at >= ? AND started_at <= ?');
  const after = (since.get(cut, now) as { after: number | null }).after ?? now;
  if (after - before < LEAP_DAYS * DAY_MS) return null;
  const { proof } = database
    .prepare(
      `SELECT count(*) AS proof FROM
         (SELECT DISTINCT started_at / ${DAY_MS} FROM exchanges WHERE started_at >= ? AND started_at <= ? LIMIT ${PROOF_DAYS})`,
    )
    .get(cut, now) as { proof: number };
  return proof >= Math.min(PROOF_DAYS, days) ? null : { before, after };
}

/** Why nothing goes by its age, as a sentence. */
export function describeLeap({ before, after }: ClockLeap): string {
  return (
    `The clock says ${toDay(after)}, and the request before that was on ${toDay(before)}. ` +
    'Nothing is deleted by its age until requests of three days show that the clock is right.'
  );
}

function toDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
