import type { Usage } from '../../shared/model/usage';

/** A figure of an upstream's report. */
export type UsageFigure = 'input' | 'output' | 'cacheRead' | 'cacheWrite' | 'cacheWrite1h' | 'reasoning' | 'webSearches' | 'cost';

/** A figure that cannot be as it was reported. */
export interface UsageFault {
  figure: UsageFigure;
  /** Tokens, searches or dollars; null for what is no number. Never a word of the upstream's. */
  reported: number | null;
  /** What it is counted as; null: it is unknown. */
  counted: number | null;
}

/** What an upstream reported of an answer so far. A later report holds all that the earlier ones said, and takes their place. */
export interface UsageReport {
  usage: Usage;
  /** Dollars, where the provider states them with the answer. */
  reportedCost: number | null;
  /** Left out where nothing was odd. */
  faults?: UsageFault[];
}
