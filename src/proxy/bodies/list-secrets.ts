import { parseProxyAddress } from '../../shared/config/proxy-address';
import { isSecretHeader } from '../../shared/model/secret-headers';
import type { ProxySettings } from '../ports';

/** All values that the settings hold and nobody else may see: keys, the client's token, secret headers, and passwords of network proxies. */
export function listSecrets({ config, keys, clientToken }: ProxySettings): string[] {
  const values: (string | null | undefined)[] = [clientToken];
  for (const ofProvider of Object.values(keys)) for (const { value } of ofProvider) values.push(value);
  for (const { proxy } of config.providers) values.push(readPassword(proxy));
  values.push(...listHeaderSecrets([config.providers, config.routes, config.rules]));
  values.push(readPassword(config.network.proxy));
  return [...new Set(values.filter((value) => value !== null && value !== undefined && value !== ''))] as string[];
}

/** Headers stand in providers, in a route's targets and in rules. */
function listHeaderSecrets(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]: [string, unknown]) => {
    if (name !== 'headers' || typeof value !== 'object' || value === null) return listHeaderSecrets(value);
    return Object.entries(value).flatMap(([header, text]) => (isSecretHeader(header) && typeof text === 'string' ? [text] : []));
  });
}

function readPassword(address: string | undefined): string | null {
  return address === undefined ? null : (parseProxyAddress(address)?.password ?? null);
}
