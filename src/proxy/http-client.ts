import type { Agent, Dispatcher } from 'undici';
// Only the pool and the call: fetch, sockets, caches and mocks would come with the whole and take 8 MB (docs/performance.md).
import UndiciAgent from 'undici/lib/dispatcher/agent.js';
import callRequest from 'undici/lib/api/api-request.js';

/** Connections that are kept between requests, apart by origin. */
export type HttpAgent = Agent;

export function createHttpAgent(options: Agent.Options): HttpAgent {
  return new UndiciAgent(options);
}

export type HttpRequest = Pick<Dispatcher.RequestOptions, 'method' | 'headers' | 'body' | 'signal' | 'headersTimeout'>;

/** Makes one call and resolves when its answer begins, whatever its status. Rejects with undici's errors. Redirects are not followed. */
export function callHttp(agent: HttpAgent, url: string, request: HttpRequest): Promise<Dispatcher.ResponseData> {
  const { origin, pathname, search } = new URL(url);
  return callRequest.call(agent, { ...request, origin, path: `${pathname}${search}` });
}
