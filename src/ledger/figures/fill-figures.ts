import { findDayStart } from '../../shared/local-time';
import { inTransaction, type Database } from '../open-database';
import { readEndedExchanges } from '../read-exchanges';
import { createFigureKeeper, rebuildDays } from './keep-figures';
import { PAGES } from './page-tables';

/** Exchanges that are counted at a time. */
const CHUNK = 2_000;

/**
 * Makes the sums fit what is in the ledger, when it is opened: counts the exchanges of a ledger from before there were sums, or one whose sums were
 * lost; and makes the sums by day anew of those by hour where they were written in another time zone.
 */
export function fillFigures(database: Database): void {
  if (!has(database, 'SELECT 1 FROM figure_hours')) countAll(database);
  else if (!hasLocalDays(database)) inTransaction(database, () => rebuildDays(database));
}

function has(database: Database, query: string): boolean {
  return database.prepare(`${query} LIMIT 1`).get() !== undefined;
}

function countAll(database: Database): void {
  if (!has(database, "SELECT 1 FROM exchanges WHERE outcome <> 'in-flight'")) return;
  const figures = createFigureKeeper(database);
  inTransaction(database, () => {
    for (const { hours, days } of Object.values(PAGES)) database.exec(`DELETE FROM ${hours}; DELETE FROM ${days}`);
    for (const exchanges of readEndedExchanges(database, CHUNK)) {
      for (const exchange of exchanges) figures.count(exchange, 1);
      figures.save();
    }
  });
}

/** Whether every day that is kept began at what is a local midnight now. */
function hasLocalDays(database: Database): boolean {
  const days = database.prepare('SELECT start FROM figure_days').all() as { start: number }[];
  return days.every(({ start }) => findDayStart(start) === start);
}
