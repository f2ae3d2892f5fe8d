import { resolveProvider, type ProviderKey } from '../../proxy';
import type { ProviderConfig } from '../../shared/config/config-schema';
import { AppError, toAppErrorData } from '../../shared/errors';
import type { KeyState } from '../../shared/model/provider';
import type { SecretStore } from '../secrets';
import { lastFour } from './client-token';

export interface ProviderKeys {
  /** The key of each provider, by id. The keychain is asked once for each; a failure is asked again the next time. Never rejects. */
  read(providers: readonly ProviderConfig[]): Promise<Record<string, ProviderKey>>;
  /** How the key stands: a variable as it is now, the keychain's as it was last read or stored. */
  describe(provider: ProviderConfig): KeyState;
  /** The key that the keychain holds for this id; null when it holds none. Rejects with AppError when it can't be asked. */
  stored(id: string): Promise<string | null>;
  /** Stores a key, or forgets it (null). Rejects with AppError when the keychain can't be used. */
  store(id: string, secret: string | null): Promise<void>;
}

const NONE: ProviderKey = { value: null, problem: null };

/** The providers' keys, from the keychain and the environment. They are held in memory only. */
export function createProviderKeys(secrets: SecretStore, environment: (name: string) => string | undefined): ProviderKeys {
  const inKeychain = new Map<string, string | null>();
  let lastRead: Record<string, ProviderKey> = {};

  async function stored(id: string): Promise<string | null> {
    const known = inKeychain.get(id);
    if (known !== undefined) return known;
    const value = await secrets.get(accountOf(id));
    inKeychain.set(id, value);
    return value;
  }

  async function readOne(provider: ProviderConfig): Promise<ProviderKey> {
    const source = provider.keys[0];
    if (!source || source.source === 'none') return NONE;
    if (source.source === 'env') return readVariable(source.name);
    try {
      const value = await stored(provider.id);
      const missing = value === null && needsKey(provider);
      return { value, problem: missing ? 'The keychain holds no key for it.' : null };
    } catch (error) {
      return { value: null, problem: needsKey(provider) ? toAppErrorData(error).message : null };
    }
  }

  function readVariable(name: string): ProviderKey {
    const value = environment(name)?.trim();
    return value ? { value, problem: null } : { value: null, problem: `The environment variable ${name} is not set.` };
  }

  return {
    async read(providers) {
      const keys: Record<string, ProviderKey> = {};
      for (const provider of providers) keys[provider.id] = await readOne(provider);
      return (lastRead = keys);
    },
    describe(provider) {
      const source = provider.keys[0] ?? { source: 'none' as const };
      const read = source.source === 'env' ? readVariable(source.name) : lastRead[provider.id];
      const { value, problem } = read ?? NONE;
      return {
        source: source.source,
        variable: source.source === 'env' ? source.name : null,
        present: value !== null,
        lastFour: value === null ? null : lastFour(value),
        problem,
      };
    },
    stored,
    async store(id, secret) {
      if (secret === null) await secrets.delete(accountOf(id));
      else await secrets.set(accountOf(id), secret);
      inKeychain.set(id, secret);
      lastRead = { ...lastRead, [id]: { value: secret, problem: null } };
    },
  };
}

function accountOf(id: string): string {
  return `provider:${id}`;
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
