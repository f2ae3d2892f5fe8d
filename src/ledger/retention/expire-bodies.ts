import { inTransaction, type Database } from '../open-database';

/** Bytes of bodies of one transaction, and exchanges: some milliseconds, since what is deleted is overwritten. */
const BATCH_BYTES = 1_000_000;
const BATCH = 100;
/** Sets that are read at once. */
const PAGE = 500;

/** The bodies of an exchange that has ended. */
export interface WeighedSet {
  id: number;
  exchange_id: string;
  /** When the exchange began, epoch milliseconds. */
  started_at: number;
  /** As they are kept, compressed; without their words in the index. */
  bytes: number;
}

/** All that is kept of bodies, oldest first, except of exchanges in flight. With a `yield` now and then, since there may be many. */
export function* weighBodies(database: Database): Generator<void, WeighedSet[], void> {
  const sets: WeighedSet[] = [];
  for (;;) {
    const page = readSets(database, sets.at(-1) ?? null, Number.MAX_SAFE_INTEGER);
    sets.push(...page);
    if (page.length < PAGE) return sets;
    yield;
  }
}

/**
 * Deletes the bodies of ended exchanges that began in a span (`before` is not in it), oldest first and with a `yield` after each transaction.
 * Returns of how many.
 */
export function* deleteBodies(database: Database, from: number, before: number): Generator<void, number, void> {
  const remove = database.prepare('UPDATE body_sets SET deleted_at = ? WHERE id IN (SELECT value FROM json_each(?))');
  let deleted = 0;
  let last: Pick<WeighedSet, 'started_at' | 'exchange_id'> = { started_at: from, exchange_id: '' };
  for (let page = readSets(database, last, before); page.length > 0; page = readSets(database, last, before)) {
    last = page.at(-1) ?? last;
    while (page.length > 0) {
      const batch = takeBatch(page).map(({ id }) => id);
      inTransaction(database, () => remove.run(Date.now(), JSON.stringify(batch)));
      deleted += batch.length;
      yield;
    }
  }
  return deleted;
}

/** Takes the first sets off a page: one at least, and no more than a transaction should have. */
function takeBatch(page: WeighedSet[]): WeighedSet[] {
  let bytes = 0;
  const end = page.findIndex((set, index) => {
    bytes += set.bytes;
    return index + 1 >= BATCH || bytes >= BATCH_BYTES;
  });
  return page.splice(0, end === -1 ? page.length : end + 1);
}

/** The oldest sets after one of them, of exchanges that began before a time. */
function readSets(
  database: Database,
  after: Pick<WeighedSet, 'started_at' | 'exchange_id'> | null,
  before: number,
): WeighedSet[] {
  return database
    .prepare(
      `SELECT id, exchange_id, started_at, (SELECT coalesce(sum(length(gzip)), 0) FROM bodies WHERE set_id = body_sets.id) AS bytes
       FROM body_sets
       WHERE deleted_at IS NULL AND started_at >= :at AND (started_at > :at OR exchange_id > :id) AND started_at < :before
         AND exchange_id NOT IN (SELECT id FROM exchanges WHERE outcome = 'in-flight')
       ORDER BY started_at, exchange_id LIMIT ${PAGE}`,
    )
    .all({ at: after?.started_at ?? Number.MIN_SAFE_INTEGER, id: after?.exchange_id ?? '', before }) as unknown as WeighedSet[];
}
