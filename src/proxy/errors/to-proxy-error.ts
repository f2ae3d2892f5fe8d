import { ProxyError } from './proxy-error';

/** Whatever was thrown, as a failure that can be told to a client: what is none of ours yet is a fault of Switchyard's own (500). */
export function toProxyError(error: unknown): ProxyError {
  if (error instanceof ProxyError) return error;
  return new ProxyError({
    status: 500,
    type: 'api_error',
    message: `Switchyard failed: ${(error as Error).message}. The log has more.`,
    cause: error,
  });
}
