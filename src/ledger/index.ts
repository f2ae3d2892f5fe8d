/** The front door of the request ledger (SQLite). The host opens it on a thread of its own. */
export { openLedger, type Ledger } from './ledger';
export type { FigureValuesQuery } from './figures/figure-values';
export type { ExchangeQuery } from './list-exchanges';
export { readForeignValue } from './read-foreign-value';
export type { Spend, SpendQuery } from './read-spend';
