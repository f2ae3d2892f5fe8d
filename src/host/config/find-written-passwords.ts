import { holdsPassword } from '../../shared/config/proxy-address';

/** The places in a config, as it is written, where the password of a proxy stands in the file itself. */
export function findWrittenPasswords(value: unknown): (string | number)[][] {
  const { network, providers } = (value ?? {}) as { network?: unknown; providers?: unknown };
  const places: (string | number)[][] = holdsOne(network) ? [['network', 'proxy']] : [];
  if (!Array.isArray(providers)) return places;
  providers.forEach((provider: unknown, index) => {
    if (holdsOne(provider)) places.push(['providers', index, 'proxy']);
  });
  return places;
}

function holdsOne(holder: unknown): boolean {
  const { proxy } = (holder ?? {}) as { proxy?: unknown };
  return typeof proxy === 'string' && holdsPassword(proxy);
}
