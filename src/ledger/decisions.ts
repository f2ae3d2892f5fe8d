import { Decision } from '../shared/model/decision';
import type { Database } from './open-database';

/** Makes the function that keeps the decision on an exchange whose row is there. Call it within a transaction. */
export function createDecisionWriter(database: Database): (exchangeId: string, decision: Decision) => void {
  const insert = database.prepare('INSERT INTO decisions (json) VALUES (?) ON CONFLICT (json) DO NOTHING');
  const link = database.prepare('UPDATE exchanges SET decision_id = (SELECT id FROM decisions WHERE json = ?) WHERE id = ?');
  return (exchangeId, decision) => {
    const json = JSON.stringify(decision);
    insert.run(json);
    link.run(json, exchangeId);
  };
}

/** The decision on an exchange; null when it was never routed, or ran before decisions were kept. */
export function readDecision(database: Database, exchangeId: string): Decision | null {
  const row = database
    .prepare('SELECT json FROM exchanges JOIN decisions ON decisions.id = decision_id WHERE exchanges.id = ?')
    .get(exchangeId) as { json: string } | undefined;
  return row === undefined ? null : Decision.parse(JSON.parse(row.json));
}
