/** The front door of the prices: what calls cost. Used by the proxy, and by the host where it computes costs again. */
export { compareTables, comparePrices, countModels, type PricedTarget } from './compare-prices';
export { findDefaultCost } from './default-cost';
export { lookUpWindow } from './look-up-window';
export { fitsOwnPrice } from './own-price';
export { createPriceBook, type Billed, type PriceBook, type PriceBookOptions } from './price-book';
export type { PricedProvider, PriceSource, TableNames } from './price-source';
export type { PriceTable, PriceTables } from './price-table';
export { PriceDataError } from './read-fields';
export { readFetchedTables, readStoredTables } from './read-fetched-tables';
export { recomputeCosts, type PresentPrices } from './recompute-costs';
export { readShippedTables } from './shipped-tables';
export { sumCost } from './sum-cost';
export { TABLE_SOURCES } from './table-sources';
