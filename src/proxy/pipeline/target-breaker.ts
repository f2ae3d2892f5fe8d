import { nameTarget } from '../decision/find-target';
import { labelKey } from '../../shared/config/key-id';
import type { Judgement } from '../failures/judge-failure';
import type { UpstreamError } from '../errors/upstream-error';
import type { Target } from './exchange';
import type { FailureTools } from './pipeline-tools';

/** The breakers of a target with the key that it is asked with, as one. All times are epoch ms. */
export interface TargetBreaker {
  /** When it may be asked: 0 for at once. */
  openUntil(now: number): number;
  /** Who rests, the target or its key, and why, as the rest of a sentence that begins with it. */
  explain(now: number): { who: string; why: string };
  asked(now: number): void;
  succeeded(): void;
  failed(now: number, error: UpstreamError, judgement: Judgement): void;
  /** The attempt ended without a word on the target. */
  undecided(): void;
}

type Tools = Pick<FailureTools, 'breakers' | 'policy'>;

export function createTargetBreaker(target: Target, tools: Tools): TargetBreaker {
  return target.keys.length > 1 ? breakerOfKey(target, tools) : breakerOfTarget(nameTarget(target), tools);
}

/** Where there is one key, what befalls it befalls the target. */
function breakerOfTarget(name: string, { breakers }: Tools): TargetBreaker {
  let askedAt = 0;
  return {
    openUntil: (now) => breakers.openUntil(name, now),
    explain: (now) => ({ who: name, why: breakers.explain(name, now) }),
    asked(now) {
      askedAt = now;
      breakers.asked(name, now);
    },
    succeeded: () => breakers.succeeded(name, askedAt),
    failed(now, error, { blamesTarget }) {
      if (blamesTarget) breakers.failed(name, now, readNamedLimit(error));
      else if (error.upstreamStatus !== null) breakers.succeeded(name, askedAt);
      else breakers.undecided(name, askedAt);
    },
    undecided: () => breakers.undecided(name, askedAt),
  };
}

/**
 * One of several keys: a server that fails does so with every key, a limit is of the key for this model, and a refused key or one
 * without credit is of no use for any model. The latter two rest from the first time on, since another key is there.
 */
function breakerOfKey(target: Target, { breakers, policy }: Tools): TargetBreaker {
  const { provider, key } = target;
  const name = nameTarget(target);
  const limit = `${name} key ${key.id}`;
  const refusal = `${provider.id}/ key ${key.id}`;
  const all = [name, limit, refusal];
  /** A limit without a time keeps other exchanges away from the key, not the one that may try again when all keys have failed. */
  let mayTryAgain = false;
  let askedAt = 0;

  /** Tells the breaker that is to blame, and returns its name. */
  function blame(now: number, error: UpstreamError, scope: Judgement['scope']): string {
    const { openMs, longestOpenMs, keyRestMs, longestKeyRestMs } = policy;
    const named = readNamedLimit(error);
    if (scope === 'target') {
      breakers.failed(name, now, named);
      return name;
    }
    if (error.status !== 429) {
      breakers.rested(refusal, now, keyRestMs, longestKeyRestMs);
      return refusal;
    }
    if (named !== null) breakers.failed(limit, now, named);
    else if (error.kind === 'spent') breakers.rested(limit, now, keyRestMs, longestKeyRestMs);
    else breakers.rested(limit, now, openMs, longestOpenMs);
    mayTryAgain = named === null && error.kind !== 'spent';
    return limit;
  }

  return {
    openUntil(now) {
      const ofLimit = mayTryAgain ? 0 : breakers.openUntil(limit, now);
      return Math.max(breakers.openUntil(name, now), ofLimit, breakers.openUntil(refusal, now));
    },
    explain(now) {
      if (breakers.openUntil(name, now) > 0) return { who: name, why: breakers.explain(name, now) };
      const who = `Key ${labelKey(key.id)} of ${provider.name}`;
      const refused = breakers.openUntil(refusal, now) > 0;
      const why = refused
        ? breakers.explain(refusal, now, 'was refused or had no credit')
        : breakers.explain(limit, now, 'reached its limit');
      return { who, why };
    },
    asked(now) {
      askedAt = now;
      for (const each of all) breakers.asked(each, now);
    },
    succeeded() {
      for (const each of all) breakers.succeeded(each, askedAt);
    },
    failed(now, error, { blamesTarget, scope }) {
      mayTryAgain = false;
      const blamed = blamesTarget ? blame(now, error, scope) : null;
      const isAnswer = !blamesTarget && error.upstreamStatus !== null;
      for (const each of all) {
        if (isAnswer) breakers.succeeded(each, askedAt);
        else if (each !== blamed) breakers.undecided(each, askedAt);
      }
    },
    undecided() {
      for (const each of all) breakers.undecided(each, askedAt);
    },
  };
}

/** How long an upstream asked with its error answer to be left alone, in ms; null when it did not say. */
function readNamedLimit({ kind, retryAfterMs }: UpstreamError): number | null {
  return kind === 'status' ? retryAfterMs : null;
}
