import { z } from 'zod';

const Count = z.number().int().nonnegative().nullable();

/** At which rate a provider says that it bills an answer: batch and flex are slower and cheaper, priority is dearer. */
export const ServiceTier = z.enum(['standard', 'batch', 'flex', 'priority']);
export type ServiceTier = z.infer<typeof ServiceTier>;

/**
 * Token counts by kind. The kinds of input are disjoint, as Anthropic reports them: all that went in is
 * input + cacheRead + cacheWrite. Reasoning is a part of output, and cacheWrite1h of cacheWrite: neither is added. Unknown is null.
 */
export const Usage = z.object({
  input: Count,
  output: Count,
  cacheRead: Count,
  cacheWrite: Count,
  /** What was written to be kept for an hour, which costs more than the usual five minutes. */
  cacheWrite1h: Count,
  reasoning: Count,
  /** Web searches that the provider ran for the answer; billed by number. */
  webSearches: Count,
  /** Null where the provider does not say. */
  serviceTier: ServiceTier.nullable(),
  /** True while the figures are our own count of what passed; false once the provider has reported them. */
  estimated: z.boolean(),
});
export type Usage = z.infer<typeof Usage>;

export const UNKNOWN_USAGE: Usage = {
  input: null,
  output: null,
  cacheRead: null,
  cacheWrite: null,
  cacheWrite1h: null,
  reasoning: null,
  webSearches: null,
  serviceTier: null,
  estimated: true,
};
