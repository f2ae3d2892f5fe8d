import type { Usage } from './usage';

/** All tokens that went in: fresh, read from the cache and written to it. Null while none of them is known. */
export function sumInput({ input, cacheRead, cacheWrite }: Usage): number | null {
  const known = [input, cacheRead, cacheWrite].filter((tokens) => tokens !== null);
  return known.length === 0 ? null : known.reduce((sum, tokens) => sum + tokens, 0);
}
