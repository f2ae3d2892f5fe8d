import { expect, it } from 'vitest';
import { nextAttempt, type TargetStanding } from './next-attempt';

const fresh: TargetStanding = { asked: false, retryAt: null, openUntil: 0 };
const failed: TargetStanding = { asked: true, retryAt: null, openUntil: 0 };
const ask = (targetIndex: number, waitMs = 0) => ({ kind: 'ask', targetIndex, waitMs });
const next = (standings: TargetStanding[], now = 1000) => nextAttempt({ standings, now, deadline: 5000 });

it('asks every target once, in the order of the route', () => {
  expect(next([fresh, fresh])).toEqual(ask(0));
  expect(next([failed, fresh])).toEqual(ask(1));
  expect(next([failed, failed])).toEqual({ kind: 'give-up' });
});

it('goes to a target that is ready at once instead of waiting for one that failed', () => {
  expect(next([{ ...failed, retryAt: 1200 }, fresh])).toEqual(ask(1));
});

it('asks the one again that is ready first', () => {
  expect(
    next([
      { ...failed, retryAt: 1300 },
      { ...failed, retryAt: 1200 },
    ]),
  ).toEqual(ask(1, 200));
  expect(next([{ ...failed, retryAt: 900 }, failed])).toEqual(ask(0, 0));
});

it('passes over a target that is open', () => {
  expect(next([{ ...fresh, openUntil: 9000 }, fresh])).toEqual(ask(1));
  expect(next([failed, { ...fresh, openUntil: 9000 }])).toEqual({ kind: 'give-up' });
});

it('asks no other key of a target that failed for no fault of its key', () => {
  expect(next([failed, { ...fresh, held: true }, fresh])).toEqual(ask(2));
  expect(next([failed, { ...fresh, held: true }, failed])).toEqual({ kind: 'give-up' });
  expect(
    next([
      { ...failed, retryAt: 1100 },
      { ...fresh, held: true },
    ]),
  ).toEqual(ask(0, 100));
});

it('asks the one that opens first when all are open, and no other after it', () => {
  const open = { ...fresh, openUntil: 9000 };
  expect(next([open, { ...fresh, openUntil: 8000 }])).toEqual(ask(1));
  expect(next([open, { asked: true, retryAt: 1200, openUntil: 30_000 }])).toEqual({ kind: 'give-up' });
});

it('asks another one again when the one that is ready first has been opened', () => {
  expect(
    next([
      { asked: true, retryAt: 1200, openUntil: 30_000 },
      { ...failed, retryAt: 1300 },
    ]),
  ).toEqual(ask(1, 300));
});

it('waits for a limit that the target named itself', () => {
  expect(next([{ asked: true, retryAt: 2010, openUntil: 2000 }])).toEqual(ask(0, 1010));
});

it('begins nothing after the deadline but the first attempt', () => {
  expect(next([failed, fresh], 5000)).toEqual({ kind: 'give-up' });
  expect(next([fresh], 5000)).toEqual(ask(0));
});

it('asks what a budget spares after the others that are free, and before one that rests', () => {
  const spared = { ...fresh, spared: true };
  expect(next([spared, fresh])).toEqual(ask(1));
  expect(next([spared, failed])).toEqual(ask(0));
  expect(next([spared, { ...fresh, openUntil: 9000 }])).toEqual(ask(0));
});

it('never asks what a budget refuses, nor asks it again', () => {
  const refused = { ...fresh, refused: true };
  expect(next([refused, fresh])).toEqual(ask(1));
  expect(next([refused, { ...fresh, openUntil: 9000 }])).toEqual(ask(1));
  expect(next([refused, refused])).toEqual({ kind: 'give-up' });
  expect(next([{ ...failed, retryAt: 1100, refused: true }, failed])).toEqual({ kind: 'give-up' });
});
