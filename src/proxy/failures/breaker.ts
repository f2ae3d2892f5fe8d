import type { FailurePolicy } from './failure-policy';

/** How one target stands; plain data, so that a host can keep it. A target that is not among them is well. All times are epoch ms. */
export interface BreakerState {
  /** `provider/model`; where a provider has several keys also `provider/model key ID` and `provider/ key ID`. */
  target: string;
  /** When its latest failures in a row were. */
  failures: number[];
  /** It is passed over until then; 0: it never was. After that, one request at a time tries whether it is well again. */
  openUntil: number;
  /** How often in a row it was opened; each time it rests longer. */
  openings: number;
  /** It named the time itself, as a server does whose rate limit is used up. */
  limited: boolean;
}

export interface Breakers {
  /** When a target may be asked: 0 for at once, otherwise epoch ms. */
  openUntil(target: string, now: number): number;
  /** Why it should not be asked, as the rest of a sentence that begins with "it"; `cause` where the caller knows more than that it failed. */
  explain(target: string, now: number, cause?: string): string;
  /** It is asked now. While it is on trial, nobody else is let through for a while. */
  asked(target: string, now: number): void;
  /** It answered, if only that the request is wrong. Means nothing for one that is open and failed after `askedAt`, epoch ms. */
  succeeded(target: string, askedAt: number): void;
  /** It failed; with `limitedForMs` it said itself how long it does not want to be asked. */
  failed(target: string, now: number, limitedForMs: number | null): void;
  /** It is not to be asked for `firstMs`, from one failure on; twice as long each time in a row, `longestMs` at most. */
  rested(target: string, now: number, firstMs: number, longestMs: number): void;
  /** The attempt ended without a word on the target, e.g. because the client hung up. If it was the trial, the next may try. */
  undecided(target: string, askedAt: number): void;
  /** Its key or address is another now: what was known of this provider's targets says nothing any more. */
  forget(providerId: string): void;
  /** The user thinks it well: it is asked again at once. */
  forgetOne(target: string): void;
  snapshot(): BreakerState[];
}

export interface BreakerOptions {
  policy: Pick<FailurePolicy, 'failuresToOpen' | 'failureWindowMs' | 'openMs' | 'longestOpenMs'>;
  /** As {@link Breakers.snapshot} gave it. */
  restore: readonly BreakerState[];
  /** A target was opened, closed or forgotten. Not called for mere counts, nor on the way of a request that goes well. */
  onChanged(): void;
}

/** A limit may name a day or a month; a target is tried again after this at the latest. */
const LONGEST_LIMIT_MS = 3_600_000;

interface Entry extends Omit<BreakerState, 'target'> {
  /** A trial began then; 0: none is under way. */
  trialAt: number;
}

/** One breaker for each target: after repeated failures it is passed over for a while, and one trial decides how it goes on. */
export function createBreakers({ policy, restore, onChanged }: BreakerOptions): Breakers {
  const entries = new Map<string, Entry>(restore.map(({ target, ...state }) => [target, { ...state, trialAt: 0 }]));

  /** A trial that takes long must not keep everybody away. */
  function freeFrom(entry: Entry, now: number): number {
    if (entry.openUntil > now) return entry.openUntil;
    const trialEnds = entry.trialAt === 0 ? 0 : entry.trialAt + policy.openMs;
    return trialEnds > now ? trialEnds : 0;
  }

  function findOrAdd(target: string): Entry {
    const entry = entries.get(target) ?? { failures: [], openUntil: 0, openings: 0, limited: false, trialAt: 0 };
    entries.set(target, entry);
    return entry;
  }

  function open(entry: Entry, until: number, limited: boolean): void {
    entry.openUntil = until;
    entry.openings += 1;
    entry.limited = limited;
    entry.trialAt = 0;
    onChanged();
  }

  return {
    openUntil(target, now) {
      const entry = entries.get(target);
      return entry === undefined ? 0 : freeFrom(entry, now);
    },
    explain(target, now, cause) {
      const entry = entries.get(target);
      if (entry === undefined || freeFrom(entry, now) === 0) return 'may be asked';
      const seconds = Math.ceil((freeFrom(entry, now) - now) / 1000);
      if (entry.openUntil <= now) return 'is on trial with another request';
      if (entry.limited && cause === undefined) return `asked not to be called for ${seconds} s more`;
      return `${cause ?? 'failed repeatedly'} and rests for ${seconds} s more`;
    },
    asked(target, now) {
      const entry = entries.get(target);
      // Who asks while it rests, for want of another target, tries nothing.
      if (entry !== undefined && entry.openUntil > 0 && entry.openUntil <= now) entry.trialAt = now;
    },
    succeeded(target, askedAt) {
      const entry = entries.get(target);
      if (entry === undefined) return;
      // A long answer that was asked for before it failed, or named its limit, says nothing of how it is now.
      if (entry.openUntil > 0 && askedAt < (entry.failures.at(-1) ?? 0)) return;
      entries.delete(target);
      if (entry.openUntil > 0) onChanged();
    },
    failed(target, now, limitedForMs) {
      const entry = findOrAdd(target);
      entry.failures = [...entry.failures.filter((time) => time > now - policy.failureWindowMs), now].slice(
        -policy.failuresToOpen,
      );
      if (limitedForMs !== null && limitedForMs > 0) {
        const until = now + Math.min(limitedForMs, LONGEST_LIMIT_MS);
        if (until > entry.openUntil) open(entry, until, true);
        return;
      }
      // A failure of a request that began before it was opened adds nothing.
      if (entry.openUntil > now) return;
      const onTrial = entry.trialAt > 0;
      if (!onTrial && entry.failures.length < policy.failuresToOpen) return;
      open(entry, now + Math.min(policy.openMs * 2 ** entry.openings, policy.longestOpenMs), false);
    },
    rested(target, now, firstMs, longestMs) {
      const entry = findOrAdd(target);
      // A failure of a request that began before it was opened adds nothing.
      if (entry.openUntil > now) return;
      entry.failures = [now];
      open(entry, now + Math.min(firstMs * 2 ** entry.openings, longestMs), false);
    },
    undecided(target, askedAt) {
      const entry = entries.get(target);
      if (entry?.trialAt === askedAt) entry.trialAt = 0;
    },
    forget(providerId) {
      const gone = [...entries.keys()].filter((target) => target.startsWith(`${providerId}/`));
      for (const target of gone) entries.delete(target);
      if (gone.length > 0) onChanged();
    },
    forgetOne(target) {
      if (entries.delete(target)) onChanged();
    },
    snapshot: () =>
      [...entries]
        .filter(([, { openUntil }]) => openUntil > 0)
        .map(([target, { failures, openUntil, openings, limited }]) => ({ target, failures, openUntil, openings, limited })),
  };
}
