import { z } from 'zod';
import { NanoDollars } from './money';
import { Scenario } from './scenario';

/** One bar segment: what one route cost in one hour of local time. Explicit models stand under route null. */
export const SpendBucket = z.object({
  /** Epoch milliseconds of the start of the hour. */
  hourStart: z.number().int(),
  route: Scenario.nullable(),
  cost: NanoDollars,
  requests: z.number().int(),
});
export type SpendBucket = z.infer<typeof SpendBucket>;

/** One line of the table below the chart. `cost` sums what is priced; `unpriced` counts what the sum leaves out. */
export const RouteSpend = z.object({
  route: Scenario.nullable(),
  requests: z.number().int(),
  failed: z.number().int(),
  cost: NanoDollars,
  unpriced: z.number().int(),
});
export type RouteSpend = z.infer<typeof RouteSpend>;

/** Spend since local midnight, in one kind of money. */
export const DaySpend = z.object({
  dayStart: z.number().int(),
  total: NanoDollars,
  requests: z.number().int(),
  failed: z.number().int(),
  unpriced: z.number().int(),
  buckets: z.array(SpendBucket),
  routes: z.array(RouteSpend),
});
export type DaySpend = z.infer<typeof DaySpend>;

/** Real money and the simulator's play money are never added together. */
export const TodaySpend = z.object({ real: DaySpend, play: DaySpend });
export type TodaySpend = z.infer<typeof TodaySpend>;
