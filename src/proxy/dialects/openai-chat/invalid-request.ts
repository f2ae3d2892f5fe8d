import { ProxyError } from '../../errors/proxy-error';

/** A request that is none of this dialect. The message begins with the place. */
export function invalidRequest(message: string): ProxyError {
  return new ProxyError({ status: 400, type: 'invalid_request_error', message });
}
