import { createServer } from 'node:net';

const TRIES = 50;

/** The first port after `taken` that can be opened on the host; null when none of the next 50 can. */
export async function findFreePort(host: string, taken: number): Promise<number | null> {
  const last = Math.min(taken + TRIES, 65_535);
  for (let port = taken + 1; port <= last; port++) {
    if (await canListen(host, port)) return port;
  }
  return null;
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
