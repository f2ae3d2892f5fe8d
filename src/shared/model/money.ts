import { z } from 'zod';

/** Money is integer nano-dollars (1 $ = 1,000,000,000); unknown is null, never 0. */
export const NanoDollars = z.number().int();
export type NanoDollars = z.infer<typeof NanoDollars>;

export const NANO_PER_DOLLAR = 1_000_000_000;

/** Dollars, as a price table or a provider states them, to the nearest nano-dollar. */
export function toNanoDollars(dollars: number): NanoDollars {
  return Math.round(dollars * NANO_PER_DOLLAR);
}

/** What one exchange or attempt cost, by kind; each part is null when its price is unknown, or when only the sum was reported. */
export const Cost = z.object({
  total: NanoDollars.nullable(),
  input: NanoDollars.nullable(),
  output: NanoDollars.nullable(),
  cacheRead: NanoDollars.nullable(),
  cacheWrite: NanoDollars.nullable(),
  /** What is billed by number and not by token: web searches. */
  fees: NanoDollars.nullable(),
  /** Who says so: 'provider' (reported with the answer), 'your own', 'genai-prices', 'models.dev', or null. */
  source: z.string().nullable(),
  /** Date of the price table or report, YYYY-MM-DD. */
  sourceDate: z.string().nullable(),
  /** The simulator's money: shown, but never added to real money. */
  playMoney: z.boolean(),
});
export type Cost = z.infer<typeof Cost>;

export const UNKNOWN_COST: Cost = {
  total: null,
  input: null,
  output: null,
  cacheRead: null,
  cacheWrite: null,
  fees: null,
  source: null,
  sourceDate: null,
  playMoney: false,
};
