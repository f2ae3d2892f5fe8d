import type { Dimension } from '../../shared/model/exchange-filter';
import type { Database } from '../open-database';

/** Ids kept in memory, of each dimension. */
const KNOWN = 2_000;

/** The id that stands for no value. */
export const NO_VALUE = 0;

export interface FigureValueWriter {
  /** The id of a dimension's value, a new one where it is new. Call it within a transaction. */
  write(dimension: Dimension, value: string | null): number;
  /** The transaction was rolled back. */
  forget(): void;
}

/** The cells of the figures name values by number; the table `figure_values` says which is which. */
export function createFigureValueWriter(database: Database): FigureValueWriter {
  const insert = database.prepare('INSERT INTO figure_values (dimension, value) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const find = database.prepare('SELECT id FROM figure_values WHERE dimension = ? AND value = ?');
  const ids = new Map<Dimension, Map<string, number>>();
  return {
    write(dimension, value) {
      if (value === null) return NO_VALUE;
      let known = ids.get(dimension);
      if (known === undefined) ids.set(dimension, (known = new Map()));
      const held = known.get(value);
      if (held !== undefined) return held;
      insert.run(dimension, value);
      const { id } = find.get(dimension, value) as { id: number };
      if (known.size >= KNOWN) known.clear();
      known.set(value, id);
      return id;
    },
    forget: () => ids.clear(),
  };
}

/** The ids of those values that were ever seen. */
export function findValueIds(database: Database, dimension: Dimension, values: readonly (string | null)[]): number[] {
  const rows = database
    .prepare('SELECT id FROM figure_values WHERE dimension = ? AND value IN (SELECT value FROM json_each(?))')
    .all(dimension, JSON.stringify(values)) as { id: number }[];
  const ids = rows.map(({ id }) => id);
  return values.includes(null) ? [NO_VALUE, ...ids] : ids;
}

/** The values of ids, in their order. */
export function readValues(database: Database, ids: readonly number[]): (string | null)[] {
  const find = database.prepare('SELECT value FROM figure_values WHERE id = ?');
  return ids.map((id) => (find.get(id) as { value: string } | undefined)?.value ?? null);
}

export interface FigureValuesQuery {
  dimension: Dimension;
  /** A part of the value; left out or empty: any. */
  text?: string | undefined;
  limit: number;
}

/** The values of a dimension that were ever seen, those first that were new last. */
export function listFigureValues(database: Database, { dimension, text = '', limit }: FigureValuesQuery): string[] {
  const rows = database
    .prepare('SELECT value FROM figure_values WHERE dimension = ? AND instr(lower(value), lower(?)) > 0 ORDER BY id DESC LIMIT ?')
    .all(dimension, text, limit) as { value: string }[];
  return rows.map(({ value }) => value);
}
