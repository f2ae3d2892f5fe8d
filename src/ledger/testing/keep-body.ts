import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { KeptBody } from '../../shared/model/bodies';
import type { TestLedger } from './make-ledger';

/** Keeps a body of so many bytes, which do not compress, for an exchange. */
export function keepBody({ database }: TestLedger, exchangeId: string, bytes: number): void {
  const id = beginSet(database, exchangeId);
  database
    .prepare(`INSERT INTO bodies (set_id, place, kind, size, kept, redacted, gzip) VALUES (?, 0, 'client-request', ?, ?, 0, ?)`)
    .run(id, bytes, bytes, randomBytes(bytes));
  database.prepare('INSERT INTO body_words (rowid, text) VALUES (?, ?)').run(id, 'some words');
}

/** Keeps bodies as they are given. */
export function keepBodies({ database }: TestLedger, exchangeId: string, bodies: readonly KeptBody[]): void {
  const id = beginSet(database, exchangeId);
  const insert = database.prepare(
    `INSERT INTO bodies (set_id, place, kind, attempt, content_type, size, kept, redacted, gzip, same_as)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  bodies.forEach(({ kind, attempt, contentType, size, kept, redacted, text }, place) => {
    const twin = bodies.findIndex((body) => body.text === text);
    const content = twin < place ? [null, twin] : [gzipSync(text), null];
    insert.run(id, place, kind, attempt, contentType, size, kept, redacted, ...content);
  });
}

function beginSet(database: TestLedger['database'], exchangeId: string): number {
  const begin = database.prepare(
    'INSERT INTO body_sets (exchange_id, started_at) SELECT id, started_at FROM exchanges WHERE id = ? RETURNING id',
  );
  return (begin.get(exchangeId) as { id: number }).id;
}
