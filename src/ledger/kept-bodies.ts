import { gunzipSync } from 'node:zlib';
import type { BodyKind, KeptBody } from '../shared/model/bodies';
import { inTransaction, type Database } from './open-database';
import { spaceWords } from './search-words';

/** A body as it lies in the ledger: redacted, and compressed by gzip. */
export interface StoredBody {
  kind: BodyKind;
  attempt: number | null;
  contentType: string | null;
  size: number;
  kept: number;
  redacted: number;
  gzip: Uint8Array;
}

/** The bodies of one exchange. Bodies that share one `gzip` are the same. */
export interface BodySet {
  exchangeId: string;
  /** Epoch milliseconds. */
  startedAt: number;
  bodies: readonly StoredBody[];
  /** What can be searched for: the words of people, models and tools in them. */
  words: string;
}

/** What the ledger has of an exchange's bodies. */
export interface FoundBodies {
  bodies: StoredBody[];
  /** They were there, and were deleted at that time; epoch milliseconds. */
  deletedAt: number | null;
}

export type BodyWriter = (set: BodySet) => void;

/** Makes the function that writes the bodies of an exchange whose row is there; a set that is there already is replaced. */
export function createBodyWriter(database: Database): BodyWriter {
  const forget = database.prepare('DELETE FROM body_sets WHERE exchange_id = ?');
  const begin = database.prepare(
    'INSERT INTO body_sets (exchange_id, started_at) SELECT id, started_at FROM exchanges WHERE id = ? RETURNING id',
  );
  const insert = database.prepare(
    `INSERT INTO bodies (set_id, place, kind, attempt, content_type, size, kept, redacted, gzip, same_as)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const index = database.prepare('INSERT INTO body_words (rowid, text) VALUES (?, ?)');
  return ({ exchangeId, bodies, words }) =>
    inTransaction(database, () => {
      forget.run(exchangeId);
      const set = begin.get(exchangeId) as { id: number } | undefined;
      if (set === undefined) return;
      bodies.forEach(({ kind, attempt, contentType, size, kept, redacted, gzip }, place) => {
        const twin = bodies.findIndex((body) => body.gzip === gzip);
        const [blob, sameAs] = twin < place ? [null, twin] : [gzip, null];
        insert.run(set.id, place, kind, attempt, contentType, size, kept, redacted, blob, sameAs);
      });
      index.run(set.id, spaceWords(words));
    });
}

interface BodyRow {
  place: number;
  kind: BodyKind;
  attempt: number | null;
  content_type: string | null;
  size: number;
  kept: number;
  redacted: number;
  gzip: Uint8Array | null;
  same_as: number | null;
}

/** Makes the function that reads the bodies of an exchange, in the order in which they passed; null when none were ever kept. */
export function createBodyReader(database: Database): (exchangeId: string) => FoundBodies | null {
  const findSet = database.prepare('SELECT id, deleted_at FROM body_sets WHERE exchange_id = ?');
  const readRows = database.prepare('SELECT * FROM bodies WHERE set_id = ? ORDER BY place');
  return (exchangeId) => {
    const set = findSet.get(exchangeId) as { id: number; deleted_at: number | null } | undefined;
    if (set === undefined) return null;
    const rows = readRows.all(set.id) as unknown as BodyRow[];
    const blobs = new Map(rows.map(({ place, gzip }) => [place, gzip]));
    return {
      deletedAt: set.deleted_at,
      bodies: rows.map(({ kind, attempt, content_type, size, kept, redacted, gzip, same_as }) => ({
        ...{ kind, attempt, contentType: content_type, size, kept, redacted },
        gzip: gzip ?? blobs.get(same_as ?? -1) ?? new Uint8Array(),
      })),
    };
  };
}

/** Bodies with their text, as screens and files have them. */
export function unpackBodies(bodies: readonly StoredBody[]): KeptBody[] {
  return bodies.map(({ gzip, ...body }) => ({ ...body, text: gunzipSync(gzip).toString('utf8') }));
}
