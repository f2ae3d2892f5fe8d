import type { NetworkConfig } from '../../shared/config/network-config';
import type { ProxyAddress } from '../../shared/config/proxy-address';
import { chooseProxy, type Place } from './choose-proxy';

/** What the host read for the network settings: the proxy has no environment and no files. */
export interface NetworkReadings {
  /** The environment's variables that name proxies, by name. */
  variables: Readonly<Record<string, string | undefined>>;
  /** Of each caFile, by its path as the config has it: the certificates, or why there are none, in one sentence. */
  certificates: Readonly<Record<string, { pem: string | null; problem: string | null }>>;
}

/** All that decides how a provider is reached. */
export interface ProviderNetwork extends NetworkReadings {
  network: NetworkConfig;
  proxy: string | undefined;
  caFile: string | undefined;
  /** For the connection, in ms; undefined: as usual. */
  connectMs: number | undefined;
}

/** How a call reaches its server, where it is not the plain way. Calls with the same key share connections. */
export interface Way {
  key: string;
  proxy: ProxyAddress | null;
  /** Certificates (PEM) that are trusted beside the usual ones. */
  certificates: readonly string[];
  connectMs: number | undefined;
  /** Why there is no such way, in one sentence: nothing may be sent. */
  problem: { step: 'proxy' | 'tls'; sentence: string } | null;
}

/** The way to an address; null: the plain one, without a proxy and by the usual certificates. */
export function findWay(provider: ProviderNetwork, url: string): Way | null {
  const { network, variables, proxy: own, caFile, connectMs } = provider;
  const chosen = chooseProxy({ network, own, variables }, readPlace(url));
  const files = [network.caFile, caFile].filter((file) => file !== undefined);
  const readings = files.map(
    (file) => provider.certificates[file] ?? { pem: null, problem: `The certificate file ${file} was not read.` },
  );
  const fault = readings.find(({ problem }) => problem !== null)?.problem;
  const { proxy } = chosen;
  if (proxy === null && files.length === 0 && connectMs === undefined && chosen.problem === null) return null;
  const certificates = readings.flatMap(({ pem }) => pem ?? []);
  return {
    key: JSON.stringify([proxy, certificates, connectMs]),
    proxy,
    certificates,
    connectMs,
    problem:
      chosen.problem !== null ? { step: 'proxy', sentence: chosen.problem } : fault ? { step: 'tls', sentence: fault } : null,
  };
}

/** Where an address leads; one that is none leads nowhere, and the call itself says so. */
export function readPlace(url: string): Place {
  if (!URL.canParse(url)) return { host: '', port: 0, secure: false };
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === 'https:';
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (secure ? 443 : 80) : Number(port), secure };
}
