/** The front door of the prices: what calls cost. Used by the proxy, and by the host where it computes costs again. */
export { lookUpWindow } from './look-up-window';
export { createPriceBook, type Billed, type PriceBook } from './price-book';
export type { PricedProvider, PriceSource } from './price-source';
