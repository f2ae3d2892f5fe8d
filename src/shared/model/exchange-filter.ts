import { z } from 'zod';
import { ExchangeOutcome } from './exchange';
import { NanoDollars } from './money';

/** By what figures are grouped, and rows are chosen. */
export const Dimension = z.enum(['route', 'scenario', 'provider', 'model', 'client', 'session', 'project', 'key', 'status']);
export type Dimension = z.infer<typeof Dimension>;

/**
 * A value of a dimension as text; null: there is none. A model is `provider/model`, a key `provider` and its id with a space between, a
 * client its name and version, a status the number that the client got.
 */
const Values = z.array(z.string().nullable()).min(1);

/** Which values of a dimension count; a dimension that is left out is not asked. */
export const DimensionFilter = z.partialRecord(Dimension, Values);
export type DimensionFilter = z.infer<typeof DimensionFilter>;

/** A span of time, epoch milliseconds; `to` is not in it. Null: without that end. */
export const Span = z.object({ from: z.number().int().nullable(), to: z.number().int().nullable() });
export type Span = z.infer<typeof Span>;

/** Which exchanges: all that is given must hold. */
export const ExchangeFilter = Span.partial().extend({
  /** The provider, the model and the key may be those of any of its attempts. */
  where: DimensionFilter.optional(),
  /** `provider/model` with stars, on any of its attempts. */
  modelLike: z.string().min(1).optional(),
  /** The HTTP status that the client got, both ends in it. */
  statusFrom: z.number().int().optional(),
  statusTo: z.number().int().optional(),
  outcomes: z.array(ExchangeOutcome).min(1).optional(),
  /** The cost and the duration, both ends in it. */
  costFrom: NanoDollars.optional(),
  costTo: NanoDollars.optional(),
  durationFromMs: z.number().int().optional(),
  durationToMs: z.number().int().optional(),
  playMoney: z.boolean().optional(),
  /** It brought an answer whose cost is not known. */
  unpriced: z.boolean().optional(),
  estimated: z.boolean().optional(),
  odd: z.boolean().optional(),
  /** More than one attempt was made. */
  fellBack: z.boolean().optional(),
  /** Words that its kept bodies hold, all of them; in quotes, as they stand. */
  text: z.string().min(1).max(500).optional(),
});
export type ExchangeFilter = z.infer<typeof ExchangeFilter>;
