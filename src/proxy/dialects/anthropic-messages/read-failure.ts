import type { ErrorType } from '../../errors/proxy-error';
import type { UpstreamEvent } from '../../canonical/response';
import { readErrorMessage } from '../read-error-message';
import { isRecord, type WireRecord } from './is-record';

const ERROR_TYPES: readonly string[] = [
  'invalid_request_error',
  'authentication_error',
  'billing_error',
  'permission_error',
  'not_found_error',
  'conflict_error',
  'request_too_large',
  'rate_limit_error',
  'api_error',
  'timeout_error',
  'overloaded_error',
] satisfies ErrorType[];

/** An error in place of an answer or in the middle of one, in the upstream's words. */
export function readFailure(body: WireRecord): UpstreamEvent {
  const type = isRecord(body.error) ? body.error.type : undefined;
  return {
    type: 'failure',
    message: readErrorMessage(JSON.stringify(body)) ?? 'no reason given',
    ...(typeof type === 'string' && ERROR_TYPES.includes(type) && { errorType: type as ErrorType }),
  };
}
