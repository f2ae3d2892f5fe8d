import type { UpstreamEvent } from '../../canonical/response';
import type { ErrorType } from '../../errors/proxy-error';
import { readErrorMessage } from '../read-error-message';
import { toObject, toObjects, toText, type WireObject } from './wire';

/** By status code and by OpenAI's own words, which servers put into `code` or `type`. */
const ERROR_TYPES: Record<string, ErrorType> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  408: 'timeout_error',
  413: 'request_too_large',
  422: 'invalid_request_error',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
  529: 'overloaded_error',
  invalid_api_key: 'authentication_error',
  insufficient_quota: 'billing_error',
  rate_limit_exceeded: 'rate_limit_error',
  rate_limit_error: 'rate_limit_error',
  context_length_exceeded: 'request_too_large',
  overloaded_error: 'overloaded_error',
  invalid_request_error: 'invalid_request_error',
};

/**
 * The failure that a body or a chunk reports although the status was 200 (pitfall 56): `{error}` beside the choices or in one,
 * `{object: 'error', message}`, or a bare `{code, message}` without choices. Null where there is none.
 */
export function readFailure(body: WireObject): UpstreamEvent | null {
  const inChoice = toObject(toObjects(body.choices)[0]?.error);
  if (body.error) return toFailure(body);
  if (inChoice !== null) return toFailure({ error: inChoice });
  // Groq's word for why it stopped a stream early.
  const early = toText(toObject(body.x_groq)?.error);
  if (early !== '') return toFailure({ error: early });
  const isBare = !Array.isArray(body.choices) && toText(body.message) !== '' && body.code !== undefined;
  return body.object === 'error' || isBare ? toFailure(body) : null;
}

/** A body that stands for an error, whatever its shape. */
export function toFailure(body: WireObject): UpstreamEvent {
  const error = toObject(body.error) ?? body;
  const words = [error.code, error.status_code, error.status, error.type].map((word) => ERROR_TYPES[String(word)]);
  const errorType = words.find((type) => type !== undefined);
  return {
    type: 'failure',
    message: readErrorMessage(JSON.stringify(body)) ?? 'no reason given',
    ...(errorType !== undefined && { errorType }),
  };
}
