import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBreakers } from './breaker';
import { FAILURE_POLICY } from './failure-policy';

const { failuresToOpen, failureWindowMs, openMs, longestOpenMs } = FAILURE_POLICY;
const LONGEST_LIMIT_MS = 3_600_000;

type Action =
  /** Requests come; who `insists` has no other target, and asks one that rests. */
  | { kind: 'ask'; count: number; insists: boolean }
  /** Requests under way end, from this one on, counted from the oldest. */
  | { kind: 'end'; count: number; which: number; how: 'succeeded' | 'undecided' | 'failed'; limitedForMs: number | null }
  | { kind: 'wait'; ms: number }
  /** Until it lets somebody through. */
  | { kind: 'wait-for-it' }
  | { kind: 'restart' };

const constant = <T extends string>(value: T) => fc.constant(value);
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: constant('ask'), count: fc.integer({ min: 1, max: 5 }), insists: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: constant('end'),
      count: fc.integer({ min: 1, max: 5 }),
      which: fc.nat(3),
      how: fc.constantFrom<('failed' | 'succeeded' | 'undecided')[]>(
        'failed',
        'failed',
        'failed',
        'failed',
        'succeeded',
        'undecided',
      ),
      limitedForMs: fc.option(fc.constantFrom(0, 1, 5000, 45_000, 86_400_000), { freq: 1 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: constant('wait'),
      ms: fc.oneof(fc.nat(100), fc.nat(failureWindowMs), fc.constantFrom(openMs - 1, openMs, longestOpenMs)),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: constant('wait-for-it') }) },
  { weight: 1, arbitrary: fc.record({ kind: constant('restart') }) },
);

interface Running {
  askedAt: number;
  isTrial: boolean;
}

/**
 * Lives through the actions with a breaker, and beside it with what is known of one: it rests after a row of failures or for as long as
 * it was asked to, then one tries. Every action is followed by a look at what the breaker says. Returns the breaker and the time.
 */
function live(actions: readonly Action[]) {
  let now = 1_000_000;
  let breakers = createBreakers({ policy: FAILURE_POLICY, restore: [], onChanged: () => undefined });
  let running: Running[] = [];
  /** Times of the failures since it last was well. */
  let row: number[] = [];
  /** null: closed. `trial` is the latest that was let through when the rest was over, and is under way. */
  let rest = null as { until: number; limited: boolean; trial: Running | null } | null;

  const isOnTrial = () => rest?.trial != null && rest.trial.askedAt + openMs > now;

  function ask(insists: boolean): void {
    const isFree = breakers.openUntil('up/m', now) === 0;
    if (!isFree && !insists) return;
    // No two in the same ms: a breaker tells requests apart by it.
    now += 1;
    const request = { askedAt: now, isTrial: rest !== null && rest.until <= now };
    breakers.asked('up/m', now);
    if (rest !== null && request.isTrial) rest.trial = request;
    running.push(request);
  }

  function opened(until: number, limited: boolean): void {
    rest = { until, limited, trial: null };
  }

  function fail(limitedForMs: number | null): void {
    const before = rest;
    breakers.failed('up/m', now, limitedForMs);
    row = [...row, now];
    const after = breakers.openUntil('up/m', now);
    if (limitedForMs !== null && limitedForMs > 0) {
      const until = now + Math.min(limitedForMs, LONGEST_LIMIT_MS);
      if (until > (before?.until ?? 0)) opened(until, true);
      return;
    }
    if (before !== null && before.until > now) return;
    const inWindow = row.slice(-failuresToOpen).filter((time) => time > now - failureWindowMs);
    const mustOpen = before?.trial != null || inWindow.length === failuresToOpen;
    if (!mustOpen) return;
    expect(after - now, 'it rests for no less than it should').toBeGreaterThanOrEqual(openMs);
    expect(after - now, 'it rests for no more than it may').toBeLessThanOrEqual(longestOpenMs);
    opened(after, false);
  }

  function end(which: number, how: 'succeeded' | 'undecided' | 'failed', limitedForMs: number | null): void {
    const request = running[which];
    if (request === undefined) return;
    running = running.filter((other) => other !== request);
    if (how === 'failed') return fail(limitedForMs);
    breakers[how]('up/m', request.askedAt);
    if (how === 'undecided') {
      if (rest?.trial === request) rest.trial = null;
      return;
    }
    // What was asked before it failed says nothing of how it is now.
    if (rest !== null && request.askedAt < (row.at(-1) ?? 0)) return;
    rest = null;
    row = [];
  }

  function restart(): void {
    const kept = JSON.parse(JSON.stringify(breakers.snapshot())) as ReturnType<typeof breakers.snapshot>;
    expect(kept, 'only what is open is kept').toHaveLength(rest === null ? 0 : 1);
    breakers = createBreakers({ policy: FAILURE_POLICY, restore: kept, onChanged: () => undefined });
    running = [];
    if (rest === null) row = [];
    else rest.trial = null;
  }

  for (const next of actions) {
    if (next.kind === 'ask') for (let at = 0; at < next.count; at += 1) ask(next.insists);
    if (next.kind === 'end') for (let at = 0; at < next.count; at += 1) end(next.which, next.how, next.limitedForMs);
    if (next.kind === 'wait') now += next.ms;
    if (next.kind === 'wait-for-it') now = breakers.openUntil('up/m', now) || now;
    if (next.kind === 'restart') restart();
    const until = breakers.openUntil('up/m', now);
    if (rest === null) expect(until, 'it is closed').toBe(0);
    else if (rest.until > now) expect(until, 'it rests').toBe(rest.until);
    else if (isOnTrial()) expect(until, 'one tries, and nobody else').toBeGreaterThan(now);
    else expect(until, 'its rest is over, and nobody tries').toBe(0);
    expect(until - now).toBeLessThanOrEqual(rest?.limited ? LONGEST_LIMIT_MS : longestOpenMs);
    expect(breakers.openUntil('up/other', now)).toBe(0);
  }
  return { breakers, now };
}

const RUNS = { numRuns: 1500 };
const actions = fc.array(action, { maxLength: 40, size: 'max' });

it('rests and is tried as it should, whatever is asked, fails, passes and is restarted', () => {
  fc.assert(
    fc.property(actions, (given) => void live(given)),
    RUNS,
  );
});

it('always recovers: after its rest one is let through, and with its answer all are', () => {
  fc.assert(
    fc.property(actions, (before) => {
      const { breakers, now } = live(before);
      const free = breakers.openUntil('up/m', now) || now;
      expect(breakers.openUntil('up/m', free)).toBe(0);
      breakers.asked('up/m', free);
      breakers.succeeded('up/m', free);
      expect(breakers.openUntil('up/m', free)).toBe(0);
      expect(breakers.snapshot()).toEqual([]);
      breakers.failed('up/m', free, null);
      expect(breakers.openUntil('up/m', free)).toBe(0);
    }),
    RUNS,
  );
});
