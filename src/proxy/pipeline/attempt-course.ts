import { nameTarget } from '../decision/find-target';
import { isOverflow } from '../errors/context-overflow';
import type { ProxyError } from '../errors/proxy-error';
import type { UpstreamError } from '../errors/upstream-error';
import { chooseFinalError } from '../failures/choose-final-error';
import { judgeFailure } from '../failures/judge-failure';
import { planRetry } from '../failures/plan-retry';
import type { KeyOrder } from '../routing/key-turns';
import { refuseForBudget, type BudgetTab } from '../budgets';
import { beginStandings, lookAtBudgets, type Standing } from './course-standing';
import type { Target } from './exchange';
import { createCourseReasons, type LastFailure } from './explain-course';
import { nextAttempt } from './next-attempt';
import type { FailureTools } from './pipeline-tools';
import type { Recorder } from './record';
import type { Routed } from './routed';

export interface NextStep {
  /** With the key that it is to be asked with. */
  target: Target;
  /** Its place in the course, in which each key of a target has one. */
  targetIndex: number;
  /** Before it is asked, in ms. */
  waitMs: number;
}

/** The course of an exchange over its targets and their keys: who is asked next, and what the answers mean for the breakers. */
export interface AttemptCourse {
  /** Who is asked next, the reason told to the recorder. Throws what the client is told when nobody is left. */
  next(): NextStep;
  /** It is asked now. Ends with one of the three below. */
  asked(targetIndex: number): void;
  succeeded(targetIndex: number): void;
  /** Throws what the client is told when nobody else may be asked: once content has gone out, or for a fault of the request. */
  failed(targetIndex: number, error: UpstreamError, contentSent: boolean): void;
  /** It ended without a word on the target. */
  undecided(targetIndex: number): void;
  /** These are asked before the others, those of them that were not asked yet. */
  prefer(targets: readonly Target[]): void;
}

export interface CourseOptions {
  targets: Routed['targets'];
  /** Join the others once one has said that the prompt is too long. */
  overflowTargets(): readonly Target[];
  keyOrder: KeyOrder;
  /** Null where there is no budget. */
  tab: BudgetTab | null;
  recorder: Pick<Recorder, 'addReason'>;
  failures: Pick<FailureTools, 'breakers' | 'policy' | 'random'>;
  /** Epoch ms. */
  deadline: number;
  now(): number;
}

export function createCourse(options: CourseOptions): AttemptCourse {
  const { targets, overflowTargets, keyOrder, tab, recorder, failures, deadline, now } = options;
  const { policy, random } = failures;
  const begin = (target: Target) => beginStandings(target, keyOrder, failures);
  const standings = targets.flatMap(begin);
  const reasons = createCourseReasons(recorder);
  const errors: UpstreamError[] = [];
  let last: LastFailure | null = null;
  let retries = 0;

  function admitOverflowTargets(): void {
    for (const target of overflowTargets())
      if (standings.every(({ name }) => name !== nameTarget(target))) standings.push(...begin(target));
  }

  /** A budget is named where it keeps the request from someone who may help: a failure in its place would have it sent again. */
  function giveUp(): ProxyError {
    const kept = standings.find(({ asked, held, retryAt, refused }) => refused && (asked ? retryAt !== null : !held));
    const obstacle = kept?.budgets?.refusedBy ?? null;
    if (obstacle !== null) {
      tab?.refused(obstacle);
      return refuseForBudget(obstacle, errors.at(-1)?.message ?? null);
    }
    return chooseFinalError(errors as [UpstreamError, ...UpstreamError[]]);
  }

  const standingAt = (targetIndex: number) => standings[targetIndex] as Standing;

  return {
    next() {
      const time = now();
      for (const standing of standings) {
        standing.openUntil = standing.breaker.openUntil(time);
        // Planned when there was one left; others had it.
        if (retries >= policy.retries) standing.retryAt = null;
      }
      if (tab !== null) lookAtBudgets(standings, tab);
      const next = nextAttempt({ standings, now: time, deadline });
      const standing = next.kind === 'ask' ? standingAt(next.targetIndex) : null;
      reasons.passedOver(standings, standing, time);
      if (next.kind === 'give-up' || standing === null) throw giveUp();
      reasons.chosen(standings, standing, last, next.waitMs, time);
      if (standing.asked) retries += 1;
      return { target: standing.target, targetIndex: next.targetIndex, waitMs: next.waitMs };
    },
    asked(targetIndex) {
      const standing = standingAt(targetIndex);
      standing.asked = true;
      standing.breaker.asked(now());
    },
    succeeded(targetIndex) {
      standingAt(targetIndex).breaker.succeeded();
    },
    failed(targetIndex, error, contentSent) {
      const standing = standingAt(targetIndex);
      const judgement = judgeFailure(error);
      const time = now();
      standing.breaker.failed(time, error, judgement);
      errors.push(error);
      last = { standing, error, ofKey: judgement.scope === 'key' };
      for (const other of standings) if (other.routed === standing.routed) other.held = judgement.scope === 'target';
      if (isOverflow(error)) admitOverflowTargets();
      if (contentSent || judgement.verdict === 'give-up') {
        if (standings.length > 1)
          recorder.addReason(contentSent ? 'Part of its answer had gone out, so nobody else was asked.' : judgement.why);
        throw error;
      }
      const waitMs =
        judgement.verdict === 'retry'
          ? planRetry({ retries, retryAfterMs: error.retryAfterMs, now: time, deadline, random: random() }, policy)
          : null;
      standing.retryAt = waitMs === null ? null : time + waitMs;
    },
    undecided(targetIndex) {
      standingAt(targetIndex).breaker.undecided();
    },
    prefer(targets) {
      const fresh = targets.filter((target) => !standings.some(({ asked, name }) => asked && name === nameTarget(target)));
      const names = new Set(fresh.map(nameTarget));
      const others = standings.filter(({ name }) => !names.has(name));
      const firstUnasked = others.findIndex(({ asked }) => !asked);
      const place = firstUnasked === -1 ? others.length : firstUnasked;
      standings.splice(0, standings.length, ...others.toSpliced(place, 0, ...fresh.flatMap(begin)));
    },
  };
}
