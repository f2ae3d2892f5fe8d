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

/** All tokens that went in: fresh, read from the cache and written to it. Null while none of them is known. */
export function sumInput({ input, cacheRead, cacheWrite }: Usage): number | null {
  const known = [input, cacheRead, cacheWrite].filter((tokens) => tokens !== null);
  return known.length === 0 ? null : known.reduce((sum, tokens) => sum + tokens, 0);
}
