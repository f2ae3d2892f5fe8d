import { createServer, type Server } from 'node:http';

/** Another program's server on a port; resolves once it listens. */
export async function occupyPort(port: number): Promise<Server> {
  const server = createServer((_request, response) => response.end('another program'));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}
