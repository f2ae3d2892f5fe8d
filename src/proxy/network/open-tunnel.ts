import type { Socket } from 'node:net';
import { nameProxy, type ProxyAddress } from '../../shared/config/proxy-address';
import { askHttpProxy } from './ask-http-proxy';
import { askSocksProxy } from './ask-socks-proxy';
import { NetworkFault } from './network-fault';
import { openTcp, openTls, type SocketPlace } from './open-socket';

/** Opens a connection to a proxy. Throws a NetworkFault that says what it failed at. */
export async function openProxy(proxy: ProxyAddress, certificates: readonly string[], signal: AbortSignal): Promise<Socket> {
  try {
    const socket = await openTcp(proxy, signal);
    return proxy.protocol === 'https' ? await openTls(socket, proxy.host, certificates, signal) : socket;
  } catch (error) {
    const timedOut = signal.aborted;
    throw new NetworkFault('proxy', timedOut ? tellLate(proxy) : explainProxyError(error, proxy), { timedOut, cause: error });
  }
}

/** Has the proxy at the other end of `socket` let us through to a place. Throws a NetworkFault, the socket closed. */
export async function askProxy(socket: Socket, proxy: ProxyAddress, place: SocketPlace, signal: AbortSignal): Promise<void> {
  const ask = proxy.protocol.startsWith('socks') ? askSocksProxy : askHttpProxy;
  try {
    await ask(socket, proxy, place, signal);
  } catch (error) {
    socket.destroy();
    if (error instanceof NetworkFault) throw error;
    if (signal.aborted) throw new NetworkFault('tunnel', tellLate(proxy), { timedOut: true, cause: error });
    // The provider's name was not found here.
    if ((error as { syscall?: unknown }).syscall === 'getaddrinfo') throw error;
    const words = `The proxy ${nameProxy(proxy)} failed: ${(error as Error).message}.`;
    throw new NetworkFault('tunnel', words, { cause: error });
  }
}

function tellLate(proxy: ProxyAddress): string {
  return `The proxy ${nameProxy(proxy)} did not answer in time.`;
}

function explainProxyError(error: unknown, proxy: ProxyAddress): string {
  const name = nameProxy(proxy);
  const { code, message } = firstOf(error);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The proxy ${name} has no address: its name was not found.`;
    case 'ECONNREFUSED':
      return `The proxy ${name} is not reachable: nothing listens there.`;
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return `The proxy ${name} is not reachable: there is no way to it.`;
    case 'ECONNRESET':
      return `The proxy ${name} closed the connection.`;
    default:
      return proxy.protocol === 'https'
        ? `The proxy ${name} has a certificate or TLS problem: ${message}.`
        : `The proxy ${name} could not be called: ${message}.`;
  }
}

/** Where a name has several addresses, each has failed in its own way. */
function firstOf(error: unknown): { code: unknown; message: string } {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return { code: (first as { code?: unknown }).code, message: (first as Error).message };
}
