import type { Exchange } from '../../shared/model/exchange';
import { findHourStart } from '../../shared/local-time';
import type { Database } from '../open-database';
import { findDayOfHour } from './buckets';
import { addCell, createCell, DIMENSIONS, encodeKey, readCells, type Cell, type Cells } from './cells';
import { countExchange, type Place } from './count-exchange';
import { createFigureValueWriter, NO_VALUE } from './figure-values';
import { createPageWriter, PAGES, type PageKind, type PageRow } from './page-tables';

export interface FigureKeeper {
  /** Counts an exchange, if it has ended; -1 takes away again what it came to. Call this and `save` within one transaction. */
  count(exchange: Exchange, times: 1 | -1): void;
  /** Writes what was counted since the last time into the pages of its hours and days. */
  save(): void;
  /** The transaction was rolled back: nothing of it was counted. */
  forget(): void;
}

const KINDS = Object.keys(PAGES) as PageKind[];

/** Keeps the sums by hour and day as exchanges are written. */
export function createFigureKeeper(database: Database): FigureKeeper {
  const values = createFigureValueWriter(database);
  const kinds = KINDS.map((kind) => ({
    kind,
    addToHour: createPageWriter(database, PAGES[kind].hours),
    addToDay: createPageWriter(database, PAGES[kind].days),
    counted: new Map<number, Cells>(),
  }));

  function findKey(kind: PageKind, place: Place): string {
    const ids = DIMENSIONS.map((dimension) =>
      kind === 'plain' && dimension === 'session' ? NO_VALUE : values.write(dimension, place.values[dimension]),
    );
    return encodeKey([Number(place.playMoney), ...ids]);
  }

  return {
    count(exchange, times) {
      if (exchange.outcome === 'in-flight') return;
      for (const { kind, counted } of kinds) {
        const cells = takeCells(counted, findHourStart(exchange.startedAt));
        countExchange(exchange, times, (place) => takeCell(cells, findKey(kind, place)));
      }
    },
    save() {
      for (const { addToHour, addToDay, counted } of kinds) {
        for (const [start, cells] of counted) addToHour(start, cells);
        for (const [start, cells] of toDays(counted)) addToDay(start, cells);
        counted.clear();
      }
    },
    forget() {
      values.forget();
      for (const { counted } of kinds) counted.clear();
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
  for (const { hours, days } of Object.values(PAGES)) {
    database.exec(`DELETE FROM ${days}`);
    const addToDay = createPageWriter(database, days);
    const pages = database.prepare(`SELECT start, cells FROM ${hours} ORDER BY start`).iterate() as Iterable<PageRow>;
    for (const { start, cells } of pages) addToDay(findDayOfHour(start), readCells(cells));
  }
}
