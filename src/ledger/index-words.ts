import { gunzipSync } from 'node:zlib';
import type { BodyKind } from '../shared/model/bodies';
import type { Database } from './open-database';
import { readWords, type TextOfBody } from './read-words';
import { spaceWords } from './search-words';

interface BodyRow {
  kind: BodyKind;
  content_type: string | null;
  gzip: Uint8Array | null;
}

/** Makes the index of words anew, from the bodies that are kept. What cannot be read any more is left out. */
export function indexWords(database: Database): void {
  const sets = database.prepare('SELECT id FROM body_sets WHERE deleted_at IS NULL').all() as { id: number }[];
  const bodies = database.prepare('SELECT kind, content_type, gzip FROM bodies WHERE set_id = ? ORDER BY place');
  const index = database.prepare('INSERT INTO body_words (rowid, text) VALUES (?, ?)');
  for (const { id } of sets) {
    const texts = (bodies.all(id) as unknown as BodyRow[]).flatMap(readText);
    index.run(id, spaceWords(readWords(texts)));
  }
}

/** One that is the same as another has no bytes of its own, and is in the index by the other. */
function readText({ kind, content_type, gzip }: BodyRow): TextOfBody[] {
  if (gzip === null) return [];
  try {
    return [{ kind, contentType: content_type, text: gunzipSync(gzip).toString('utf8') }];
  } catch {
    return [];
  }
}
