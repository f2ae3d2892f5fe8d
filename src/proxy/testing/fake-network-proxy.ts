import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer, type Socket } from 'node:net';
import { listenForTest, type ListeningServer } from './listen-for-test';
import type { TestIdentity } from '../../shared/testing/test-certificates';

export interface FakeProxyOptions {
  /** `user:password`; null: everybody is let through. */
  credentials?: string | null;
  /** Refuses every call with this status, or for SOCKS with this code. */
  refuse?: number;
  /** Speaks TLS itself (HTTP only). */
  identity?: TestIdentity;
}

export interface FakeProxy extends ListeningServer {
  /** Where it was asked to go, `host:port`. */
  asked: string[];
  /** Connections that it holds open to servers. */
  openCount(): number;
}

/** Names in tests lead to this machine, whatever they are: it is the proxy that looks them up. */
function reach(port: number): Socket {
  return connect(port, '127.0.0.1');
}

function join(client: Socket, server: Socket, open: Set<Socket>): void {
  open.add(server);
  client.on('error', () => server.destroy()).on('close', () => server.destroy());
  server
    .on('error', () => client.destroy())
    .on('close', () => {
      open.delete(server);
      client.destroy();
    });
  server.pipe(client).pipe(server);
}

/** A proxy that takes CONNECT, on the loopback. */
export async function startHttpProxy({ credentials = null, refuse, identity }: FakeProxyOptions = {}): Promise<FakeProxy> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const wanted = credentials === null ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  const server = identity ? createHttpsServer(identity) : createHttpServer();
  server.on('tlsClientError', () => undefined);
  server.on('connect', (request, stream) => {
    const client = stream as Socket;
    client.on('error', () => undefined);
    asked.push(request.url ?? '');
    const welcome = wanted === undefined || request.headers['proxy-authorization'] === wanted;
    const status = welcome ? refuse : 407;
    if (status !== undefined) return client.end(`HTTP/1.1 ${status} Refused\r\ncontent-length: 0\r\n\r\n`);
    const upstream = reach(Number(request.url?.split(':').at(-1)));
    upstream.once('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    upstream.once('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      join(client, upstream, open);
    });
  });
  return { ...(await listenForTest(server)), asked, openCount: () => open.size };
}

/** A SOCKS5 proxy on the loopback (RFC 1928, RFC 1929). */
export async function startSocksProxy({ credentials = null, refuse }: FakeProxyOptions = {}): Promise<FakeProxy> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    void serveSocks(client, credentials, refuse, asked, open).catch(() => client.destroy());
  });
  return { ...(await listenForTest(server)), asked, openCount: () => open.size };
}

async function serveSocks(
  client: Socket,
  credentials: string | null,
  refuse: number | undefined,
  asked: string[],
  open: Set<Socket>,
): Promise<void> {
  const read = createReader(client);
  const [, count = 0] = await read(2);
  const methods = await read(count);
  const method = credentials === null ? 0 : 2;
  if (!methods.includes(method)) return void client.end(Buffer.from([5, 0xff]));
  client.write(Buffer.from([5, method]));
  if (credentials !== null) {
    const [, userLength = 0] = await read(2);
    const user = (await read(userLength)).toString();
    const [passwordLength = 0] = await read(1);
    const password = (await read(passwordLength)).toString();
    if (`${user}:${password}` !== credentials) return void client.end(Buffer.from([1, 1]));
    client.write(Buffer.from([1, 0]));
  }
  const [, , , kind] = await read(4);
  const host = kind === 1 ? [...(await read(4))].join('.') : (await read((await read(1))[0] ?? 0)).toString();
  const port = (await read(2)).readUInt16BE();
  asked.push(`${host}:${port}`);
  const reply = (code: number) => Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]);
  if (refuse !== undefined) return void client.end(reply(refuse));
  const upstream = reach(port);
  upstream.once('error', () => client.end(reply(5)));
  upstream.once('connect', () => {
    client.write(reply(0));
    join(client, upstream, open);
  });
}

/** Reads just so many bytes; the rest stays for the next. */
function createReader(socket: Socket): (size: number) => Promise<Buffer> {
  return async (size) => {
    if (size === 0) return Buffer.alloc(0);
    for (;;) {
      const bytes = socket.read(size) as Buffer | null;
      if (bytes !== null) return bytes;
      await new Promise((resolve, reject) => {
        socket.once('readable', resolve).once('close', () => reject(new Error('closed')));
      });
    }
  };
}
