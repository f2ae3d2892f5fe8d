import type { Socket } from 'node:net';
import { nameProxy, type ProxyAddress } from '../../shared/config/proxy-address';
import { NetworkFault } from './network-fault';
import type { SocketPlace } from './open-socket';
import { readReply } from './read-reply';

/** Asks an HTTP proxy to let us through (CONNECT, RFC 9110 9.3.6). Throws a NetworkFault when it does not. */
export async function askHttpProxy(socket: Socket, proxy: ProxyAddress, place: SocketPlace, signal: AbortSignal): Promise<void> {
  const target = nameProxy(place);
  const lines = [`CONNECT ${target} HTTP/1.1`, `Host: ${target}`, ...authorise(proxy)];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const head = (await readReply(socket, signal, findHeadEnd)).toString('latin1');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1]);
  if (status >= 200 && status < 300) return;
  throw new NetworkFault('tunnel', explainStatus(status, proxy, target));
}

function findHeadEnd(bytes: Buffer): number | null {
  const end = bytes.indexOf('\r\n\r\n');
  // What is no HTTP is not waited for: its first bytes tell.
  if (end < 0) return 'HTTP/1.'.startsWith(bytes.toString('latin1', 0, 7)) ? null : bytes.length;
  return end + 4;
}

function authorise({ username, password }: ProxyAddress): string[] {
  if (username === null) return [];
  return [`Proxy-Authorization: Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}`];
}

function explainStatus(status: number, proxy: ProxyAddress, target: string): string {
  const name = `The proxy ${nameProxy(proxy)}`;
  if (Number.isNaN(status)) return `${name} does not answer as an HTTP proxy does.`;
  if (status === 407)
    return proxy.username === null
      ? `${name} wants a user name and password (407).`
      : `${name} refused the user name or password (407).`;
  if (status === 502 || status === 503 || status === 504) return `${name} could not reach ${target} (${status}).`;
  return `${name} did not let the call through to ${target} (${status}).`;
}
