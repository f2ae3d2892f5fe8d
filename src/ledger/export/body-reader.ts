import { gunzipSync } from 'node:zlib';
import type { BodyKind, KeptBody } from '../../shared/model/bodies';
import type { Database } from '../open-database';

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

/** Makes the function that reads the kept bodies of an exchange, in the order in which they passed. Its statement is prepared once. */
export function createBodyReader(database: Database): (exchangeId: string) => KeptBody[] {
  const read = database.prepare(
    `SELECT place, kind, attempt, content_type, size, kept, redacted, gzip, same_as
     FROM body_sets JOIN bodies ON set_id = body_sets.id WHERE exchange_id = ? ORDER BY place`,
  );
  return (exchangeId) => {
    const texts = new Map<number, string>();
    return (read.all(exchangeId) as unknown as BodyRow[]).map(({ place, gzip, same_as, content_type, ...body }) => {
      const text = gzip === null ? (texts.get(same_as ?? -1) ?? '') : gunzipSync(gzip).toString('utf8');
      texts.set(place, text);
      return { ...body, contentType: content_type, text };
    });
  };
}
