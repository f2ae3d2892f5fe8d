import type { Exchange } from '../../../shared/model/exchange';

/** The list as it stood when the reader left its top: the ids of the finished rows. */
export type HeldRows = ReadonlySet<string>;

export interface ArrangedRows {
  /** In the order in which they began. */
  inFlight: Exchange[];
  /** Newest first. */
  listed: Exchange[];
  /** Finished rows that wait until the reader is at the top again. */
  waiting: number;
}

/** Parts rows (newest first) into the band at the top and the list. Older pages join a held list at its end. */
export function arrangeRows(rows: readonly Exchange[], held: HeldRows | null): ArrangedRows {
  const inFlight = rows.filter((row) => row.outcome === 'in-flight').reverse();
  const finished = rows.filter((row) => row.outcome !== 'in-flight');
  if (held === null) return { inFlight, listed: finished, waiting: 0 };
  const oldestHeld = finished.findLastIndex((row) => held.has(row.id));
  const listed = finished.filter((row, index) => held.has(row.id) || index > oldestHeld);
  return { inFlight, listed, waiting: finished.length - listed.length };
}
