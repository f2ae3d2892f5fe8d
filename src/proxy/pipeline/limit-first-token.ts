import { UpstreamError } from '../errors/upstream-error';
import type { Target } from './exchange';
import type { Routed } from './routed';

/** The time that an attempt has until the first content of its answer. */
export interface FirstTokenLimit {
  /** Aborts when the client goes away, and with an UpstreamError for its reason when the time is over. */
  signal: AbortSignal;
  /** Content has come: the limit is met. */
  met(): void;
}

/**
 * Begins to count when the request is sent. Only what is streamed has a first content before its end; pings and the
 * announcement of an answer are none.
 */
export function limitFirstToken({ request, signal }: Pick<Routed, 'request' | 'signal'>, { provider }: Target): FirstTokenLimit {
  const { firstTokenMs } = provider.limits;
  if (firstTokenMs === undefined || !request.stream) return { signal, met() {} };
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(tellLate(provider.name, firstTokenMs)), firstTokenMs);
  return {
    signal: AbortSignal.any([signal, late.signal]),
    met() {
      clearTimeout(timer);
    },
  };
}

function tellLate(name: string, limitMs: number): UpstreamError {
  return new UpstreamError({
    kind: 'timeout',
    status: 504,
    type: 'timeout_error',
    message: `${name} gave no first token within ${limitMs / 1000} s.`,
    nextTargetMayHelp: true,
    upstreamStatus: null,
    timedOut: true,
    clientShouldRetry: false,
  });
}
