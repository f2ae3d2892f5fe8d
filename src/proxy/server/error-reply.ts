import type { ServerResponse } from 'node:http';
import type { ClientDialect } from '../../shared/model/exchange';
import { clientDialects } from '../dialects/registry';
import type { ErrorAnswer } from '../pipeline/pipeline-tools';
import type { ProxyError } from '../errors/proxy-error';
import { UpstreamError } from '../errors/upstream-error';

/** The only place that turns a failure into an HTTP answer, in the client's own error shape. Returns it; null when none could be sent. */
export function sendErrorReply(
  response: ServerResponse,
  error: ProxyError,
  dialect: ClientDialect,
  requestId: string,
): ErrorAnswer | null {
  if (response.headersSent || response.destroyed) return null;
  const upstream = error instanceof UpstreamError ? error : null;
  const headers: Record<string, string> = { 'request-id': requestId, ...upstream?.headers };
  if (error.clientShouldRetry === false) headers['x-should-retry'] = 'false';
  if (upstream?.original) {
    const { status, contentType, body } = upstream.original;
    response.writeHead(status, { ...headers, 'content-type': contentType });
    response.end(body);
    return { contentType, body };
  }
  const told = clientDialects[dialect].buildError(error.type, error.message, requestId, error.details);
  const body = Buffer.from(JSON.stringify(told));
  response.writeHead(error.status, { ...headers, 'content-type': 'application/json' });
  response.end(body);
  return { contentType: 'application/json', body };
}
