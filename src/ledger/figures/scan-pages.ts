import type { DimensionFilter } from '../../shared/model/exchange-filter';
import type { Database } from '../open-database';
import { createPageReader, DIMENSIONS, type PageReader } from './cells';
import { findValueIds } from './figure-values';
import type { PageRow } from './page-tables';

/** Which cells count. */
export interface CellFilter {
  playMoney: boolean;
  where?: DimensionFilter | undefined;
}

/**
 * Called for each cell that counts, in the order of the pages, with the parts of its key, the reader to go on with, and the start of the page. False: it has
 * seen enough.
 */
export type Visit = (parts: Uint32Array, reader: PageReader, pageStart: number) => boolean;

/** Makes the function that goes through the cells of pages that a filter lets through. */
export function createCellScan(
  database: Database,
  { playMoney, where = {} }: CellFilter,
): (pages: readonly PageRow[], visit: Visit) => void {
  const allowed = DIMENSIONS.flatMap((dimension, index) => {
    const values = where[dimension];
    return values === undefined ? [] : [{ part: index + 1, ids: new Set(findValueIds(database, dimension, values)) }];
  });
  const money = Number(playMoney);
  const counts = (parts: Uint32Array) => parts[0] === money && allowed.every(({ part, ids }) => ids.has(parts[part]!));

  return (pages, visit) => {
    for (const { start, cells } of pages) {
      const reader = createPageReader(cells);
      while (reader.next()) {
        const parts = reader.parts();
        if (counts(parts) && !visit(parts, reader, start)) return;
      }
    }
  };
}
