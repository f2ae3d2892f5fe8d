import type { Database } from './open-database';

/** Rows read at once: a piece takes some milliseconds. */
const ROWS = 500;

interface Table {
  name: string;
  columns: string[];
  /** By which its rows are walked: the primary key of a table WITHOUT ROWID, else the row's number. */
  key: string[];
}

/**
 * Reads a large ledger through, row by row with all that belongs to it, and then each index, so that a bad page is met before somebody
 * needs it. Each step of the iteration is a small piece; throws SQLite's error at a page that can't be right.
 */
export function* checkPieces(database: Database): Generator<void> {
  for (const table of listTables(database)) {
    yield* readTable(database, table);
    for (const index of listIndexes(database, table.name)) {
      // A mere count(*) would take any index.
      database.prepare(`SELECT sum(1) FROM ${table.name} INDEXED BY ${index.name} ${index.condition}`).get();
      yield;
    }
  }
}

function listTables(database: Database): Table[] {
  const tables = database
    .prepare(
      "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .all() as { name: string; wr: number }[];
  return tables.map(({ name, wr }) => {
    const columns = database.prepare('SELECT name, pk FROM pragma_table_info(?)').all(name) as { name: string; pk: number }[];
    const keys = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
    return { name, columns: columns.map((column) => column.name), key: wr === 1 ? keys.map((column) => column.name) : ['rowid'] };
  });
}

function* readTable(database: Database, { name, columns, key }: Table): Generator<void> {
  const keys = key.join(', ');
  const fields = key.map((column, index) => `${column} AS key${index}`).join(', ');
  // A comparison reads a value whole, pages that it overflows to as well.
  const touch = columns.map((column) => `("${column}" <> '')`).join(', ');
  const first = database.prepare(`SELECT ${fields}, ${touch} FROM ${name} ORDER BY ${keys} LIMIT ${ROWS}`);
  const next = database.prepare(
    `SELECT ${fields}, ${touch} FROM ${name} WHERE (${keys}) > (${key.map(() => '?').join(', ')}) ORDER BY ${keys} LIMIT ${ROWS}`,
  );
  for (let rows = first.all(); rows.length > 0;) {
    yield;
    const last = rows.at(-1) as Record<string, string | number>;
    rows = next.all(...key.map((_, index) => last[`key${index}`] ?? null));
  }
}

/** Those of the schema: an index of a key has no condition and is found by what it is named. */
function listIndexes(database: Database, table: string): { name: string; condition: string }[] {
  const indexes = database
    .prepare(
      "SELECT name, partial, origin FROM pragma_index_list(?) WHERE origin <> 'pk' OR name IN (SELECT name FROM sqlite_schema)",
    )
    .all(table) as { name: string; partial: number }[];
  return indexes.map(({ name, partial }) => ({ name, condition: partial ? readCondition(database, name) : '' }));
}

/** A partial index is used only by a query with its condition. */
function readCondition(database: Database, index: string): string {
  const { sql } = database.prepare("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?").get(index) as {
    sql: string;
  };
  return sql.slice(sql.search(/\bWHERE\b/i));
}
