const group = new Intl.NumberFormat('en-US');

/** Every digit, grouped: `1,204`. */
export function formatCount(count: number): string {
  return group.format(count);
}

/** As short as a narrow column needs: `842`, `9,911`, `61.2 k`, `1.2 M`. */
export function formatTokens(tokens: number): string {
  if (tokens < 10_000) return group.format(tokens);
  if (tokens < 999_950) return `${(tokens / 1000).toFixed(1)} k`;
  return `${(tokens / 1_000_000).toFixed(1)} M`;
}

/** A count with its noun: `1 request`, `3 requests`. Nouns that take more than an s are given whole. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}
