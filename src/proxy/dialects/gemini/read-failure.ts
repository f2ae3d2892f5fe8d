import type { ErrorType } from '../../errors/proxy-error';
import type { UpstreamEvent } from '../../canonical/response';
import { readErrorMessage } from '../read-error-message';
import { toObject, toText } from './wire';

/** Google's status words (https://cloud.google.com/apis/design/errors). */
const TYPES: Record<string, ErrorType> = {
  INVALID_ARGUMENT: 'invalid_request_error',
  FAILED_PRECONDITION: 'invalid_request_error',
  OUT_OF_RANGE: 'invalid_request_error',
  UNAUTHENTICATED: 'authentication_error',
  PERMISSION_DENIED: 'permission_error',
  NOT_FOUND: 'not_found_error',
  RESOURCE_EXHAUSTED: 'rate_limit_error',
  UNAVAILABLE: 'overloaded_error',
  DEADLINE_EXCEEDED: 'timeout_error',
};

/** An error that came in the place of an answer, `{error: {code, message, status}}`. */
export function readFailure(answer: Record<string, unknown>): UpstreamEvent {
  const errorType = TYPES[toText(toObject(answer.error).status)];
  return {
    type: 'failure',
    message: readErrorMessage(JSON.stringify(answer)) ?? 'it gave an error without a reason',
    ...(errorType !== undefined && { errorType }),
  };
}
