import { recoverFigures } from '../figures/recover-figures';
import { indexWords } from '../index-words';
import type { Database } from '../open-database';

/**
 * Tables that are made of others: they are not taken out of a damaged file. Whoever adds one names it here, and how it is made again
 * in {@link rebuilds}. What triggers keep up needs no rebuild, since recovery inserts rows.
 */
export const DERIVED_TABLES: readonly string[] = ['figure_days', 'session_figure_days'];

/** Makes the derived tables again, from the rows of a ledger of this build's version, within the caller's transaction. */
export const rebuilds: readonly ((database: Database) => void)[] = [recoverFigures, indexWords];
