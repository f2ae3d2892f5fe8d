import { beforeEach, expect, it } from 'vitest';
import { createBreakers, type Breakers } from './breaker';
import { FAILURE_POLICY } from './failure-policy';

let changes: number;
let breakers: Breakers;
beforeEach(() => {
  changes = 0;
  breakers = create();
});

function create(restore: Parameters<typeof createBreakers>[0]['restore'] = []): Breakers {
  return createBreakers({ policy: FAILURE_POLICY, restore, onChanged: () => (changes += 1) });
}

function failAt(...times: number[]): void {
  for (const time of times) breakers.failed('up/m', time, null);
}

it('opens after three failures within a minute, for half a minute', () => {
  failAt(0, 1000);
  expect(breakers.openUntil('up/m', 1000)).toBe(0);
  failAt(2000);
  expect(breakers.openUntil('up/m', 2000)).toBe(32_000);
  expect(breakers.openUntil('up/m', 32_000)).toBe(0);
  expect(breakers.openUntil('up/other', 2000)).toBe(0);
  expect(breakers.explain('up/m', 12_000)).toBe('failed repeatedly and rests for 20 s more');
  expect(changes).toBe(1);
});

it('stays closed when the failures are far apart, or a success is between them', () => {
  failAt(0, 40_000, 80_000);
  expect(breakers.openUntil('up/m', 80_000)).toBe(0);
  breakers.succeeded('up/m', 80_000);
  failAt(80_001, 80_002);
  expect(breakers.openUntil('up/m', 80_002)).toBe(0);
  expect(changes).toBe(0);
});

it('lets one trial through when the time is over, and closes when it goes well', () => {
  failAt(0, 0, 0);
  expect(breakers.openUntil('up/m', 30_000)).toBe(0);
  breakers.asked('up/m', 30_000);
  expect(breakers.openUntil('up/m', 30_001)).toBe(60_000);
  expect(breakers.explain('up/m', 30_001)).toBe('is on trial with another request');
  breakers.succeeded('up/m', 30_000);
  expect(breakers.openUntil('up/m', 30_002)).toBe(0);
  expect(breakers.snapshot()).toEqual([]);
  failAt(30_003);
  expect(breakers.openUntil('up/m', 30_003)).toBe(0);
});

it('forgets one that the user thinks well, and no other', () => {
  failAt(0, 0, 0);
  for (const time of [0, 0, 0]) breakers.failed('up/other', time, null);
  breakers.forgetOne('up/m');
  breakers.forgetOne('up/nobody');
  expect(breakers.snapshot().map(({ target }) => target)).toEqual(['up/other']);
  expect(breakers.openUntil('up/m', 1)).toBe(0);
  expect(changes).toBe(3);
});

it('rests twice as long after each trial that failed, five minutes at most', () => {
  failAt(0, 0, 0);
  const rests: number[] = [];
  for (let time = 30_000; rests.length < 5; time = breakers.openUntil('up/m', time)) {
    breakers.asked('up/m', time);
    failAt(time);
    rests.push(breakers.openUntil('up/m', time) - time);
  }
  expect(rests).toEqual([60_000, 120_000, 240_000, 300_000, 300_000]);
});

it('lets the next trial through when one ends without a word, or takes too long', () => {
  failAt(0, 0, 0);
  breakers.asked('up/m', 30_000);
  breakers.undecided('up/m', 30_000);
  expect(breakers.openUntil('up/m', 30_001)).toBe(0);
  breakers.asked('up/m', 30_001);
  expect(breakers.openUntil('up/m', 60_001)).toBe(0);
});

it('stays on trial when a request that was asked before ends without a word', () => {
  failAt(0, 0, 0);
  breakers.asked('up/m', 30_000);
  breakers.undecided('up/m', 10);
  expect(breakers.openUntil('up/m', 30_001)).toBe(60_000);
});

it('takes nobody for a trial who asks while it rests', () => {
  failAt(0, 0, 0);
  breakers.asked('up/m', 29_000);
  failAt(29_001);
  expect(breakers.openUntil('up/m', 30_000)).toBe(0);
});

it('keeps to a limit when an answer that was asked for before it goes well', () => {
  breakers.failed('up/m', 1000, 5000);
  breakers.succeeded('up/m', 999);
  expect(breakers.openUntil('up/m', 1001)).toBe(6000);
  breakers.succeeded('up/m', 1000);
  expect(breakers.openUntil('up/m', 1002)).toBe(0);
});

it('is not moved by failures of requests that began before it opened', () => {
  failAt(0, 0, 0, 10, 20, 30);
  expect(breakers.openUntil('up/m', 30)).toBe(30_000);
  expect(changes).toBe(1);
});

it('opens at once for as long as a rate limit says, an hour at most', () => {
  breakers.failed('up/m', 0, 5000);
  expect(breakers.openUntil('up/m', 0)).toBe(5000);
  expect(breakers.explain('up/m', 1000)).toBe('asked not to be called for 4 s more');
  breakers.failed('up/m', 0, 2000);
  expect(breakers.openUntil('up/m', 0)).toBe(5000);
  breakers.failed('up/m', 0, 86_400_000);
  expect(breakers.openUntil('up/m', 0)).toBe(3_600_000);
});

it('goes on where it stood after a restart', () => {
  failAt(0, 0, 0);
  breakers.failed('up/once', 0, null);
  const kept = JSON.parse(JSON.stringify(breakers.snapshot())) as ReturnType<Breakers['snapshot']>;
  expect(kept).toEqual([{ target: 'up/m', failures: [0, 0, 0], openUntil: 30_000, openings: 1, limited: false }]);
  breakers = create(kept);
  expect(breakers.openUntil('up/m', 10)).toBe(30_000);
  breakers.asked('up/m', 30_000);
  failAt(30_000);
  expect(breakers.openUntil('up/m', 30_000)).toBe(90_000);
});

it('forgets a provider that was changed, and no other', () => {
  failAt(0, 0, 0);
  for (let count = 0; count < 3; count += 1) breakers.failed('up2/m', 0, null);
  breakers.forget('up');
  expect(breakers.openUntil('up/m', 0)).toBe(0);
  expect(breakers.openUntil('up2/m', 0)).toBe(30_000);
});

it('lets rest from one failure on, twice as long each time in a row', () => {
  breakers.rested('up/ key env:A', 0, 100, 300);
  expect(breakers.openUntil('up/ key env:A', 0)).toBe(100);
  expect(breakers.explain('up/ key env:A', 0, 'was refused')).toBe('was refused and rests for 1 s more');
  // Of a request that was under way.
  breakers.rested('up/ key env:A', 50, 100, 300);
  expect(breakers.openUntil('up/ key env:A', 50)).toBe(100);
  breakers.rested('up/ key env:A', 100, 100, 300);
  expect(breakers.openUntil('up/ key env:A', 100)).toBe(300);
  breakers.rested('up/ key env:A', 300, 100, 300);
  expect(breakers.openUntil('up/ key env:A', 300)).toBe(600);
  breakers.succeeded('up/ key env:A', 600);
  breakers.rested('up/ key env:A', 700, 100, 300);
  expect(breakers.openUntil('up/ key env:A', 700)).toBe(800);
  breakers.forget('up');
  expect(breakers.snapshot()).toEqual([]);
});
