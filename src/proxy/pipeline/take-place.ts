import { ClientGoneError } from '../errors/client-gone-error';
import { UpstreamError } from '../errors/upstream-error';
import type { ConcurrencyGate, Leave } from '../failures/concurrency-gate';
import { readSession } from '../routing/marked-request';
import type { Target } from './exchange';
import type { Routed } from './routed';

/**
 * Waits for a place at a provider that takes only so many requests at once. Throws an UpstreamError when `limitMs` pass first,
 * ClientGoneError when the client hangs up.
 */
export async function takePlace(
  gate: ConcurrencyGate,
  { provider }: Target,
  routed: Pick<Routed, 'signal' | 'headers' | 'request'>,
  limitMs: number,
): Promise<Leave> {
  const { signal } = routed;
  try {
    return await gate.enter(provider.id, readSession(routed) ?? '', AbortSignal.any([signal, AbortSignal.timeout(limitMs)]));
  } catch (error) {
    if (signal.aborted) throw new ClientGoneError();
    throw new UpstreamError({
      kind: 'queue',
      status: 529,
      type: 'overloaded_error',
      message: `${provider.name} had no free place in time: as many requests run there as its limit in Switchyard allows.`,
      nextTargetMayHelp: true,
      upstreamStatus: null,
      timedOut: true,
      cause: error,
    });
  }
}
