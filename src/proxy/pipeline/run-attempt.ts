import type { ConcurrencyGate, Leave } from '../failures/concurrency-gate';
import type { AttemptContext } from './attempt-context';
import { changeRequest } from './change-request';
import { chooseLane, refuseImpossible } from './choose-lane';
import { limitFirstToken } from './limit-first-token';
import { passThrough } from './pass-through';
import { takePlace } from './take-place';
import { translate } from './translate';

/** What an attempt is made with; when it may begin, and by when its answer must have begun. */
export interface AttemptOptions extends Omit<AttemptContext, 'headersLimitMs' | 'limit'> {
  gate: ConcurrencyGate;
  /** Epoch ms. */
  deadline: number;
  /** Epoch ms. */
  now(): number;
}

/** Asks one target once. Resolves when it has answered; throws an UpstreamError when it failed, ClientGoneError on a hang-up. */
export async function runAttempt({ gate, deadline, now, ...context }: AttemptOptions): Promise<void> {
  const { target, memory, recorder, capture } = context;
  const routed = changeRequest(context.routed, target);
  /** A request that begins late has a moment all the same. */
  const restMs = () => Math.max(1000, deadline - now());
  const lane = chooseLane(routed, target, memory);
  recorder.attemptStarted(target, lane, context.inputEstimate);
  capture.attemptStarted(recorder.attemptNumber());
  refuseImpossible(routed, target, lane);
  let leave: Leave | null = null;
  if (gate.isLimited(target.provider.id)) leave = await takePlace(gate, target, routed, restMs());
  const limit = limitFirstToken(routed, target);
  try {
    const timed = { ...context, routed, limit, headersLimitMs: restMs() };
    await (lane === 'passthrough' ? passThrough(timed) : translate(timed));
  } finally {
    limit.met();
    leave?.();
  }
}
