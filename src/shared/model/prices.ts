import { z } from 'zod';
import { OwnPrice, TableRefresh } from '../config/price-config';
import { Span } from './exchange-filter';
import { NanoDollars } from './money';

/** Dollars for a million tokens; null: not known, and then charged as the plain kind. */
const Dollars = z.number().nullable();

/** A price that holds at one time, as the screens show it. */
export const PriceCard = z.object({
  /** 'your own', 'genai-prices', 'models.dev', or 'free' for what a preset declares free. */
  source: z.string(),
  /** Of the table, or from which the user's own holds; YYYY-MM-DD. */
  sourceDate: z.string().nullable(),
  /** The name under which the table has it, where it is another. */
  listedAs: z.string().nullable(),
  input: Dollars,
  output: Dollars,
  cacheRead: Dollars,
  cacheWrite: Dollars,
  cacheWrite1h: Dollars,
  /** For a thousand web searches. */
  webSearch: Dollars,
  /** For the whole of a request that has more input than so many tokens. */
  tiers: z.array(
    z.object({
      above: z.number().int(),
      input: Dollars,
      output: Dollars,
      cacheRead: Dollars,
      cacheWrite: Dollars,
      cacheWrite1h: Dollars,
    }),
  ),
});
export type PriceCard = z.infer<typeof PriceCard>;

/** What a target costs now. */
export const TargetPrice = z.object({
  /** `provider/model`. */
  target: z.string(),
  /** Null: unpriced. `reported` then says whether its answers state their cost. */
  card: PriceCard.nullable(),
  /** What it would cost without a price of the user's own. */
  listed: PriceCard.nullable(),
  reported: z.boolean(),
  playMoney: z.boolean(),
  /** The user's own prices that fit it, in the order of the config. */
  own: z.array(OwnPrice),
  /** Answers of the last 30 days, and how many of them are unpriced. */
  requests: z.number().int().nonnegative(),
  unpriced: z.number().int().nonnegative(),
});
export type TargetPrice = z.infer<typeof TargetPrice>;

/** A table of prices that is in use. */
export const PriceTableInfo = z.object({
  name: z.string(),
  /** YYYY-MM-DD. */
  date: z.string(),
  models: z.number().int(),
  /** shipped with the app, or fetched since. */
  origin: z.enum(['shipped', 'fetched']),
  url: z.string(),
  licence: z.string(),
});
export type PriceTableInfo = z.infer<typeof PriceTableInfo>;

export const PriceList = z.object({
  tables: z.array(PriceTableInfo),
  /** All that routes, rules, models and own prices of the config name, and all that answered in the last 30 days. */
  targets: z.array(TargetPrice),
  /** Whether newer tables are fetched by themselves. */
  refresh: TableRefresh,
  /** When the tables in use were fetched, epoch ms; null: they are those that came with the app. */
  fetchedAt: z.number().int().nullable(),
  /** Why the last fetch by itself failed, in one sentence; null when it did not. */
  failure: z.string().nullable(),
});
export type PriceList = z.infer<typeof PriceList>;

/** What a refresh would change for the targets in use; `fetchedAt` names it when it is to be applied. */
export const PriceRefresh = z.object({
  fetchedAt: z.number().int(),
  tables: z.array(
    z.object({
      name: z.string(),
      from: z.string(),
      to: z.string(),
      added: z.number().int(),
      removed: z.number().int(),
      changed: z.number().int(),
    }),
  ),
  changes: z.array(z.object({ target: z.string(), before: PriceCard.nullable(), after: PriceCard.nullable() })),
});
export type PriceRefresh = z.infer<typeof PriceRefresh>;

/** What computing costs again would change. What the provider reported stays. */
export const Recalculation = z.object({
  span: Span,
  /** Requests of the span, and of them those whose cost would change. */
  requests: z.number().int(),
  changed: z.number().int(),
  /** Those of which only the comparison with the default route would change. */
  compared: z.number().int(),
  /** Unpriced before and after. */
  unpricedBefore: z.number().int(),
  unpricedAfter: z.number().int(),
  before: NanoDollars,
  after: NanoDollars,
  /** By target, those with the largest change first; a request counts with each target that was paid for it. */
  targets: z.array(
    z.object({
      target: z.string(),
      requests: z.number().int(),
      changed: z.number().int(),
      before: NanoDollars,
      after: NanoDollars,
      /** Unpriced before and after. */
      unpricedBefore: z.number().int(),
      unpricedAfter: z.number().int(),
      /** Of the last that changed; null where none is priced. */
      source: z.string().nullable(),
    }),
  ),
});
export type Recalculation = z.infer<typeof Recalculation>;
