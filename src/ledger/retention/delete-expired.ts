import { inTransaction, type Database } from '../open-database';
import { deleteBodies } from './expire-bodies';
import { NEVER, type RetentionPlan } from './plan-retention';

/** Exchanges of one transaction: some milliseconds of work. */
const BATCH = 200;

export interface Deleted {
  exchanges: number;
  /** Exchanges that lost their bodies only. */
  bodies: number;
}

/**
 * Deletes what a plan names, in small transactions with a `yield` after each. Decisions that no exchange points at any more go with the
 * last one that did.
 *
 * @param onDecisionsGone ids of decisions that are remembered anywhere are no longer good
 */
export function* deleteExpired(
  database: Database,
  plan: RetentionPlan,
  onDecisionsGone: () => void,
): Generator<void, Deleted, void> {
  const bodies = yield* deleteBodies(database, plan.exchangesBefore, plan.bodiesBefore);
  // Bodies are large: those of exchanges that go are deleted by their size, too, and not by two hundred at once.
  yield* deleteBodies(database, NEVER, plan.exchangesBefore);
  // The sub-query is in the order of the index, so what goes is always what is oldest.
  const remove = database.prepare(
    `DELETE FROM exchanges WHERE rowid IN
       (SELECT rowid FROM exchanges WHERE started_at < ? AND outcome <> 'in-flight' ORDER BY started_at LIMIT ${BATCH})
     RETURNING decision_id`,
  );
  const removeOrphans = database.prepare(
    `DELETE FROM decisions WHERE id IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM exchanges WHERE decision_id = decisions.id)`,
  );
  let exchanges = 0;
  for (;;) {
    let gone: { decision_id: number | null }[] = [];
    inTransaction(database, () => {
      gone = remove.all(plan.exchangesBefore) as typeof gone;
      const decisions = new Set(gone.map((row) => row.decision_id).filter((id) => id !== null));
      if (removeOrphans.run(JSON.stringify([...decisions])).changes > 0) onDecisionsGone();
    });
    exchanges += gone.length;
    if (gone.length < BATCH) return { exchanges, bodies };
    yield;
  }
}
