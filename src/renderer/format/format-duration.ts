/** Milliseconds as bare seconds for a column headed `s`: `18.4`; two digits below a tenth (`0.04`). */
export function formatSeconds(ms: number): string {
  const seconds = ms / 1000;
  if (ms > 0 && seconds < 0.01) return '<0.01';
  return seconds.toFixed(seconds < 0.1 ? 2 : 1);
}

/** Milliseconds as bare seconds with two digits, for a figure that stands alone: `0.84`. */
export function formatSecondsFine(ms: number): string {
  return (ms / 1000).toFixed(2);
}

/** Milliseconds as seconds with two digits and the unit, for a sentence: `0.42 s`, `1 min 12 s` from a minute on. */
export function formatDuration(ms: number): string {
  if (ms < 60_000) return `${formatSecondsFine(ms)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The middle value of a list of milliseconds, or null for an empty one. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  if (upper === undefined) return null;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper;
  return (lower + upper) / 2;
}
