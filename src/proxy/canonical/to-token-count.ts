/** A provider's figure as a count of tokens; nonsense (negative, no number) counts as unknown. */
export function toTokenCount(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value) ? Math.round(value) : null;
}
