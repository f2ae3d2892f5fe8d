import { decodeDecision } from '../shared/model/common-steps';
import type { Decision } from '../shared/model/decision';
import type { Database } from './open-database';

/** Most decisions are like one of the last few. */
const KNOWN = 100;

export interface DecisionWriter {
  /** Keeps a decision, as {@link encodeDecision} writes it, and returns its id. Call it within a transaction. */
  write(json: string): number;
  /** The transaction was rolled back, or decisions were deleted. */
  forget(): void;
}

export function createDecisionWriter(database: Database): DecisionWriter {
  const insert = database.prepare('INSERT INTO decisions (json) VALUES (?) ON CONFLICT (json) DO NOTHING');
  const find = database.prepare('SELECT id FROM decisions WHERE json = ?');
  const ids = new Map<string, number>();
  return {
    write(json) {
      const known = ids.get(json);
      if (known !== undefined) return known;
      insert.run(json);
      const { id } = find.get(json) as { id: number };
      if (ids.size >= KNOWN) ids.clear();
      ids.set(json, id);
      return id;
    },
    forget: () => ids.clear(),
  };
}

/** The decision on an exchange; null when it was never routed, or ran before decisions were kept. */
export function readDecision(database: Database, exchangeId: string): Decision | null {
  const row = database
    .prepare('SELECT json FROM exchanges JOIN decisions ON decisions.id = decision_id WHERE exchanges.id = ?')
    .get(exchangeId) as { json: string } | undefined;
  // Written by us, and checked where it leaves the app: the ledger's thread does without zod, which is some megabytes.
  return row === undefined ? null : decodeDecision(row.json);
}
