import { z } from 'zod';
import { Dimension, DimensionFilter } from './exchange-filter';
import { NanoDollars } from './money';

const Count = z.number().int().nonnegative();

/** What exchanges come to. Tokens and cost are of all attempts, failed ones too; a sum leaves out what is unknown, and says of how many. */
export const Figures = z.object({
  /** Exchanges that have ended. */
  requests: Count,
  failed: Count,
  aborted: Count,
  /** Exchanges that another target than the first, or the same again, had to answer. */
  fellBack: Count,
  attempts: Count,
  failedAttempts: Count,
  tokens: z.object({
    input: Count,
    output: Count,
    cacheRead: Count,
    cacheWrite: Count,
    /** A part of cacheWrite. */
    cacheWrite1h: Count,
    /** A part of output. */
    reasoning: Count,
  }),
  webSearches: Count,
  cost: z.object({
    total: NanoDollars,
    input: NanoDollars,
    output: NanoDollars,
    cacheRead: NanoDollars,
    cacheWrite: NanoDollars,
    fees: NanoDollars,
  }),
  /** Answers whose cost is not known. */
  unpriced: Count,
  /** Exchanges of which a figure is our own count. */
  estimated: Count,
  /** Exchanges about whose figures something was odd. */
  odd: Count,
  /** What the default route's first target would have cost more, of the exchanges where both are known; negative: less. */
  saved: NanoDollars,
  /** How many exchanges that is. */
  savedOf: Count,
  /** From the first token to the end, and the tokens of answer that came in it, of the exchanges that streamed. */
  streamMs: Count,
  streamTokens: Count,
});
export type Figures = z.infer<typeof Figures>;

/** Milliseconds below which so many percent of the times lie; a few percent exact. */
export const Percentiles = z.object({ count: Count, p50: Count, p90: Count, p95: Count, p99: Count });
export type Percentiles = z.infer<typeof Percentiles>;

/** Null where nothing was measured. */
export const Timings = z.object({ firstToken: Percentiles.nullable(), duration: Percentiles.nullable() });
export type Timings = z.infer<typeof Timings>;

export const FiguresBucket = z.enum(['hour', 'day', 'week', 'month']);
export type FiguresBucket = z.infer<typeof FiguresBucket>;

/** Figures of a span. Its ends are moved outwards to whole hours, and to whole days where the span is longer than a month. */
export const FiguresQuery = z.object({
  /** Epoch milliseconds; `to` is not in it. */
  from: z.number().int(),
  to: z.number().int(),
  /** The simulator's money is never added to real money. */
  playMoney: z.boolean().default(false),
  where: DimensionFilter.optional(),
  /** Null: one group of all. */
  groupBy: Dimension.nullable(),
  /** How fine the series of each group is; null: none. By local time. */
  bucket: FiguresBucket.nullable(),
  /** Groups with the most cost, then the most requests; the others are added up as one. */
  limit: z.number().int().min(1).max(1_000).default(50),
});
export type FiguresQuery = z.infer<typeof FiguresQuery>;
export type FiguresInput = z.input<typeof FiguresQuery>;

export const FiguresPoint = z.object({
  /** Epoch milliseconds of the bucket's start by local time. Buckets without a request are left out. */
  start: z.number().int(),
  figures: Figures,
});
export type FiguresPoint = z.infer<typeof FiguresPoint>;

export const FiguresGroup = z.object({
  /** As in {@link DimensionFilter}; null where there is no value. */
  value: z.string().nullable(),
  figures: Figures,
  timings: Timings,
  /** Oldest first; empty without a bucket. */
  series: z.array(FiguresPoint),
});
export type FiguresGroup = z.infer<typeof FiguresGroup>;

export const FiguresResult = z.object({
  /** The span that was summed, after its ends were moved. */
  from: z.number().int(),
  to: z.number().int(),
  groups: z.array(FiguresGroup),
  /** The groups past the limit, as one; null where there are none. */
  others: Figures.nullable(),
  otherGroups: Count,
  total: Figures,
});
export type FiguresResult = z.infer<typeof FiguresResult>;

/** What a month is likely to come to, in real money. */
export const Forecast = z.object({
  monthStart: z.number().int(),
  monthEnd: z.number().int(),
  spent: NanoDollars,
  /** Null while there are too few days to go by. */
  expected: NanoDollars.nullable(),
  /** The month ends between these in 8 of 10 cases. */
  low: NanoDollars.nullable(),
  high: NanoDollars.nullable(),
  /** Whole days that it goes by. */
  days: Count,
});
export type Forecast = z.infer<typeof Forecast>;

/** How many exchanges fit a filter; `complete` is false where there may be more, since counting was stopped. */
export const ExchangeCount = z.object({ count: Count, complete: z.boolean() });
export type ExchangeCount = z.infer<typeof ExchangeCount>;
