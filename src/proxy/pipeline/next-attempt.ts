import type { UpstreamError } from '../errors/upstream-error';

export interface AttemptFailure {
  error: UpstreamError;
  /** True once a piece of an answer has gone to the client. */
  contentSent: boolean;
  targetIndex: number;
  targetCount: number;
}

export type NextAttempt = { kind: 'next-target'; targetIndex: number } | { kind: 'give-up' };

/**
 * What follows a failed attempt. A fallback is legal only until the first content has gone to the client: after that
 * a second answer would run finished tool calls twice (docs/sources.md, Claude Code).
 */
export function nextAttempt(failure: AttemptFailure): NextAttempt {
  const { error, contentSent, targetIndex, targetCount } = failure;
  const another = targetIndex + 1 < targetCount;
  return !contentSent && another && error.nextTargetMayHelp
    ? { kind: 'next-target', targetIndex: targetIndex + 1 }
    : { kind: 'give-up' };
}
