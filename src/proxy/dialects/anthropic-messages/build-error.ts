import type { ErrorType } from '../../errors/proxy-error';

/** Anthropic's error body (docs/sources.md, Messages API). */
export function buildError(type: ErrorType, message: string, requestId: string, details?: Record<string, unknown>): unknown {
  return { type: 'error', error: { type, message, ...(details && { details }) }, request_id: requestId };
}
