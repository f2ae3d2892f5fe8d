import type { ProviderKey } from '../ports';

/** In the order of the config, one at least. */
export type UsableKeys = readonly [ProviderKey, ...ProviderKey[]];

/** What a provider without any key is asked with. */
export const NO_KEY: ProviderKey = { id: 'none', value: null, problem: null };

/** The keys that a provider can be asked with; where none has a value, the first alone, which says why. */
export function listUsableKeys(keys: readonly ProviderKey[]): UsableKeys {
  const [first = keys[0] ?? NO_KEY, ...rest] = keys.filter(({ value }) => value !== null);
  return [first, ...rest];
}
