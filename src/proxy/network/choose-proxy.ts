import type { NetworkConfig } from '../../shared/config/network-config';
import { parseProxyAddress, type ProxyAddress } from '../../shared/config/proxy-address';
import { isNearby, matchNoProxy } from './match-no-proxy';

/** The variables that name proxies, in the order in which they are looked at: what is small goes first, as in curl. */
export const PROXY_VARIABLES = {
  https: ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'],
  http: ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'],
  none: ['no_proxy', 'NO_PROXY'],
} as const;

/** The proxy that a place is reached by, null: none; or why that cannot be said. */
export type ChosenProxy = { proxy: ProxyAddress | null; problem: null } | { proxy: null; problem: string };

export interface ProxyChoice {
  network: Pick<NetworkConfig, 'proxy' | 'noProxy'>;
  /** The provider's own setting. */
  own: string | undefined;
  /** Of the environment, by name. */
  variables: Readonly<Record<string, string | undefined>>;
}

const DIRECT: ChosenProxy = { proxy: null, problem: null };

/**
 * Which proxy a call goes through. An address that a provider has of its own holds for it wherever it is; what holds for
 * all passes over this machine, its network and the lists of exceptions.
 */
export function chooseProxy({ network, own, variables }: ProxyChoice, place: Place): ChosenProxy {
  const setting = own ?? network.proxy;
  if (setting === 'none') return DIRECT;
  if (own !== undefined && own !== 'environment') return toProxy(own, 'proxy in config.json');
  const { host, port } = place;
  if (isNearby(host) || matchNoProxy(network.noProxy, host, port)) return DIRECT;
  if (setting !== 'environment') return toProxy(setting, 'network.proxy in config.json');
  const exceptions = find(PROXY_VARIABLES.none, variables)?.value.split(/[\s,]+/) ?? [];
  if (matchNoProxy(exceptions, host, port)) return DIRECT;
  const found = find(PROXY_VARIABLES[place.secure ? 'https' : 'http'], variables);
  if (found === null) return DIRECT;
  const { name, value } = found;
  return toProxy(value.includes('://') ? value.replace(/^socks:/i, 'socks5:') : `http://${value}`, `variable ${name}`);
}

/** Where a call goes to. */
export interface Place {
  host: string;
  port: number;
  /** https. */
  secure: boolean;
}

function find(names: readonly string[], variables: ProxyChoice['variables']): { name: string; value: string } | null {
  for (const name of names) {
    const value = variables[name]?.trim();
    if (value) return { name, value };
  }
  return null;
}

/** The value is not quoted where it is no address: a password may be in it. */
function toProxy(text: string, source: string): ChosenProxy {
  const proxy = parseProxyAddress(text);
  if (proxy !== null) return { proxy, problem: null };
  const forms = 'http://, https://, socks5:// or socks5h://';
  return { proxy: null, problem: `The ${source} holds no address of a proxy. Write one that begins with ${forms}.` };
}
