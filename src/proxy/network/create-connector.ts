import type { buildConnector } from 'undici';
import type { Way } from './find-way';
import { NetworkFault } from './network-fault';
import { openTls, trust } from './open-socket';
import { askProxy, openProxy } from './open-tunnel';

/**
 * How undici opens the connections of a way: through its proxy, or directly with its own certificates and time. undici's
 * own proxy agents tell a proxy's failure in a way that cannot be told from the provider's, and give no SOCKS5 to https
 * servers with certificates of one's own, so the way through a proxy is ours.
 */
export function createConnector(
  { proxy, certificates, connectMs }: Way,
  usualMs: number,
): buildConnector.connector | { timeout: number; ca?: string[] } {
  const timeout = connectMs ?? usualMs;
  if (proxy === null) return { timeout, ...trust(certificates) };

  async function open({ hostname, port, protocol }: buildConnector.Options) {
    const signal = AbortSignal.timeout(timeout);
    const place = { host: hostname, port: Number(port) || (protocol === 'https:' ? 443 : 80) };
    const socket = await openProxy(proxy as NonNullable<Way['proxy']>, certificates, signal);
    await askProxy(socket, proxy as NonNullable<Way['proxy']>, place, signal);
    socket.setKeepAlive(true, 60_000).setNoDelay(true);
    if (protocol !== 'https:') return socket;
    try {
      return await openTls(socket, hostname, certificates, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      const words = `${place.host}:${place.port} did not answer through the proxy in time.`;
      throw new NetworkFault('tls', words, { timedOut: true, cause: error });
    }
  }
  return (options, callback) => {
    open(options).then(
      (socket) => callback(null, socket),
      (error: Error) => callback(error, null),
    );
  };
}
