import type { IncomingMessage } from 'node:http';
import { ProxyError } from '../errors/proxy-error';
import type { ProxyPorts } from '../ports';
import { pathOf } from './endpoints';

/** What express's body reader throws; anything else that is thrown has neither type nor status. */
interface BodyError {
  type?: string;
  status?: number;
  message?: string;
}

/** Says what a request failed at before the pipeline had it. A failure of our own goes to the log. */
export function explainFailure(log: ProxyPorts['log'], request: IncomingMessage, error: unknown): ProxyError {
  const { type, status, message = 'unknown error' } = error as BodyError;
  const refuse = (refusal: number, kind: ProxyError['type'], text: string) =>
    new ProxyError({ status: refusal, type: kind, message: text, clientShouldRetry: false });
  if (type === 'entity.too.large')
    return refuse(
      413,
      'request_too_large',
      'The request body is larger than 64 MB. Compact the conversation or send less at once.',
    );
  if (status !== undefined && status >= 400 && status < 500)
    return refuse(400, 'invalid_request_error', `The request body could not be read: ${message}.`);
  log('error', `${request.method} ${pathOf(request.url)} failed: ${message}`);
  return refuse(500, 'api_error', 'Switchyard failed before it could read the request. The log has more.');
}
