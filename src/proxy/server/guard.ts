import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { isLoopbackHost } from '../../shared/config/config-schema';
import { ProxyError } from '../errors/proxy-error';

/**
 * Refuses what a web page could send. A page that was rebound to our address shows itself by a foreign Host header, any
 * other by its Origin; no client of ours is a browser. Returns the refusal, or null.
 */
export function refuseForeign(request: IncomingMessage, listenHost: string): ProxyError | null {
  const { host, origin } = request.headers;
  if (origin !== undefined) {
    return forbidden(`Requests from a web page (Origin ${shorten(origin)}) are refused. Switchyard answers local programs only.`);
  }
  const name = hostName(host ?? '');
  // Beyond loopback the machine is reached by its address; a name could be anybody's.
  const known = isLoopbackHost(name) || (!isLoopbackHost(listenHost) && (isIP(name) !== 0 || name === listenHost));
  return known
    ? null
    : forbidden(`The Host header "${shorten(host ?? '')}" is not this machine's. Use http://127.0.0.1 as the base URL.`);
}

/** Checks the client's token, as `Authorization: Bearer` or `x-api-key`; either will do. Returns the refusal, or null. */
export function refuseStranger(request: IncomingMessage, token: string | null): ProxyError | null {
  if (token === null) return null;
  const given = [/^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1], request.headers['x-api-key']];
  if (given.some((value) => typeof value === 'string' && equals(value.trim(), token))) return null;
  const what = given.some((value) => value !== undefined)
    ? 'The token is not the one of this Switchyard.'
    : 'The request holds no token.';
  return new ProxyError({
    status: 401,
    type: 'authentication_error',
    message: `${what} Set ANTHROPIC_AUTH_TOKEN to the token that Switchyard gives you (Overview, "Copy lines").`,
    clientShouldRetry: false,
  });
}

function hostName(host: string): string {
  const bracketed = /^\[([^\]]+)\]/.exec(host);
  return (bracketed?.[1] ?? host.replace(/:\d+$/, '')).toLowerCase();
}

function equals(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function forbidden(message: string): ProxyError {
  return new ProxyError({ status: 403, type: 'permission_error', message, clientShouldRetry: false });
}

function shorten(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 80);
}
