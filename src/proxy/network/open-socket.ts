import { once } from 'node:events';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import * as tls from 'node:tls';

export interface SocketPlace {
  /** A name or an address, IPv6 without brackets. */
  host: string;
  port: number;
  /** What the name was looked up to; left out: it is looked up now. */
  addresses?: LookupAddress[];
}

/** All addresses of a name. Rejects with Node's error; with the signal's reason on abort, which no look-up hears of itself. */
export function lookUp(host: string, signal: AbortSignal): Promise<LookupAddress[]> {
  return new Promise((resolve, reject) => {
    const late = () => reject(signal.reason as Error);
    if (signal.aborted) return late();
    signal.addEventListener('abort', late, { once: true });
    lookup(host, { all: true })
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', late));
  });
}

/** Opens a TCP connection. Rejects with Node's error; on abort with an AbortError. */
export function openTcp({ host, port, addresses }: SocketPlace, signal: AbortSignal): Promise<Socket> {
  const found = addresses && { lookup: giveAddresses(addresses) };
  return untilReady(connectTcp({ host, port, ...found }), 'connect', signal);
}

/** Speaks TLS over a connection, with the certificate checked for `host`. Rejects as openTcp does. */
export function openTls(
  socket: Socket,
  host: string,
  certificates: readonly string[],
  signal: AbortSignal,
): Promise<tls.TLSSocket> {
  return untilReady(
    tls.connect({
      socket,
      host,
      // Node warns of an address in the place of a name, and servers have no use for it (RFC 6066).
      ...(isIP(host) === 0 && { servername: host }),
      ...trust(certificates),
      ALPNProtocols: ['http/1.1'],
    }),
    'secureConnect',
    signal,
  );
}

/** The usual certificates and these; nothing where there are none, since a list of one's own costs each connection time. */
function trust(certificates: readonly string[]): { ca?: string[] } {
  if (certificates.length === 0) return {};
  // Since Node 22.15; it knows NODE_EXTRA_CA_CERTS too.
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => string[] };
  return { ca: [...(getCACertificates?.('default') ?? tls.rootCertificates), ...certificates] };
}

/** In the place of a second look-up. Node asks for all addresses, to try the next where one does not answer, or for one. */
function giveAddresses(addresses: LookupAddress[]): LookupFunction {
  return (_host, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, addresses);
    else callback(null, first?.address ?? '', first?.family);
  };
}

async function untilReady<S extends Socket>(socket: S, event: string, signal: AbortSignal): Promise<S> {
  // Between two steps nobody else listens, and the next step finds the connection closed.
  socket.on('error', () => undefined);
  try {
    await once(socket, event, { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
