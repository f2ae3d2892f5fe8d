import type { buildConnector } from 'undici';
import type { Way } from './find-way';

/**
 * How undici opens the connections of a way. What its own proxy agents report of a proxy's failure cannot be told from the
 * provider's, and they give SOCKS5 no certificates of one's own: so the way through a proxy is ours. It is loaded when it
 * is first gone, since most never need it and node:tls brings 3 MB of certificates along.
 */
export function createConnector(way: Way, usualMs: number): buildConnector.connector | { timeout: number } {
  const timeout = way.connectMs ?? usualMs;
  if (way.proxy === null && way.certificates.length === 0) return { timeout };

  async function open({ hostname, port, protocol }: buildConnector.Options) {
    const { openWay } = await import('./open-way');
    const secure = protocol === 'https:';
    return openWay(way, { host: hostname, port: Number(port) || (secure ? 443 : 80), secure }, timeout);
  }
  return (options, callback) => {
    open(options).then(
      (socket) => callback(null, socket),
      (error: Error) => callback(error, null),
    );
  };
}
