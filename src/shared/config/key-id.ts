/** A key of the config, as far as it is told from others. */
interface NamedSource {
  source: 'keychain' | 'env' | 'none';
  name?: string | undefined;
}

/** What a key is called in rows and states: where it is read from, e.g. `keychain`, `keychain:work`, `env:A_KEY`, `none`. No secret. */
export function keyIdOf({ source, name }: NamedSource): string {
  return name === undefined ? source : `${source}:${name}`;
}

/** The same in a sentence: `env:A_KEY` is "env A_KEY", `keychain:work` is "work". */
export function labelKey(id: string): string {
  return id.startsWith('keychain:') ? id.slice('keychain:'.length) : id.replace(':', ' ');
}
