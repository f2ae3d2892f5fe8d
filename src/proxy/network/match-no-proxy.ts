/**
 * Whether a place is on a list of those that are reached without a proxy. An entry is a host, with what lies below it
 * (`example.com`, `.example.com`, `*.example.com`), each with a port if need be, a range of IPv4 (`10.0.0.0/8`), or `*`.
 */
export function matchNoProxy(entries: readonly string[], host: string, port: number): boolean {
  const name = host.toLowerCase();
  return entries.some((entry) => matchEntry(entry.toLowerCase(), name, port));
}

function matchEntry(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInRange(host, entry);
  const parts = /^(\[[^\]]+\]|[^:]+|[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*)(?::(\d+))?$/.exec(entry);
  if (parts === null || (parts[2] !== undefined && Number(parts[2]) !== port)) return false;
  const name = (parts[1] as string).replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
  return host === name || host.endsWith(`.${name}`);
}

const PRIVATE_RANGES = ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '0.0.0.0/32'];

/** This machine or its own network, as far as the name tells: a proxy outside would not find it, and nobody means that it should. */
export function isNearby(host: string): boolean {
  const name = host.toLowerCase();
  if (name.includes(':')) return /^(::1|::|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*)$/.test(name);
  if (!name.includes('.') || /\.(localhost|local|internal|lan|home\.arpa)$/.test(name)) return true;
  return PRIVATE_RANGES.some((range) => isInRange(name, range));
}

function isInRange(host: string, range: string): boolean {
  const [base = '', width = ''] = range.split('/');
  const [address, network, bits] = [toNumber(host), toNumber(base), Number(width)];
  if (address === null || network === null || !Number.isInteger(bits) || bits < 0 || bits > 32) return false;
  const size = 2 ** (32 - bits);
  return Math.floor(address / size) === Math.floor(network / size);
}

/** An IPv4 address as a number; null for anything else. */
function toNumber(address: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return null;
  return parts.reduce((number, part) => number * 256 + part, 0);
}
