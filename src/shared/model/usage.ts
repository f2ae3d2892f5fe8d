import { z } from 'zod';

const Tokens = z.number().int().nonnegative().nullable();

/**
 * Token counts by kind. The kinds of input are disjoint, as Anthropic reports them: all that went in is
 * input + cacheRead + cacheWrite. Reasoning is a part of output, not added to it. Unknown is null.
 */
export const Usage = z.object({
  input: Tokens,
  output: Tokens,
  cacheRead: Tokens,
  cacheWrite: Tokens,
  reasoning: Tokens,
  /** True while the figures are our own count of what passed; false once the provider has reported them. */
  estimated: z.boolean(),
});
export type Usage = z.infer<typeof Usage>;

export const UNKNOWN_USAGE: Usage = {
  input: null,
  output: null,
  cacheRead: null,
  cacheWrite: null,
  reasoning: null,
  estimated: true,
};
