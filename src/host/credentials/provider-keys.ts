import { resolveProvider, type ProviderKey } from '../../proxy';
import type { KeySource, ProviderConfig } from '../../shared/config/config-schema';
import { keyIdOf, labelKey } from '../../shared/config/key-id';
import { AppError, toAppErrorData } from '../../shared/errors';
import type { KeyState } from '../../shared/model/provider';
import type { SecretStore } from '../secrets';
import { lastFour } from './client-token';

export interface ProviderKeys {
  /** The keys of each provider, by its id. The keychain is asked once for each; a failure is asked again the next time. Never rejects. */
  read(providers: readonly ProviderConfig[]): Promise<Record<string, ProviderKey[]>>;
  /** How the keys stand: a variable as it is now, the keychain's as it was last read or stored. */
  describe(provider: ProviderConfig): KeyState[];
  /** The key that the keychain holds there; null when it holds none. Rejects with AppError when it can't be asked. */
  stored(place: KeyPlace): Promise<string | null>;
  /** Stores a key, or forgets it (null). Rejects with AppError when the keychain can't be used. */
  store(place: KeyPlace, secret: string | null): Promise<void>;
}

/** Which key of the keychain: of which provider, and the name by which it is told from its others; null for the one without. */
export interface KeyPlace {
  providerId: string;
  name: string | null;
}

type ReadKey = Pick<ProviderKey, 'value' | 'problem'>;

const NONE: ReadKey = { value: null, problem: null };

/** The providers' keys, from the keychain and the environment. They are held in memory only. */
export function createProviderKeys(secrets: SecretStore, environment: (name: string) => string | undefined): ProviderKeys {
  const inKeychain = new Map<string, string | null>();
  /** What was found in the keychain, by account. */
  const lastRead = new Map<string, ReadKey>();

  async function stored(place: KeyPlace): Promise<string | null> {
    const account = accountOf(place);
    const known = inKeychain.get(account);
    if (known !== undefined) return known;
    const value = await secrets.get(account);
    inKeychain.set(account, value);
    return value;
  }

  async function readOne(provider: ProviderConfig, key: KeySource): Promise<ReadKey> {
    if (key.source === 'none') return NONE;
    if (key.source === 'env') return readVariable(key.name);
    const place = placeOf(provider.id, key);
    const read = await readKeychain(provider, place);
    lastRead.set(accountOf(place), read);
    return read;
  }

  async function readKeychain(provider: ProviderConfig, place: KeyPlace): Promise<ReadKey> {
    try {
      const value = await stored(place);
      const missing = value === null && needsKey(provider);
      return { value, problem: missing ? 'The keychain holds no key for it.' : null };
    } catch (error) {
      return { value: null, problem: needsKey(provider) ? toAppErrorData(error).message : null };
    }
  }

  function readVariable(name: string): ReadKey {
    const value = environment(name)?.trim();
    return value ? { value, problem: null } : { value: null, problem: `The environment variable ${name} is not set.` };
  }

  function readAgain(provider: ProviderConfig, key: KeySource): ReadKey {
    if (key.source === 'none') return NONE;
    return key.source === 'env' ? readVariable(key.name) : (lastRead.get(accountOf(placeOf(provider.id, key))) ?? NONE);
  }

  return {
    async read(providers) {
      const keys: Record<string, ProviderKey[]> = {};
      for (const provider of providers) {
        const own: ProviderKey[] = (keys[provider.id] = []);
        for (const key of provider.keys) own.push({ id: keyIdOf(key), ...(await readOne(provider, key)) });
      }
      return keys;
    },
    describe(provider) {
      return provider.keys.map((key) => describeKey(key, readAgain(provider, key)));
    },
    stored,
    async store(place, secret) {
      const account = accountOf(place);
      if (secret === null) await secrets.delete(account);
      else await secrets.set(account, secret);
      inKeychain.set(account, secret);
      lastRead.set(account, { value: secret, problem: null });
    },
  };
}

/** Where the keychain holds a key of the config. */
export function placeOf(providerId: string, key: Extract<KeySource, { source: 'keychain' }>): KeyPlace {
  return { providerId, name: key.name ?? null };
}

/** All that the keychain may hold for a provider of the config. */
export function listPlaces({ id, keys }: ProviderConfig): KeyPlace[] {
  return keys.flatMap((key) => (key.source === 'keychain' ? [placeOf(id, key)] : []));
}

/** docs/decisions/0002-keychain-accounts.md. No id of a provider holds a colon. */
function accountOf({ providerId, name }: KeyPlace): string {
  return name === null ? `provider:${providerId}` : `provider:${providerId}:${name}`;
}

function describeKey(key: KeySource, { value, problem }: ReadKey): KeyState {
  const id = keyIdOf(key);
  return {
    id,
    label: labelKey(id),
    source: key.source,
    name: key.source === 'none' ? null : (key.name ?? null),
    present: value !== null,
    lastFour: value === null ? null : lastFour(value),
    problem,
  };
}

/** A local server works without a key. */
function needsKey(provider: ProviderConfig): boolean {
  return resolveProvider(provider, null).needsKey;
}

/** A key as it was typed or pasted, without the white space around it. Throws AppError input-invalid for what no header can carry. */
export function cleanKey(typed: string): string {
  const key = typed.trim();
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new AppError(
    'input-invalid',
    'The key holds a space, a line break or a letter that no key has.',
    'Copy the key again, whole and alone.',
  );
}
