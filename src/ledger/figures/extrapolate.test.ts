import { expect, it } from 'vitest';
import { extrapolate } from './extrapolate';

const RUNS = 3_000;

/** Normally distributed chance, the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
}

/** How many of many histories, of so many days past and left, come to what the range says. */
function findShareHeld(past: number, left: number, costOf: (weekday: number, chance: () => number) => number): number {
  const chance = createRandom(past * 31 + left);
  const day = (index: number) => ({ weekday: index % 7, cost: costOf(index % 7, chance) });
  let held = 0;
  for (let run = 0; run < RUNS; run++) {
    const days = Array.from({ length: past + left }, (_, index) => day(index));
    const toCome = days.slice(past);
    const { low, high } = extrapolate(
      days.slice(0, past),
      toCome.map(({ weekday }) => ({ weekday, part: 1 })),
    );
    const truth = toCome.reduce((sum, { cost }) => sum + cost, 0);
    if (low <= truth && truth <= high) held++;
  }
  return held / RUNS;
}

it.each([
  ['days that are alike', (_weekday: number, chance: () => number) => 100 + 20 * chance()],
  ['a few dear days among cheap ones', (_weekday: number, chance: () => number) => 100 * Math.exp(0.7 * chance())],
  ['weeks with quiet ends', (weekday: number, chance: () => number) => (weekday % 6 === 0 ? 5 : 100) * Math.exp(0.5 * chance())],
])('holds in 8 of 10 histories: %s', (_name, costOf) => {
  for (const [past, left] of [
    [56, 20],
    [56, 3],
    [30, 15],
    [22, 25],
  ] as const) {
    const share = findShareHeld(past, left, costOf);
    expect(share, `${past} days past, ${left} left`).toBeGreaterThan(0.74);
    expect(share, `${past} days past, ${left} left`).toBeLessThan(0.88);
  }
});

it('holds in 8 of 10 histories of few days that are alike', () => {
  const share = findShareHeld(7, 20, (_weekday, chance) => 100 + 20 * chance());
  expect(share).toBeGreaterThan(0.77);
  expect(share).toBeLessThan(0.83);
});

it('is narrower the more is known and the less is left', () => {
  const cost = (index: number) => 100 + (index % 2 === 0 ? 10 : -10);
  const width = (past: number, left: number) => {
    const { low, high } = extrapolate(
      Array.from({ length: past }, (_, index) => ({ weekday: index % 7, cost: cost(index) })),
      Array.from({ length: left }, (_, index) => ({ weekday: index % 7, part: 1 })),
    );
    return high - low;
  };
  expect(width(20, 10)).toBeLessThan(width(10, 10));
  expect(width(20, 5)).toBeLessThan(width(20, 10));
});
