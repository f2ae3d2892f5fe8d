/** Anthropic's error types (docs/sources.md, Messages API), the vocabulary in which every failure reaches a client. */
export type ErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'billing_error'
  | 'permission_error'
  | 'not_found_error'
  | 'conflict_error'
  | 'request_too_large'
  | 'rate_limit_error'
  | 'api_error'
  | 'timeout_error'
  | 'overloaded_error';

export interface ProxyErrorOptions {
  status: number;
  type: ErrorType;
  /** What happened, to whom, what to do. */
  message: string;
  /**
   * False makes Claude Code stop at once instead of trying for three minutes (docs/sources.md, Claude Code);
   * undefined leaves it to the client.
   */
  clientShouldRetry?: boolean;
  /** What a program reads of it, e.g. an `error_code`; told where the client's dialect has a place for it. */
  details?: Record<string, unknown>;
  cause?: unknown;
}

/** A failure that ends in an answer to the client. error-reply.ts is the only place that writes it. */
export class ProxyError extends Error {
  readonly status: number;
  readonly type: ErrorType;
  readonly clientShouldRetry: boolean | undefined;
  readonly details: Record<string, unknown> | undefined;

  constructor(options: ProxyErrorOptions) {
    super(options.message, { cause: options.cause });
    this.name = 'ProxyError';
    this.status = options.status;
    this.type = options.type;
    this.clientShouldRetry = options.clientShouldRetry;
    this.details = options.details;
  }
}
