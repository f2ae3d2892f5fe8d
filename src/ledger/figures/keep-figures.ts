import type { Exchange } from '../../shared/model/exchange';
import { findHourStart } from '../local-time';
import type { Database } from '../open-database';
import { findDayOfHour } from './buckets';
import { addCell, createCell, DIMENSIONS, encodeKey, readCells, type Cell, type Cells } from './cells';
import { countExchange } from './count-exchange';
import { createFigureValueWriter } from './figure-values';
import { createPageWriter, type PageRow } from './page-tables';

export interface FigureKeeper {
  /** Counts an exchange, if it has ended; -1 takes away again what it came to. Call this and `save` within one transaction. */
  count(exchange: Exchange, times: 1 | -1): void;
  /** Writes what was counted since the last time into the pages of its hours and days. */
  save(): void;
  /** The transaction was rolled back: nothing of it was counted. */
  forget(): void;
}

/** Keeps the sums by hour and day as exchanges are written. */
export function createFigureKeeper(database: Database): FigureKeeper {
  const values = createFigureValueWriter(database);
  const addToHour = createPageWriter(database, 'figure_hours');
  const addToDay = createPageWriter(database, 'figure_days');
  const counted = new Map<number, Cells>();

  return {
    count(exchange, times) {
      if (exchange.outcome === 'in-flight') return;
      const cells = takeCells(counted, findHourStart(exchange.startedAt));
      countExchange(exchange, times, ({ playMoney, values: places }) => {
        const ids = DIMENSIONS.map((dimension) => values.write(dimension, places[dimension]));
        return takeCell(cells, encodeKey([Number(playMoney), ...ids]));
      });
    },
    save() {
      for (const [start, cells] of counted) addToHour(start, cells);
      for (const [start, cells] of toDays(counted)) addToDay(start, cells);
      counted.clear();
    },
    forget() {
      values.forget();
      counted.clear();
    },
  };
}

function takeCells(pages: Map<number, Cells>, start: number): Cells {
  const held = pages.get(start);
  if (held !== undefined) return held;
  const fresh: Cells = new Map();
  pages.set(start, fresh);
  return fresh;
}

function takeCell(cells: Cells, key: string): Cell {
  const held = cells.get(key);
  if (held !== undefined) return held;
  const fresh = createCell();
  cells.set(key, fresh);
  return fresh;
}

function toDays(hours: Map<number, Cells>): Map<number, Cells> {
  const days = new Map<number, Cells>();
  for (const [start, cells] of hours) {
    const day = takeCells(days, findDayOfHour(start));
    for (const [key, cell] of cells) addCell(takeCell(day, key), cell);
  }
  return days;
}

/** Makes the sums by day anew of those by hour. Call it within a transaction. */
export function rebuildDays(database: Database): void {
  database.exec('DELETE FROM figure_days');
  const addToDay = createPageWriter(database, 'figure_days');
  const hours = database.prepare('SELECT start, cells FROM figure_hours ORDER BY start').iterate() as Iterable<PageRow>;
  for (const { start, cells } of hours) addToDay(findDayOfHour(start), readCells(cells));
}
