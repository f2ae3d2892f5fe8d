/** From so many days on each day of the week is taken by itself: three of each, at least. */
const WEEKDAY_DAYS = 21;

/** A whole day that is past; 0 is Sunday. */
export interface PastDay {
  weekday: number;
  cost: number;
}

/** A day that is to come, or so much of it. */
export interface DayLeft {
  weekday: number;
  part: number;
}

export interface Extrapolation {
  expected: number;
  /** It is between these in 8 of 10 cases. */
  low: number;
  high: number;
}

/**
 * What the days left will cost if they are as the past ones were. The formula: days of one kind cost `m` on average with a variance `v`, as `n` of them in the past
 * show; days are of one kind when they are the same day of the week, or all while there are too few. Of the days left `k` are of that kind, parts of days
 * added up. Together they will come to the sum of `k m`, and that with a variance of the sum of `v (k + k² / n)`: days differ, and an average of few is itself
 * uncertain. The range is Student's, and does not go below nothing. It takes days to be independent of each other; whoever begins to work more has a month
 * beyond the range.
 */
export function extrapolate(past: readonly PastDay[], left: readonly DayLeft[]): Extrapolation {
  const byWeekday = past.length >= WEEKDAY_DAYS;
  const kindOf = ({ weekday }: { weekday: number }) => (byWeekday ? weekday : 0);
  let mean = 0;
  let variance = 0;
  const kinds = new Set(past.map(kindOf));
  for (const kind of kinds) {
    const costs = past.filter((day) => kindOf(day) === kind).map(({ cost }) => cost);
    const count = left.filter((day) => kindOf(day) === kind).reduce((sum, { part }) => sum + part, 0);
    const average = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
    const spread = costs.reduce((sum, cost) => sum + (cost - average) ** 2, 0) / (costs.length - 1);
    mean += count * average;
    variance += spread * (count + count ** 2 / costs.length);
  }
  const reach = studentQuantile90(past.length - kinds.size) * Math.sqrt(variance);
  return { expected: mean, low: Math.max(0, mean - reach), high: mean + reach };
}

/**
 * Below it lies nine tenths of Student's distribution, by the expansion of its quantiles around the normal ones (Abramowitz and Stegun, chapter 26); exact to 0.1 % from
 * six degrees of freedom on.
 */
function studentQuantile90(freedom: number): number {
  const z = 1.2815515655446004;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  return z + first / freedom + second / freedom ** 2;
}
