import type { Database } from '../open-database';
import { addToPage, type Cells } from './cells';

/** The tables of pages. Those of sessions tell sessions apart, which makes them several times as long; the others know of none. */
export const PAGES = {
  plain: { hours: 'figure_hours', days: 'figure_days' },
  sessions: { hours: 'session_figure_hours', days: 'session_figure_days' },
} as const;

export type PageKind = keyof typeof PAGES;
export type PageTable = (typeof PAGES)[PageKind]['hours' | 'days'];

export interface PageRow {
  /** When the hour or day began, epoch milliseconds. */
  start: number;
  cells: Uint8Array;
}

/** Makes the function that adds cells to the page of an hour or a day. */
export function createPageWriter(database: Database, table: PageTable): (start: number, added: Cells) => void {
  const find = database.prepare(`SELECT cells FROM ${table} WHERE start = ?`);
  const put = database.prepare(
    `INSERT INTO ${table} (start, cells) VALUES (?, ?) ON CONFLICT DO UPDATE SET cells = excluded.cells`,
  );
  const remove = database.prepare(`DELETE FROM ${table} WHERE start = ?`);
  return (start, added) => {
    const before = find.get(start) as Pick<PageRow, 'cells'> | undefined;
    const page = addToPage(before?.cells ?? null, added);
    if (page !== null) put.run(start, page);
    else if (before !== undefined) remove.run(start);
  };
}

/** The pages that began in a span, oldest first; `to` is not in it. */
export function readPages(database: Database, table: PageTable, from: number, to: number): PageRow[] {
  return database
    .prepare(`SELECT start, cells FROM ${table} WHERE start >= ? AND start < ? ORDER BY start`)
    .all(from, to) as unknown as PageRow[];
}
