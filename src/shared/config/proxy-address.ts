/** How a network proxy is spoken to. socks5 gets an address that was looked up here, socks5h looks the name up itself. */
export type ProxyProtocol = 'http' | 'https' | 'socks5' | 'socks5h';

/** A network proxy's address, in parts. */
export interface ProxyAddress {
  protocol: ProxyProtocol;
  /** Without the brackets of IPv6. */
  host: string;
  port: number;
  /** Secret, as the password is; null: none is sent. */
  username: string | null;
  password: string | null;
}

const USUAL_PORTS: Record<ProxyProtocol, number> = { http: 80, https: 443, socks5: 1080, socks5h: 1080 };

/** A password comes from the environment as it is, so that it may hold what an address usually must not: the last @ ends it. */
const PARTS = /^(https?|socks5h?):\/\/(?:(.*)@)?(\[[0-9a-f:.]+\]|[^\s:@/?#[\]]+)(?::(\d{1,5}))?\/?$/is;

/** Takes a proxy's address apart, e.g. `http://user:password@host:3128`; null for what is none. */
export function parseProxyAddress(text: string): ProxyAddress | null {
  const parts = PARTS.exec(text.trim());
  if (parts === null) return null;
  const protocol = (parts[1] as string).toLowerCase() as ProxyProtocol;
  const host = (parts[3] as string).replace(/^\[|\]$/g, '');
  const port = parts[4] === undefined ? USUAL_PORTS[protocol] : Number(parts[4]);
  if (port < 1 || port > 65535) return null;
  const credentials = parts[2] ?? '';
  const colon = credentials.indexOf(':');
  const username = colon < 0 ? credentials : credentials.slice(0, colon);
  const password = colon < 0 ? '' : credentials.slice(colon + 1);
  if (username === '') return { protocol, host, port, username: null, password: null };
  return { protocol, host, port, username: decode(username), password: decode(password) };
}

/** `host:port`, which may be shown: what is secret is left out. */
export function nameProxy({ host, port }: Pick<ProxyAddress, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** True where a password stands in the text itself. One that comes from a variable is written `$NAME`. */
export function holdsPassword(text: string): boolean {
  const credentials = /^[^:/]*:\/\/(.*)@/s.exec(text)?.[1] ?? '';
  const [, ...password] = credentials.split(':');
  return password.join(':').replace(/\$(?:\{[A-Za-z_]\w*\}|[A-Za-z_]\w*)/g, '') !== '';
}

/** `%40` and the like, where the text is encoded as an address is; a password that is not stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
