import { isIPv4, isIPv6, type Socket } from 'node:net';
import { nameProxy, type ProxyAddress } from '../../shared/config/proxy-address';
import { NetworkFault } from './network-fault';
import { lookUp, type SocketPlace } from './open-socket';
import { readReply } from './read-reply';

const VERSION = 5;
const NO_AUTHENTICATION = 0;
const PASSWORD = 2;

/** Of RFC 1928, section 6. */
const REFUSALS: Record<number, string> = {
  2: 'its rules do not allow it',
  3: 'there is no way to its network',
  4: 'there is no way to it',
  5: 'nothing listens there',
  6: 'it took too long',
  8: 'it cannot reach addresses of this kind',
};

/**
 * Asks a SOCKS5 proxy to let us through (RFC 1928, RFC 1929). For socks5 the name is looked up here, for socks5h by the
 * proxy. Throws a NetworkFault when it does not, and Node's error for a name that is not found here.
 */
export async function askSocksProxy(socket: Socket, proxy: ProxyAddress, place: SocketPlace, signal: AbortSignal): Promise<void> {
  const name = `The proxy ${nameProxy(proxy)}`;
  const fail = (sentence: string) => new NetworkFault('tunnel', sentence);
  const target = nameProxy(place);
  const [address] = proxy.protocol === 'socks5' ? await lookUp(place.host, signal) : [];
  const host = address?.address ?? place.host;

  const methods = proxy.username === null ? [NO_AUTHENTICATION] : [NO_AUTHENTICATION, PASSWORD];
  socket.write(Buffer.from([VERSION, methods.length, ...methods]));
  const [version, method] = await readReply(socket, signal, () => 2);
  if (version !== VERSION) throw fail(`${name} does not answer as a SOCKS5 proxy does.`);
  if (method === PASSWORD) {
    socket.write(Buffer.concat([Buffer.from([1]), withLength(proxy.username ?? ''), withLength(proxy.password ?? '')]));
    const [, refused] = await readReply(socket, signal, () => 2);
    if (refused !== 0) throw fail(`${name} refused the user name or password.`);
  } else if (method !== NO_AUTHENTICATION) {
    throw fail(
      proxy.username === null
        ? `${name} wants a user name and password.`
        : `${name} takes neither no password nor a user name and password.`,
    );
  }

  const port = Buffer.alloc(2);
  port.writeUInt16BE(place.port);
  socket.write(Buffer.concat([Buffer.from([VERSION, 1, 0]), encodeHost(host), port]));
  const [, code = 1] = await readReply(socket, signal, findReplyEnd);
  if (code === 0) return;
  const reason = REFUSALS[code];
  throw fail(`${name} could not reach ${target}${reason === undefined ? '' : `: ${reason}`}.`);
}

function withLength(text: string): Buffer {
  const bytes = Buffer.from(text).subarray(0, 255);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function encodeHost(host: string): Buffer {
  if (isIPv4(host)) return Buffer.from([1, ...host.split('.').map(Number)]);
  if (!isIPv6(host)) return Buffer.concat([Buffer.from([3]), withLength(host)]);
  const bytes = Buffer.alloc(17);
  bytes[0] = 4;
  expandIPv6(host).forEach((group, index) => bytes.writeUInt16BE(group, 1 + index * 2));
  return bytes;
}

/** The eight groups of an address that `isIPv6` takes. */
function expandIPv6(host: string): number[] {
  // The last four bytes may be written as IPv4.
  const plain = host.replace(/%.*$/, '').replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [head = '', tail] = plain.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => parseInt(group, 16)));
  const [first, last] = [groups(head), groups(tail ?? '')];
  return [...first, ...Array<number>(Math.max(0, 8 - first.length - last.length)).fill(0), ...last];
}

function findReplyEnd(bytes: Buffer): number | null {
  // A refusal may come without the address that belongs to it.
  if (bytes.length >= 2 && bytes[1] !== 0) return bytes.length;
  if (bytes.length < 5) return null;
  const kind = bytes[3];
  return 6 + (kind === 1 ? 4 : kind === 4 ? 16 : 1 + (bytes[4] as number));
}
