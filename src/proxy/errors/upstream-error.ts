import { ProxyError, type ProxyErrorOptions } from './proxy-error';

/** An upstream's own answer, kept so that it can be handed on unchanged to a client that matches on its wording. */
export interface UpstreamAnswer {
  status: number;
  contentType: string;
  body: Uint8Array;
}

/**
 * What an attempt failed at, as far as it decides what follows (docs/failures.md). `unreachable`: no connection, for want of a name,
 * a listener or a certificate. `proxy`: the network proxy does not let us through. `reset`: the connection was cut. `timeout`: a limit of ours passed. `status`: an answer that is no 2xx.
 * `spent`: an allowance is used up that does not come back soon. `reported`: an error in an answer that began with 200. `broken`: an
 * answer that is none, or stops short. `slip`: the model's own mistake, which it may not make again. `no-key`, `impossible`, `queue`:
 * nothing was sent, since there is no key, or the target cannot do what is asked, or its places were taken for too long.
 */
export type FailureKind =
  | 'unreachable'
  | 'proxy'
  | 'reset'
  | 'timeout'
  | 'status'
  | 'spent'
  | 'reported'
  | 'broken'
  | 'slip'
  | 'no-key'
  | 'impossible'
  | 'queue';

export interface UpstreamErrorOptions extends ProxyErrorOptions {
  kind: FailureKind;
  /** True when another target may do better. */
  nextTargetMayHelp: boolean;
  /** Status of the upstream's own answer; null when none came. */
  upstreamStatus: number | null;
  timedOut?: boolean;
  /** How long the upstream asks to be left alone, in ms; null when it does not say. */
  retryAfterMs?: number | null;
  /** Set when the client speaks the upstream's dialect and should get this answer as it is. */
  original?: UpstreamAnswer;
  headers?: Record<string, string>;
}

/** One attempt failed. Carries what the next-attempt decision and the final answer need. */
export class UpstreamError extends ProxyError {
  readonly kind: FailureKind;
  readonly nextTargetMayHelp: boolean;
  readonly upstreamStatus: number | null;
  readonly timedOut: boolean;
  readonly retryAfterMs: number | null;
  readonly original: UpstreamAnswer | null;
  /** Headers to hand on, e.g. retry-after. */
  readonly headers: Record<string, string>;

  constructor(options: UpstreamErrorOptions) {
    super(options);
    this.name = 'UpstreamError';
    this.kind = options.kind;
    this.nextTargetMayHelp = options.nextTargetMayHelp;
    this.upstreamStatus = options.upstreamStatus;
    this.timedOut = options.timedOut ?? false;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.original = options.original ?? null;
    this.headers = options.headers ?? {};
  }
}
