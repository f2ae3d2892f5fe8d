import { DatabaseSync } from '@photostructure/sqlite';

const DAY_MS = 86_400_000;

/** Makes all requests of a ledger that nobody has open older. */
export function ageRequests(file: string, days: number): void {
  const database = new DatabaseSync(file);
  database.prepare('UPDATE exchanges SET started_at = started_at - ?').run(days * DAY_MS);
  database.close();
}
