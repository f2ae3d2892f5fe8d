import type { Socket } from 'node:net';
import type { Place } from './choose-proxy';
import type { Way } from './find-way';
import { NetworkFault } from './network-fault';
import { lookUp, openTcp, openTls } from './open-socket';
import { askProxy, openProxy } from './open-tunnel';

/** A step on the way to a server; each ends where the next begins. */
export type WayStep = 'proxy' | 'tunnel' | 'dns' | 'connect' | 'tls';

/**
 * Opens a connection to a place by its way: through a proxy or directly, and with TLS where it is https. `begin` is told
 * of each step, and of what the step before it found. Throws a NetworkFault for what failed at the proxy, otherwise Node's error; ETIMEDOUT when `limitMs` is over.
 */
export async function openWay(
  { proxy, certificates }: Pick<Way, 'proxy' | 'certificates'>,
  place: Place,
  limitMs: number,
  begin: (step: WayStep, found?: string) => void = () => undefined,
): Promise<Socket> {
  const signal = AbortSignal.timeout(limitMs);

  async function openPlain(): Promise<Socket> {
    if (proxy !== null) {
      begin('proxy');
      const socket = await openProxy(proxy, certificates, signal);
      begin('tunnel');
      await askProxy(socket, proxy, place, signal);
      return socket;
    }
    begin('dns');
    const addresses = await lookUp(place.host, signal);
    begin('connect', addresses.map(({ address }) => address).join(', '));
    return openTcp({ ...place, addresses }, signal);
  }

  try {
    const socket = await openPlain();
    socket.setKeepAlive(true, 60_000).setNoDelay(true);
    if (!place.secure) return socket;
    begin('tls');
    return await openTls(socket, place.host, certificates, signal);
  } catch (error) {
    if (!signal.aborted || error instanceof NetworkFault) throw error;
    throw Object.assign(new Error('the time for a connection is over', { cause: error }), { code: 'ETIMEDOUT' });
  }
}
