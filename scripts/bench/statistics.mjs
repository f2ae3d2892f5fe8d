/** The value below which `share` (0 to 1) of the values lie, by nearest rank; null for no values. */
export function percentile(values, share) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** The middle value, or the mean of the two in the middle; null for no values. */
export function median(values) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
}

/** `value / base`; null when either is unknown or there is nothing to compare with. */
export function ratio(value, base) {
  return value === null || base === null || base <= 0 ? null : value / base;
}
