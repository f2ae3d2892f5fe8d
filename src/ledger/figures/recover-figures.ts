import { findHourStart } from '../../shared/local-time';
import type { Database } from '../open-database';
import { readEndedExchanges } from '../read-exchanges';
import { isSoundPage } from './check-page';
import { NO_VALUE } from './figure-values';
import { createFigureKeeper, rebuildDays } from './keep-figures';
import { PAGES, type PageRow, type PageTable } from './page-tables';

/** Exchanges that are read at a time. */
const CHUNK = 2_000;
const TABLES: readonly PageTable[] = Object.values(PAGES).map(({ hours }) => hours);

/**
 * Mends the sums of a ledger that was recovered from a damaged file. The page of an hour is kept if it is sound: it counts exchanges too that retention
 * has deleted since, or that were lost. An hour without one is counted from its exchanges, if there are any; days are made of
 * hours. Call it within a transaction.
 */
export function recoverFigures(database: Database): void {
  const sound = TABLES.map((table) => dropUnsound(database, table));
  const isWhole = (hour: number) => sound.every((hours) => hours.has(hour));
  const drops = TABLES.map((table) => database.prepare(`DELETE FROM ${table} WHERE start = ?`));
  const figures = createFigureKeeper(database);
  const begun = new Set<number>();
  for (const exchanges of readEndedExchanges(database, CHUNK)) {
    for (const exchange of exchanges) {
      const hour = findHourStart(exchange.startedAt);
      if (isWhole(hour)) continue;
      if (!begun.has(hour)) for (const drop of drops) drop.run(hour);
      begun.add(hour);
      figures.count(exchange, 1);
    }
    figures.save();
  }
  rebuildDays(database);
}

/** The hours whose pages are left. */
function dropUnsound(database: Database, table: PageTable): Set<number> {
  const values = new Set((database.prepare('SELECT id FROM figure_values').all() as { id: number }[]).map(({ id }) => id));
  const isKnown = (id: number) => id === NO_VALUE || values.has(id);
  const drop = database.prepare(`DELETE FROM ${table} WHERE start = ?`);
  const hours = new Set<number>();
  const starts = database.prepare(`SELECT start FROM ${table}`).all() as { start: number }[];
  const read = database.prepare(`SELECT cells FROM ${table} WHERE start = ?`);
  for (const { start } of starts) {
    const { cells } = read.get(start) as unknown as Pick<PageRow, 'cells'>;
    if (isSoundPage(cells, isKnown)) hours.add(start);
    else drop.run(start);
  }
  return hours;
}
