import type { ServerResponse } from 'node:http';
import type { ClientDialect } from '../../shared/model/exchange';
import { clientDialects } from '../dialects/registry';
import type { ProxyError } from '../errors/proxy-error';
import { UpstreamError } from '../errors/upstream-error';

/** The only place that turns a failure into an HTTP answer, in the client's own error shape. */
export function sendErrorReply(response: ServerResponse, error: ProxyError, dialect: ClientDialect, requestId: string): void {
  if (response.headersSent || response.destroyed) return;
  const upstream = error instanceof UpstreamError ? error : null;
  const headers: Record<string, string> = { 'request-id': requestId, ...upstream?.headers };
  if (error.clientShouldRetry === false) headers['x-should-retry'] = 'false';
  if (upstream?.original) {
    response.writeHead(upstream.original.status, { ...headers, 'content-type': upstream.original.contentType });
    response.end(upstream.original.body);
    return;
  }
  const body = clientDialects[dialect].buildError(error.type, error.message, requestId, error.details);
  response.writeHead(error.status, { ...headers, 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
