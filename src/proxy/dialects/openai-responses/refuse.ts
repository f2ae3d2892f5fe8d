import { ProxyError } from '../../errors/proxy-error';

/** The answer to a body that is no request of this dialect. */
export function refuse(message: string): ProxyError {
  return new ProxyError({ status: 400, type: 'invalid_request_error', message });
}
