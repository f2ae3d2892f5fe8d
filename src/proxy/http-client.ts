import type { Agent, Dispatcher } from 'undici';
// Only the pool and the call: fetch, sockets, caches and mocks would come with the whole and take 8 MB (docs/performance.md).
import UndiciAgent from 'undici/lib/dispatcher/agent.js';
import callRequest from 'undici/lib/api/api-request.js';
import { createConnector } from './network/create-connector';
import type { Way } from './network/find-way';
import { NetworkFault } from './network/network-fault';

/** Time limits in ms; undici's own where they are left out. */
export interface HttpLimits {
  connect?: number;
  headers?: number;
  /** Silence in the middle of an answer. */
  body?: number;
}

/** Connections that are kept between requests, apart by origin and by the way to it. */
export interface HttpAgent {
  /** Those of the plain way. */
  plain: Agent;
  /** Those of other ways, by the way's key; made at the first call. */
  byWay: Map<string, Agent>;
  limits: HttpLimits;
}

const CONNECT_LIMIT_MS = 10_000;

export function createHttpAgent(limits: HttpLimits): HttpAgent {
  const plain = new UndiciAgent(toOptions(limits, { timeout: limits.connect ?? CONNECT_LIMIT_MS }));
  return { plain, byWay: new Map(), limits };
}

function toOptions({ headers, body }: HttpLimits, connect: NonNullable<Agent.Options['connect']>): Agent.Options {
  return {
    connect,
    ...(headers !== undefined && { headersTimeout: headers }),
    ...(body !== undefined && { bodyTimeout: body }),
  };
}

export interface HttpRequest extends Pick<
  Dispatcher.RequestOptions,
  'method' | 'headers' | 'body' | 'signal' | 'headersTimeout' | 'bodyTimeout'
> {
  /** null: the plain one. */
  way: Way | null;
}

/**
 * Makes one call and resolves when its answer begins, whatever its status. Rejects with undici's errors, and with a
 * NetworkFault for what failed on the way to the server. Redirects are not followed.
 */
export async function callHttp(
  agent: HttpAgent,
  url: string,
  { way, ...request }: HttpRequest,
): Promise<Dispatcher.ResponseData> {
  const { origin, pathname, search } = new URL(url);
  if (way?.problem) throw new NetworkFault(way.problem.step, way.problem.sentence);
  const pool = way === null ? agent.plain : poolOf(agent, way);
  return callRequest.call(pool, { ...request, origin, path: `${pathname}${search}` });
}

function poolOf({ byWay, limits }: HttpAgent, way: Way): Agent {
  const known = byWay.get(way.key);
  if (known) return known;
  const made = new UndiciAgent(toOptions(limits, createConnector(way, limits.connect ?? CONNECT_LIMIT_MS)));
  byWay.set(way.key, made);
  return made;
}

/** Closes the connections of all ways but these: at once where they are idle, and the others when their requests end. */
export function keepWays({ byWay }: HttpAgent, ways: readonly (Way | null)[]): void {
  const kept = new Set(ways.map((way) => way?.key));
  for (const [key, pool] of byWay) {
    if (kept.has(key)) continue;
    byWay.delete(key);
    void pool.close();
  }
}

/** Cuts every connection. */
export async function destroyHttpAgent({ plain, byWay }: HttpAgent): Promise<void> {
  const pools = [plain, ...byWay.values()];
  byWay.clear();
  await Promise.all(pools.map((pool) => pool.destroy()));
}
