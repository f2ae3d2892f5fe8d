import { z } from 'zod';

/** Dollars for a million tokens. */
const PerMillion = z.number().nonnegative().max(1_000_000);

const priceFields = {
  input: PerMillion,
  output: PerMillion,
  /** Left out: charged as plain input. So are the two below. */
  cacheRead: PerMillion.optional(),
  cacheWrite: PerMillion.optional(),
  /** Left out: as cacheWrite. */
  cacheWrite1h: PerMillion.optional(),
};

/** The user's own price of a model, in dollars for a million tokens. */
export const OwnPrice = z
  .strictObject({
    /** `provider/model`; a star at the end stands for any rest. */
    target: z.string().regex(/^[^/\s]+\/[^*]*\*?$/, 'must be provider/model, for example local/qwen3-coder or local/*'),
    /** The first day on which it holds, by UTC; left out: since ever. */
    from: z.iso.date('must be a day, for example 2026-08-17').optional(),
    ...priceFields,
    /** Dollars for a thousand web searches. */
    webSearch: z.number().nonnegative().max(1_000_000).optional(),
    /** Other prices for the whole of a request that has more input than so many tokens. */
    tiers: z.array(z.strictObject({ above: z.number().int().positive(), ...priceFields })).optional(),
  })
  .superRefine(({ tiers = [] }, context) => {
    tiers.forEach(({ above }, index) => {
      if (index === 0 || above > (tiers[index - 1]?.above ?? 0)) return;
      context.addIssue({
        code: 'custom',
        path: ['tiers', index, 'above'],
        message: 'must be more than that of the tier before it',
      });
    });
  });
export type OwnPrice = z.infer<typeof OwnPrice>;

/** never: only when the user asks. weekly: the tables are fetched again by themselves, and what changed is told. */
export const TableRefresh = z.enum(['never', 'weekly']);
export type TableRefresh = z.infer<typeof TableRefresh>;

/** Where prices come from beside what the app ships with. */
export const PricesConfig = z
  .strictObject({
    refresh: TableRefresh.default('never'),
    own: z.array(OwnPrice).default([]),
  })
  .superRefine(({ own }, context) => {
    own.forEach(({ target, from }, index) => {
      const first = own.findIndex((other) => other.target === target && other.from === from);
      if (first === index) return;
      const what = from === undefined ? 'has a price already' : `has a price from ${from} already`;
      context.addIssue({ code: 'custom', path: ['own', index], message: `"${target}" ${what}` });
    });
  });
export type PricesConfig = z.infer<typeof PricesConfig>;
