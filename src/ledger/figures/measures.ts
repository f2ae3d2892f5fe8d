import type { Figures } from '../../shared/model/figures';

/** What a cell adds up, in the order in which it is kept: append only. There may be 31 at most, since a cell marks what it has in the bits of one number. */
const MEASURES = [
  'requests',
  'failed',
  'aborted',
  'fellBack',
  'attempts',
  'failedAttempts',
  'input',
  'output',
  'cacheRead',
  'cacheWrite',
  'cacheWrite1h',
  'reasoning',
  'webSearches',
  'costTotal',
  'costInput',
  'costOutput',
  'costCacheRead',
  'costCacheWrite',
  'costFees',
  'unpriced',
  'estimated',
  'odd',
  'saved',
  'savedOf',
  'streamMs',
  'streamTokens',
] as const;

export type Measure = (typeof MEASURES)[number];

export const MEASURE_COUNT = MEASURES.length;

/** Where a measure stands in a list of sums. */
export const AT = Object.fromEntries(MEASURES.map((name, index) => [name, index])) as Record<Measure, number>;

/** Sums as the screens take them. */
export function toFigures(sums: Float64Array): Figures {
  const of = (measure: Measure) => sums[AT[measure]] ?? 0;
  return {
    requests: of('requests'),
    failed: of('failed'),
    aborted: of('aborted'),
    fellBack: of('fellBack'),
    attempts: of('attempts'),
    failedAttempts: of('failedAttempts'),
    tokens: {
      input: of('input'),
      output: of('output'),
      cacheRead: of('cacheRead'),
      cacheWrite: of('cacheWrite'),
      cacheWrite1h: of('cacheWrite1h'),
      reasoning: of('reasoning'),
    },
    webSearches: of('webSearches'),
    cost: {
      total: of('costTotal'),
      input: of('costInput'),
      output: of('costOutput'),
      cacheRead: of('costCacheRead'),
      cacheWrite: of('costCacheWrite'),
      fees: of('costFees'),
    },
    unpriced: of('unpriced'),
    estimated: of('estimated'),
    odd: of('odd'),
    saved: of('saved'),
    savedOf: of('savedOf'),
    streamMs: of('streamMs'),
    streamTokens: of('streamTokens'),
  };
}
