import { ProxyError, type ProxyErrorOptions } from './proxy-error';

/** An upstream's own answer, kept so that it can be handed on unchanged to a client that matches on its wording. */
export interface UpstreamAnswer {
  status: number;
  contentType: string;
  body: Uint8Array;
}

export interface UpstreamErrorOptions extends ProxyErrorOptions {
  /** True when another target may do better. */
  nextTargetMayHelp: boolean;
  /** Status of the upstream's own answer; null when none came. */
  upstreamStatus: number | null;
  timedOut?: boolean;
  /** Set when the client speaks the upstream's dialect and should get this answer as it is. */
  original?: UpstreamAnswer;
  headers?: Record<string, string>;
}

/** One attempt failed. Carries what the next-attempt decision and the final answer need. */
export class UpstreamError extends ProxyError {
  readonly nextTargetMayHelp: boolean;
  readonly upstreamStatus: number | null;
  readonly timedOut: boolean;
  readonly original: UpstreamAnswer | null;
  /** Headers to hand on, e.g. retry-after. */
  readonly headers: Record<string, string>;

  constructor(options: UpstreamErrorOptions) {
    super(options);
    this.name = 'UpstreamError';
    this.nextTargetMayHelp = options.nextTargetMayHelp;
    this.upstreamStatus = options.upstreamStatus;
    this.timedOut = options.timedOut ?? false;
    this.original = options.original ?? null;
    this.headers = options.headers ?? {};
  }
}
