import { connect } from 'node:net';
import { createServer } from 'node:tls';
import { listenForTest, type ListeningServer } from './listen-for-test';
import type { TestIdentity } from '../../shared/testing/test-certificates';

/** A TLS server that hands the bytes on to a plain one on this machine, as the front of an https server does. */
export async function startTlsFront(identity: TestIdentity, plainPort: number): Promise<ListeningServer> {
  const server = createServer({ ...identity, ALPNProtocols: ['http/1.1'] }, (socket) => {
    const plain = connect(plainPort, '127.0.0.1');
    socket.on('error', () => plain.destroy()).on('close', () => plain.destroy());
    plain.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.pipe(plain).pipe(socket);
  });
  // A client that does not trust the certificate hangs up.
  server.on('tlsClientError', () => undefined);
  return listenForTest(server);
}
