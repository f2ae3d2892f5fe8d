import type { PriceRefresh } from '../../shared/model/prices';

/** Names that one sentence takes. */
const NAMED = 3;

/** What tables that were fetched by themselves have changed for the targets in use, as one notice; null where that is nothing. */
export function tellChanges(changes: PriceRefresh['changes']): { message: string; hint: string } | null {
  if (changes.length === 0) return null;
  const names = changes.slice(0, NAMED).map(({ target }) => target);
  const more = changes.length - names.length;
  const all = more > 0 ? [...names, `${more} more`] : names;
  const list = all.length === 1 ? all[0] : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
  return {
    message: `Newer prices are in use: ${list} cost${changes.length === 1 ? 's' : ''} something else from now on.`,
    hint: 'Prices shows them. Past costs stay as they are unless you recalculate them.',
  };
}
