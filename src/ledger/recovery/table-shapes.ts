import type { Database } from '../open-database';
import type { StoredValue } from './decode-record';
import { DERIVED_TABLES } from './derived-tables';

/** What a record of a table looks like, by which it is known where nothing else says whose it is. */
export interface TableShape {
  name: string;
  kind: 'table' | 'index';
  /** In the order in which a record has them. */
  columns: Column[];
}

interface Column {
  name: string;
  type: string;
  required: boolean;
  /** An INTEGER PRIMARY KEY: the record holds null, and the value is the row's number. */
  isRowid: boolean;
}

interface ColumnInfo {
  cid: number;
  name: string;
  type: string;
  notnull: number;
  dflt_value: string | null;
  pk: number;
}

/** The tables of a ledger whose rows cannot be made again from others, as they stand in `database`; the widest first. */
export function listTableShapes(database: Database): TableShape[] {
  const tables = database
    .prepare(
      "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .all() as { name: string; wr: number }[];
  return tables
    .filter(({ name }) => !DERIVED_TABLES.includes(name))
    .map(({ name, wr }) => describeTable(database, name, wr === 1))
    .sort((a, b) => b.columns.length - a.columns.length);
}

function describeTable(database: Database, name: string, withoutRowid: boolean): TableShape {
  const infos = database.prepare('SELECT * FROM pragma_table_info(?) ORDER BY cid').all(name) as unknown as ColumnInfo[];
  const keys = infos.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const ordered = withoutRowid ? [...keys, ...infos.filter(({ pk }) => pk === 0)] : infos;
  return {
    name,
    kind: withoutRowid ? 'index' : 'table',
    columns: ordered.map(({ name: column, type, notnull, dflt_value, pk }) => {
      const isRowid = !withoutRowid && keys.length === 1 && pk === 1 && type === 'INTEGER';
      return { name: column, type, required: !isRowid && notnull === 1 && dflt_value === null, isRowid };
    }),
  };
}

export type SalvagedRow = Record<string, StoredValue>;

/**
 * A record as a row of the table; null when it is none. It may be shorter: a column that was added later is not in the records from
 * before, and gets its default.
 */
export function fitRow(shape: TableShape, rowid: number | null, values: readonly StoredValue[]): SalvagedRow | null {
  if (values.length > shape.columns.length) return null;
  const row: SalvagedRow = {};
  for (const [index, column] of shape.columns.entries()) {
    const value = column.isRowid ? rowid : values[index];
    if (value === undefined || value === null) {
      if (column.required) return null;
      if (value === null) row[column.name] = null;
    } else if (fits(value, column.type)) {
      row[column.name] = value;
    } else {
      return null;
    }
  }
  return row;
}

function fits(value: string | number | Buffer, type: string): boolean {
  if (type === 'INTEGER') return Number.isSafeInteger(value);
  if (type === 'TEXT') return typeof value === 'string';
  if (type === 'REAL') return typeof value === 'number';
  return type === 'ANY' || Buffer.isBuffer(value);
}
