import { formatTokens } from './format-tokens';

/** A smaller request has left the long conversation behind, by compaction or by a new start. In tokens. */
const LEAST_AFTER_LONG_ANSWER = 20_000;

export interface RequestSize {
  /** All input, as an estimate in tokens. */
  inputEstimate: number;
  /** What the last answer of the same conversation used, input and output, as its provider reported; null when unknown. */
  lastUsage: number | null;
}

/**
 * Long is what is estimated above the threshold, or follows an answer that was measured above it: the measure is true
 * where the estimate falls short. Claude Code Router's rule (docs/sources.md, Marks of requests).
 */
export function findLongContextMark({ inputEstimate, lastUsage }: RequestSize, threshold: number): string | null {
  const limit = formatTokens(threshold);
  if (inputEstimate > threshold) return `It is about ${formatTokens(inputEstimate)} tokens, more than ${limit}`;
  if (lastUsage !== null && lastUsage > threshold && inputEstimate > LEAST_AFTER_LONG_ANSWER) {
    return `The answer before it used ${formatTokens(lastUsage)} tokens, more than ${limit}`;
  }
  return null;
}
