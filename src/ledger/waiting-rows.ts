import type { ExchangeEvent } from '../shared/model/exchange';

/** So many rows are kept while they can't be written, the newest ones. */
export const KEPT_ROWS = 5_000;

/** A row as it is now, and at its end the decision on it. */
export type WaitingRow = Pick<ExchangeEvent, 'exchange' | 'decision'>;

/** Rows that are not in the file yet, each once, as it was last. */
export interface WaitingRows {
  put(row: WaitingRow): void;
  get(id: string): WaitingRow | undefined;
  values(): Iterable<WaitingRow>;
  size(): number;
  clear(): void;
  /** Forgets the oldest beyond the limit. */
  limit(): void;
  /** How many were forgotten since this was asked last. */
  takeGivenUp(): number;
}

/** @param onGivingUp The first row since {@link WaitingRows.takeGivenUp} was forgotten. */
export function createWaitingRows(onGivingUp: () => void): WaitingRows {
  const rows = new Map<string, WaitingRow>();
  let givenUp = 0;
  return {
    put(row) {
      rows.set(row.exchange.id, row);
    },
    get: (id) => rows.get(id),
    values: () => rows.values(),
    size: () => rows.size,
    clear: () => rows.clear(),
    limit() {
      for (const id of rows.keys()) {
        if (rows.size <= KEPT_ROWS) return;
        rows.delete(id);
        givenUp += 1;
        if (givenUp === 1) onGivingUp();
      }
    },
    takeGivenUp() {
      const count = givenUp;
      givenUp = 0;
      return count;
    },
  };
}
