import { decodeDecision } from '../../shared/model/common-steps';
import { Decision } from '../../shared/model/decision';
import { Exchange } from '../../shared/model/exchange';
import type { ExchangeRow } from '../exchange-row';
import type { Database } from '../open-database';
import { withAttempts } from '../read-exchanges';

const PAGE = 500;

/**
 * Deletes what the screens would not take: exchanges, attempts and decisions with values that are none, and rows that belong to
 * one that is lost; a mere mention of a lost row becomes null. Call it within a transaction, with foreign keys off.
 *
 * @param goOn is called now and then, and throws to break off
 */
export function dropInvalid(database: Database, goOn: () => void): void {
  dropDecisions(database);
  dropExchanges(database, goOn);
  dropOrphans(database);
}

function dropDecisions(database: Database): void {
  const remove = database.prepare('DELETE FROM decisions WHERE id = ?');
  const page = database.prepare(`SELECT id, json FROM decisions WHERE id > ? ORDER BY id LIMIT ${PAGE}`);
  for (let last = Number.MIN_SAFE_INTEGER; ;) {
    const rows = page.all(last) as { id: number; json: string }[];
    for (const { id, json } of rows) if (!isDecision(json)) remove.run(id);
    const end = rows.at(-1);
    if (!end) return;
    last = end.id;
  }
}

function isDecision(json: string): boolean {
  try {
    return Decision.safeParse(decodeDecision(json)).success;
  } catch {
    return false;
  }
}

function dropExchanges(database: Database, goOn: () => void): void {
  const remove = database.prepare('DELETE FROM exchanges WHERE id = ?');
  const removeAttempts = database.prepare('DELETE FROM attempts WHERE exchange_id = ?');
  const page = database.prepare(`SELECT rowid AS place, * FROM exchanges WHERE rowid > ? ORDER BY rowid LIMIT ${PAGE}`);
  for (let last = Number.MIN_SAFE_INTEGER; ;) {
    goOn();
    const rows = page.all(last) as (ExchangeRow & { place: number })[];
    if (!areAllValid(database, rows)) {
      for (const row of rows) {
        const verdict = judge(database, row);
        if (verdict !== 'valid') removeAttempts.run(row.id);
        if (verdict === 'invalid') remove.run(row.id);
      }
    }
    const end = rows.at(-1);
    if (!end) return;
    last = end.place;
  }
}

function areAllValid(database: Database, rows: ExchangeRow[]): boolean {
  try {
    return withAttempts(database, rows).every((exchange) => Exchange.safeParse(exchange).success);
  } catch {
    return false;
  }
}

function judge(database: Database, row: ExchangeRow): 'valid' | 'invalid' | 'invalid attempts' {
  try {
    const [exchange] = withAttempts(database, [row]);
    if (Exchange.safeParse(exchange).success) return 'valid';
    return Exchange.safeParse({ ...exchange, attempts: [] }).success ? 'invalid attempts' : 'invalid';
  } catch {
    return 'invalid';
  }
}

interface Reference {
  child: string;
  column: string;
  parent: string;
  parentColumn: string;
  optional: number;
}

function dropOrphans(database: Database): void {
  const references = database
    .prepare(
      `SELECT tables.name AS child, keys."from" AS "column", keys."table" AS parent, keys."to" AS parentColumn, columns."notnull" = 0 AS optional
       FROM pragma_table_list AS tables, pragma_foreign_key_list(tables.name) AS keys, pragma_table_info(tables.name) AS columns
       WHERE tables.schema = 'main' AND columns.name = keys."from"`,
    )
    .all() as unknown as Reference[];
  const countChanges = () => (database.prepare('SELECT total_changes() AS changes').get() as { changes: number }).changes;
  // A row that goes may be one that others belong to.
  for (let before = -1; before !== countChanges();) {
    before = countChanges();
    references.forEach(dropLost);
  }

  function dropLost({ child, column, parent, parentColumn, optional }: Reference): void {
    const lost = `${column} IS NOT NULL AND ${column} NOT IN (SELECT ${parentColumn} FROM ${parent})`;
    database.exec(optional ? `UPDATE ${child} SET ${column} = NULL WHERE ${lost}` : `DELETE FROM ${child} WHERE ${lost}`);
  }
}
