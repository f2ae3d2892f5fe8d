/** Up to five round values from 0 to at or above `max`, for an axis: steps of 1, 2, 2.5 or 5 times a power of ten. */
export function niceTicks(max: number): readonly number[] {
  if (max <= 0) return [0];
  const power = 10 ** Math.floor(Math.log10(max / 4));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate * 4 >= max) ?? 10 * power;
  const count = Math.ceil(max / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
