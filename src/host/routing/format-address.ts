/** Where clients on this machine point: `http://127.0.0.1:3456`. A wildcard address is reached through the loopback. */
export function formatAddress(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
