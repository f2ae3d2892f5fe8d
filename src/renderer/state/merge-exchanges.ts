import type { Exchange } from '../../shared/model/exchange';

/** Rows kept in the window; older ones are read from the ledger again when scrolled to. */
export const MAX_ROWS = 5000;

function byNewest(a: Exchange, b: Exchange): number {
  return b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1);
}

/** Puts pushed rows into a list that runs from the newest to the oldest. What is pushed is newer than what is there. */
export function applyPushed(rows: readonly Exchange[], pushed: readonly Exchange[]): Exchange[] {
  const fresh = new Map(pushed.map((row) => [row.id, row]));
  const merged = rows.map((row) => {
    const replacement = fresh.get(row.id);
    fresh.delete(row.id);
    return replacement ?? row;
  });
  return fresh.size === 0 ? merged : [...fresh.values(), ...merged].sort(byNewest);
}

/** Puts a page read from the ledger into the list. A row that was pushed before stays, unless the ledger knows its end. */
export function applyPage(rows: readonly Exchange[], page: readonly Exchange[]): Exchange[] {
  const known = new Map(rows.map((row) => [row.id, row]));
  for (const row of page) {
    const present = known.get(row.id);
    if (!present || (present.outcome === 'in-flight' && row.outcome !== 'in-flight')) known.set(row.id, row);
  }
  return [...known.values()].sort(byNewest);
}
