import { beforeEach, expect, it } from 'vitest';
import { keepFresh, type Freshness } from './keep-fresh';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let now: number;
let wanted: boolean;
let fetchedAt: number | null;
let answer: () => Promise<void>;
let tries: number[];
let failures: string[];
let freshness: Freshness;

beforeEach(() => {
  now = Date.UTC(2026, 10, 23);
  wanted = true;
  fetchedAt = null;
  tries = [];
  failures = [];
  answer = async () => void (fetchedAt = now);
  freshness = keepFresh({
    isWanted: () => wanted,
    fetchedAt: () => fetchedAt,
    async refresh() {
      tries.push(now);
      await answer();
    },
    onFailure: (message) => failures.push(message),
    now: () => now,
  });
});

async function passHours(hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    now += HOUR;
    await freshness.check();
  }
}

it('asks nobody unless it is wanted', async () => {
  wanted = false;
  await passHours(24 * 30);
  expect(tries).toEqual([]);
});

it('asks at once where nothing was fetched yet, and then once in seven days', async () => {
  const start = now;
  await freshness.check();
  await passHours(24 * 15);
  expect(tries.map((time) => (time - start) / DAY)).toEqual([0, 7, 14]);
  expect(failures).toEqual([]);
});

it('tries again later and later after a failure, tells it, and forgets it with the next success', async () => {
  const start = now;
  answer = async () => {
    throw new Error('models.dev has no address.');
  };
  await freshness.check();
  expect(freshness.failure()).toBe('models.dev has no address.');
  await passHours(60);
  expect(tries.map((time) => (time - start) / HOUR)).toEqual([0, 1, 3, 7, 15, 31, 55]);
  answer = async () => void (fetchedAt = now);
  await passHours(24);
  expect(freshness.failure()).toBeNull();
  expect(failures).toHaveLength(7);
});

it('waits for a fetch that is under way', async () => {
  let end = (): void => undefined;
  answer = () => new Promise<void>((resolve) => (end = resolve));
  const first = freshness.check();
  const second = freshness.check();
  end();
  await Promise.all([first, second]);
  expect(tries).toHaveLength(1);
});

it('does not take a clock that was set back for a week that has passed', async () => {
  fetchedAt = now + 30 * DAY;
  await passHours(24 * 8);
  expect(tries).toEqual([]);
});
