import { z } from 'zod';
import { OwnPrice, TableRefresh } from '../config/price-config';
import { Span } from '../model/exchange-filter';
import { PriceList, PriceRefresh, Recalculation } from '../model/prices';

const Nothing = z.void();

/** By what an own price is told from the others: its target, and the day from which it holds. */
export const OwnPriceName = z.object({ target: z.string(), from: z.string().nullable() });
export type OwnPriceName = z.infer<typeof OwnPriceName>;

/** The calls about prices. */
export const priceCalls = {
  'prices.list': { input: Nothing, output: PriceList },
  /** Fetches the newest tables and says what they would change; nothing is changed yet. Rejects with prices-failed. */
  'prices.refresh': { input: Nothing, output: PriceRefresh },
  /** Uses the tables that `prices.refresh` fetched then. */
  'prices.apply-refresh': { input: PriceRefresh.pick({ fetchedAt: true }), output: Nothing },
  /** Forgets fetched tables: those that came with the app count again. */
  'prices.use-shipped': { input: Nothing, output: Nothing },
  'prices.set-refresh': { input: z.object({ refresh: TableRefresh }), output: Nothing },
  /** Adds a price of the user's own, or puts it in the place of another. */
  'prices.set-own': { input: z.object({ price: OwnPrice, replaces: OwnPriceName.nullable() }), output: Nothing },
  'prices.delete-own': { input: OwnPriceName, output: Nothing },
  /** What computing a span's costs again would change; nothing is written. */
  'prices.preview-recalculation': { input: Span, output: Recalculation },
  /** Computes them again. Rejects with recalculation-failed when it was stopped; what was written until then stays. */
  'prices.recalculate': { input: Span, output: Recalculation },
  'prices.stop-recalculation': { input: Nothing, output: Nothing },
} satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

/** What is told about prices. */
export const priceEvents = {
  /** How far a preview or a recalculation is, in requests; at most four times a second. */
  'prices.recalculating': z.object({ done: z.number().int(), total: z.number().int() }),
  /** Other tables are in use. */
  'prices.changed': Nothing,
  /** Costs of a span are others than before: sums and rows are to be read again. */
  'prices.costs-changed': Span,
} satisfies Record<string, z.ZodType>;
