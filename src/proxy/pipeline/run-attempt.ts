import type { Leave } from '../failures/concurrency-gate';
import type { AttemptContext } from './attempt-context';
import { HEADERS_LIMIT_MS, limitHeadersTime } from './call-upstream';
import { chooseLane, refuseImpossible } from './choose-lane';
import { passThrough } from './pass-through';
import { takePlace } from './take-place';
import { translate } from './translate';

/** Asks one target once. Resolves when it has answered; throws an UpstreamError when it failed, ClientGoneError on a hang-up. */
export async function runAttempt(context: AttemptContext): Promise<void> {
  const { routed, target, memory, recorder, gate } = context;
  const lane = chooseLane(routed, target, memory);
  recorder.attemptStarted(target, lane, context.inputEstimate);
  refuseImpossible(routed, target, lane);
  let leave: Leave | null = null;
  if (gate.isLimited(target.provider.id)) leave = await takePlace(gate, target, routed, restOf(context));
  try {
    const rest = restOf(context);
    const timed = rest < HEADERS_LIMIT_MS ? { ...context, agent: limitHeadersTime(context.agent, rest) } : context;
    await (lane === 'passthrough' ? passThrough(timed) : translate(timed));
  } finally {
    leave?.();
  }
}

/** What is left until the deadline, in ms; a request that begins late has a moment all the same. */
function restOf({ deadline, now }: AttemptContext): number {
  return Math.max(1000, deadline - now());
}
