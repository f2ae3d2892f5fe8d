/** What is known of two figures together: unknown and 5 are 5, and two that are unknown stay so. */
export function addKnown(first: number | null, second: number | null): number | null {
  if (first === null) return second;
  return second === null ? first : first + second;
}
