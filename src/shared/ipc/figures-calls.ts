import { z } from 'zod';
import { Dimension, ExchangeFilter } from '../model/exchange-filter';
import { Exchange } from '../model/exchange';
import { ExchangeCount, FiguresQuery, FiguresResult, Forecast } from '../model/figures';

/** What exchanges come to, and which there are. */
export const figuresCalls = {
  'figures.query': { input: FiguresQuery, output: FiguresResult },
  /** Of the current month. */
  'figures.forecast': { input: z.void(), output: Forecast },
  /** The values of a dimension that were ever seen, the newest first, to choose from; those that hold `text`, where it is given. */
  'figures.values': {
    input: z.object({
      dimension: Dimension,
      text: z.string().max(200).optional(),
      limit: z.number().int().min(1).max(1_000).default(100),
    }),
    output: z.array(z.string()),
  },
  /**
   * Newest first, of those that began before `before` (epoch milliseconds; null: the newest). A few more than `limit` come where
   * rows began in one millisecond with the last.
   */
  'exchanges.list': {
    input: z.object({
      before: z.number().int().nullable(),
      limit: z.number().int().min(1).max(500),
      filter: ExchangeFilter.optional(),
    }),
    output: z.array(Exchange),
  },
  'exchanges.count': { input: z.object({ filter: ExchangeFilter }), output: ExchangeCount },
} satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;
