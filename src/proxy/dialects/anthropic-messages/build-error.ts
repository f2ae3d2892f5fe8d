import type { ErrorType } from '../../errors/proxy-error';

/** Anthropic's error body (docs/sources.md, Messages API). */
export function buildError(type: ErrorType, message: string, requestId: string): unknown {
  return { type: 'error', error: { type, message }, request_id: requestId };
}
