import { labelKey } from '../../shared/config/key-id';
import { nameTarget } from '../decision/find-target';
import { isOverflow } from '../errors/context-overflow';
import type { UpstreamError } from '../errors/upstream-error';
import { chooseFinalError } from '../failures/choose-final-error';
import { judgeFailure } from '../failures/judge-failure';
import { explainKeyFailure } from '../failures/explain-key-failure';
import { planRetry } from '../failures/plan-retry';
import type { KeyOrder } from '../routing/key-turns';
import type { Routed, Target } from './exchange';
import { nextAttempt, type TargetStanding } from './next-attempt';
import type { FailureTools } from './pipeline-tools';
import type { Recorder } from './record';
import { createTargetBreaker, type TargetBreaker } from './target-breaker';

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
}

export interface CourseOptions {
  targets: Routed['targets'];
  /** Join the others once one has said that the prompt is too long. */
  overflowTargets(): readonly Target[];
  keyOrder: KeyOrder;
  recorder: Pick<Recorder, 'addReason'>;
  failures: Pick<FailureTools, 'breakers' | 'policy' | 'random'>;
  /** Epoch ms. */
  deadline: number;
  now(): number;
}

interface Standing extends TargetStanding {
  target: Target;
  /** `provider/model`, the same for each of its keys. */
  name: string;
  breaker: TargetBreaker;
  held: boolean;
}

/** What failed last, and whether its key alone was to blame. */
interface LastFailure {
  standing: Standing;
  error: UpstreamError;
  ofKey: boolean;
}

export function createCourse(options: CourseOptions): AttemptCourse {
  const { targets, overflowTargets, keyOrder, recorder, failures, deadline, now } = options;
  const { policy, random } = failures;
  const standings = targets.flatMap(beginStandings);
  const errors: UpstreamError[] = [];
  /** Of whom it has been said that they are passed over. */
  const told = new Set<string>();
  let last: LastFailure | null = null;
  let retries = 0;

  /** One for each of its keys. */
  function beginStandings(target: Target): Standing[] {
    const name = nameTarget(target);
    return keyOrder(target.provider.id, target.keys).map((key) => {
      const keyed = { ...target, key };
      const breaker = createTargetBreaker(keyed, failures);
      return { target: keyed, name, breaker, asked: false, retryAt: null, openUntil: 0, held: false };
    });
  }

  function admitOverflowTargets(): void {
    const present = new Set(standings.map(({ name }) => name));
    standings.push(
      ...overflowTargets()
        .flatMap(beginStandings)
        .filter(({ name }) => !present.has(name)),
    );
  }

  const standingAt = (targetIndex: number) => standings[targetIndex] as Standing;

  /** Of those that the choice went past: on the first round what stands before it in the route, afterwards all. */
  function explainPassedOver(chosen: Standing | null, time: number): void {
    for (const standing of standings) {
      if (standing === chosen && !standing.asked) return;
      if (standing.asked || standing.openUntil === 0) continue;
      const { who, why } = standing.breaker.explain(time);
      if (told.has(who)) continue;
      told.add(who);
      recorder.addReason(`${who} was passed over: it ${why}.`);
    }
  }

  function explainChoice(chosen: Standing, waitMs: number, time: number): void {
    const { name, target, breaker, asked, openUntil } = chosen;
    const key = `key ${labelKey(target.key.id)}`;
    if (asked) {
      recorder.addReason(`${last?.error.message} So ${name} was asked again after ${(waitMs / 1000).toFixed(1)} s.`);
    } else if (last !== null && last.ofKey && last.standing.name === name) {
      const { target: before } = last.standing;
      const failed = `Key ${labelKey(before.key.id)} of ${before.provider.name} ${explainKeyFailure(last.error)}`;
      recorder.addReason(`${failed}, so ${key} took over.`);
    } else if (last !== null) {
      recorder.addReason(`${last.error.message} So ${name} took over.`);
    } else if (openUntil > 0) {
      const { who, why } = breaker.explain(time);
      recorder.addReason(`${who} ${why}, but no other target is free.`);
    } else if (told.size > 0) {
      const standsIn = standings.find((standing) => standing.name === name) !== chosen;
      recorder.addReason(`So ${standsIn ? key : name} took over.`);
    }
  }

  return {
    next() {
      const time = now();
      for (const standing of standings) {
        standing.openUntil = standing.breaker.openUntil(time);
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
      for (const other of standings) if (other.name === standing.name) other.held = judgement.scope === 'target';
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
  };
}
