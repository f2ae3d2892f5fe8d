import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ClientGoneError } from '../../errors/client-gone-error';
import { isOverflow } from '../../errors/context-overflow';
import { UpstreamError } from '../../errors/upstream-error';
import { FAILURE_POLICY } from '../../failures/failure-policy';
import { judgeFailure } from '../../failures/judge-failure';
import { arbitraryCourse, type Course } from './arbitrary-course';
import { liveCourse, NOBODY_ENDS, type Life } from './live-course';

const failuresOf = ({ asked }: Life) => asked.flatMap(({ error }) => (error instanceof UpstreamError ? [error] : []));
const RUNS = { numRuns: 1500 };

/** Holds for every course of an exchange. */
function always(look: (life: Life, course: Course) => void): Promise<void> {
  return fc.assert(
    fc.asyncProperty(arbitraryCourse, async (course) => look(await liveCourse(course), course)),
    RUNS,
  );
}

it('gives one answer, from one attempt, or one failure that was seen', () =>
  always((life, { streams }) => {
    const { asked, client, thrown, recorded } = life;
    expect(thrown).not.toBe(NOBODY_ENDS);
    expect(recorded).toEqual({ started: asked.length, ended: asked.length });
    expect(client.written.filter((text) => text.startsWith('content')).length).toBeLessThanOrEqual(1);
    expect(client.heads).toBeLessThanOrEqual(1);
    if (thrown === undefined) {
      expect(asked.at(-1)?.error).toBeUndefined();
      expect(client).toMatchObject({ heads: 1, ends: 1 });
    } else if (!(thrown instanceof ClientGoneError)) {
      expect(thrown instanceof UpstreamError ? failuresOf(life) : [asked.at(-1)?.error]).toContain(thrown);
      const told = client.written.filter((text) => text.startsWith('event: error'));
      expect([told.length, client.ends]).toEqual(streams && client.heads > 0 ? [1, 1] : [0, 0]);
    }
  }));

it('asks nobody once content has gone out, the client is gone or the request was found wrong', () =>
  always(({ asked, aborted, thrown, client }, { hangsUpAfterMs }) => {
    const goneAt = hangsUpAfterMs === null ? Infinity : 1_000_000 + hangsUpAfterMs;
    for (const { at, error } of asked.slice(0, -1)) {
      expect(error).toBeInstanceOf(UpstreamError);
      expect(judgeFailure(error as UpstreamError).verdict).not.toBe('give-up');
      expect(at).toBeLessThan(goneAt);
    }
    if (asked.length > 1) expect(asked.at(-1)?.at).toBeLessThan(goneAt);
    const last = client.written.findIndex((text) => text.startsWith('content'));
    if (last >= 0) expect(client.written[last]).toBe(`content ${asked.length}`);
    if (thrown instanceof ClientGoneError) expect(aborted).toBe(true);
  }));

it('asks every target once and two again at most, and nobody late but the first', () =>
  always((life, { targets, overflowTargets, deadlineMs }) => {
    const { asked, startedAt } = life;
    const overflown = failuresOf(life).some(isOverflow);
    const there = new Set([...targets, ...(overflown ? overflowTargets : [])].map((id) => `${id}/m`));
    const names = asked.map(({ name }) => name);
    for (const name of names) expect(there).toContain(name);
    expect(names.length - new Set(names).size).toBeLessThanOrEqual(FAILURE_POLICY.retries);
    for (const { at } of asked.slice(1)) expect(at).toBeLessThan(startedAt + deadlineMs);
  }));

it('goes by the order of the route, and asks a target again only when no other is left', () =>
  always(({ asked }) => {
    for (const [index, { name, open }] of asked.entries()) {
      const before = asked.slice(0, index).map((earlier) => earlier.name);
      const isLeft = (other: string) => open.get(other) === 0 && !before.includes(other);
      const names = [...open.keys()];
      const earlier = before.includes(name) ? names : names.slice(0, names.indexOf(name));
      expect(earlier.filter(isLeft)).toEqual([]);
      // Without another that is free, the first to be asked is the one that opens first.
      if (open.get(name) !== 0 && index === 0) expect(open.get(name)).toBe(Math.min(...open.values()));
    }
  }));

it('asks a target again only after a failure that passes, no sooner than it was asked to, and not while it rests', () =>
  always(({ asked, pauses }) => {
    for (const ms of pauses) expect(ms).toBeLessThanOrEqual(FAILURE_POLICY.longestWaitMs);
    for (const [index, { name, at, open }] of asked.entries()) {
      const before = asked.slice(0, index).findLast((earlier) => earlier.name === name);
      if (before === undefined) continue;
      const error = before.error as UpstreamError;
      expect(judgeFailure(error).verdict).toBe('retry');
      expect(at - before.until).toBeGreaterThanOrEqual(error.retryAfterMs ?? 0);
      expect(at).toBeGreaterThanOrEqual(open.get(name) ?? 0);
    }
  }));

it('gives up only when no target may help in time', () =>
  always((life, { deadlineMs }) => {
    const { asked, thrown, now, startedAt, lastLook, client } = life;
    const failures = failuresOf(life);
    if (!(thrown instanceof UpstreamError) || client.written.some((text) => text.startsWith('content'))) return;
    if (failures.some((error) => judgeFailure(error).verdict === 'give-up') || now >= startedAt + deadlineMs) return;
    const names = asked.map(({ name }) => name);
    const retries = names.length - new Set(names).size;
    for (const [name, openUntil] of lastLook) {
      const last = asked.findLast((attempt) => attempt.name === name);
      if (last === undefined) expect(openUntil, 'whom it did not ask was resting').toBeGreaterThan(now);
      else if (retries < FAILURE_POLICY.retries) {
        const error = last.error as UpstreamError;
        // Chance adds at most 0.25 s to what it asked for; without that, the wait is 1 s at most.
        const ready = last.until + Math.max(1000, (error.retryAfterMs ?? 0) + 250);
        const mayHelp =
          judgeFailure(error).verdict === 'retry' &&
          ready - last.until <= FAILURE_POLICY.longestWaitMs &&
          ready < startedAt + deadlineMs &&
          openUntil <= now;
        expect(mayHelp, `${name} might have helped`).toBe(false);
      }
    }
  }));
