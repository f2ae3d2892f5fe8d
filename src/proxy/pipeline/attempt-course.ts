import { isOverflow } from '../errors/context-overflow';
import type { UpstreamError } from '../errors/upstream-error';
import { chooseFinalError } from '../failures/choose-final-error';
import { judgeFailure } from '../failures/judge-failure';
import { planRetry } from '../failures/plan-retry';
import type { Routed, Target } from './exchange';
import { nextAttempt, type TargetStanding } from './next-attempt';
import type { FailureTools } from './pipeline-tools';
import type { Recorder } from './record';

export interface NextStep {
  target: Target;
  targetIndex: number;
  /** Before it is asked, in ms. */
  waitMs: number;
}

/** The course of an exchange over its targets: who is asked next, and what the answers mean for the breakers. */
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
}

export interface CourseOptions {
  targets: Routed['targets'];
  /** Join the others once one has said that the prompt is too long. */
  overflowTargets(): readonly Target[];
  recorder: Pick<Recorder, 'addReason'>;
  failures: Pick<FailureTools, 'breakers' | 'policy' | 'random'>;
  /** Epoch ms. */
  deadline: number;
  now(): number;
}

interface Standing extends TargetStanding {
  target: Target;
  name: string;
  /** When its latest attempt began, in epoch ms. */
  askedAt: number;
  /** That it is passed over has been said. */
  told: boolean;
}

export function createCourse(options: CourseOptions): AttemptCourse {
  const { targets, overflowTargets, recorder, failures, deadline, now } = options;
  const { breakers, policy, random } = failures;
  const standings = targets.map(beginStanding);
  const errors: UpstreamError[] = [];
  let retries = 0;

  function admitOverflowTargets(): void {
    for (const standing of overflowTargets().map(beginStanding))
      if (standings.every(({ name }) => name !== standing.name)) standings.push(standing);
  }

  const standingAt = (targetIndex: number) => standings[targetIndex] as Standing;

  /** Of those that the choice went past: on the first round what stands before it in the route, afterwards all. */
  function explainPassedOver(chosen: Standing | null, time: number): void {
    for (const standing of standings) {
      if (standing === chosen && !standing.asked) return;
      if (standing.asked || standing.told || standing.openUntil === 0) continue;
      standing.told = true;
      recorder.addReason(`${standing.name} was passed over: it ${breakers.explain(standing.name, time)}.`);
    }
  }

  function explainChoice({ name, asked, openUntil }: Standing, waitMs: number, time: number): void {
    const last = errors.at(-1);
    if (asked) recorder.addReason(`${last?.message} So ${name} was asked again after ${(waitMs / 1000).toFixed(1)} s.`);
    else if (last) recorder.addReason(`${last.message} So ${name} took over.`);
    else if (openUntil > 0) recorder.addReason(`${name} ${breakers.explain(name, time)}, but no other target is free.`);
    else if (standings.some(({ told }) => told)) recorder.addReason(`So ${name} took over.`);
  }

  return {
    next() {
      const time = now();
      for (const standing of standings) {
        standing.openUntil = breakers.openUntil(standing.name, time);
        // Planned when there was one left; others had it.
        if (retries >= policy.retries) standing.retryAt = null;
      }
      const next = nextAttempt({ standings, now: time, deadline });
      const standing = next.kind === 'ask' ? standingAt(next.targetIndex) : null;
      explainPassedOver(standing, time);
      if (next.kind === 'give-up' || standing === null) throw chooseFinalError(errors as [UpstreamError, ...UpstreamError[]]);
      explainChoice(standing, next.waitMs, time);
      if (standing.asked) retries += 1;
      return { target: standing.target, targetIndex: next.targetIndex, waitMs: next.waitMs };
    },
    asked(targetIndex) {
      const standing = standingAt(targetIndex);
      standing.asked = true;
      standing.askedAt = now();
      breakers.asked(standing.name, standing.askedAt);
    },
    succeeded(targetIndex) {
      const { name, askedAt } = standingAt(targetIndex);
      breakers.succeeded(name, askedAt);
    },
    failed(targetIndex, error, contentSent) {
      const standing = standingAt(targetIndex);
      const judgement = judgeFailure(error);
      const time = now();
      const { retryAfterMs, kind, upstreamStatus } = error;
      if (judgement.blamesTarget) breakers.failed(standing.name, time, kind === 'status' ? retryAfterMs : null);
      else if (upstreamStatus !== null) breakers.succeeded(standing.name, standing.askedAt);
      else breakers.undecided(standing.name, standing.askedAt);
      errors.push(error);
      if (isOverflow(error)) admitOverflowTargets();
      if (contentSent || judgement.verdict === 'give-up') {
        if (standings.length > 1)
          recorder.addReason(contentSent ? 'Part of its answer had gone out, so nobody else was asked.' : judgement.why);
        throw error;
      }
      const waitMs =
        judgement.verdict === 'retry'
          ? planRetry({ retries, retryAfterMs, now: time, deadline, random: random() }, policy)
          : null;
      standing.retryAt = waitMs === null ? null : time + waitMs;
    },
    undecided(targetIndex) {
      const { name, askedAt } = standingAt(targetIndex);
      breakers.undecided(name, askedAt);
    },
  };
}

function beginStanding(target: Target): Standing {
  const name = `${target.provider.id}/${target.model.id}`;
  return { target, name, asked: false, askedAt: 0, retryAt: null, openUntil: 0, told: false };
}
