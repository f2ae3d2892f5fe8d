import { KEY_NAME, MOST_KEYS, VARIABLE_NAME } from '../../../shared/config/config-schema';
import type { KeyInput } from '../../../shared/ipc/contract';
import type { KeyState, PresetSummary, ProviderSummary } from '../../../shared/model/provider';

export type KeyChoice = 'keychain' | 'env' | 'none';

/** One of a provider's keys as it stands in the form. */
export interface KeyDraft {
  /** Tells the rows of the form apart, also when they change places. */
  row: number;
  choice: KeyChoice;
  /** In the keychain; null for the one key that needs none. */
  name: string | null;
  /** A key that was typed and not yet saved. It leaves the form only towards the keychain. */
  secret: string;
  /** What the keychain holds stays, since nothing was typed over it. */
  keepsKey: boolean;
  variable: string;
  /** The key that it was when the form was opened, as it stands; null for a new one. */
  held: KeyState | null;
}

/** The key that a new provider begins with. */
export function beginKey(preset: PresetSummary, keychainWorks: boolean): KeyDraft {
  const choice = !preset.needsKey && preset.id !== 'custom' ? 'none' : keychainWorks ? 'keychain' : 'env';
  return { row: 0, choice, name: null, secret: '', keepsKey: false, variable: preset.keyVariable ?? '', held: null };
}

/** The keys of a provider that there is. */
export function keysOfProvider(provider: ProviderSummary, preset: PresetSummary): KeyDraft[] {
  return provider.keys.map((held, row) => ({
    row,
    choice: held.source,
    name: held.source === 'keychain' ? held.name : null,
    secret: '',
    keepsKey: held.source === 'keychain' && held.present,
    variable: (held.source === 'env' ? held.name : null) ?? preset.keyVariable ?? '',
    held,
  }));
}

/** Without a key there are no two, and a provider has {@link MOST_KEYS} at most. */
export function canAddKey(keys: readonly KeyDraft[]): boolean {
  return keys.length < MOST_KEYS && keys.every(({ choice }) => choice !== 'none');
}

/** The keys with one more at the end, of the same kind as the last. */
export function addKey(keys: readonly KeyDraft[]): KeyDraft[] {
  const row = Math.max(...keys.map((key) => key.row)) + 1;
  const choice = keys.at(-1)?.choice ?? 'keychain';
  return [...keys, { row, choice, name: findName(keys), secret: '', keepsKey: false, variable: '', held: null }];
}

export function changeKey(keys: readonly KeyDraft[], row: number, change: Partial<KeyDraft>): KeyDraft[] {
  const others = keys.filter((key) => key.row !== row);
  return keys.map((key) => {
    if (key.row !== row) return key;
    // A key that has been in the keychain keeps its name there.
    const named = change.choice === 'keychain' && key.held?.source !== 'keychain' ? { name: findName(others) } : {};
    return { ...key, ...named, ...change };
  });
}

/** One place up (-1) or down (1). */
export function moveKey(keys: readonly KeyDraft[], row: number, step: -1 | 1): KeyDraft[] {
  const from = keys.findIndex((key) => key.row === row);
  const moved = keys[from];
  const other = keys[from + step];
  if (moved === undefined || other === undefined) return [...keys];
  return keys.map((key) => (key === moved ? other : key === other ? moved : key));
}

/** A name that no other key in the keychain has; none where none is needed. */
function findName(others: readonly KeyDraft[]): string | null {
  // One that was in the keychain may go back there before the form is saved.
  const taken = others.filter(({ choice, held }) => choice === 'keychain' || held?.source === 'keychain').map(({ name }) => name);
  if (!taken.includes(null)) return null;
  let number = 2;
  while (taken.includes(`key-${number}`)) number += 1;
  return `key-${number}`;
}

/** What is wrong with each key, in words; null where nothing is. */
export function checkKeys(keys: readonly KeyDraft[]): (string | null)[] {
  const ids = keys.map(idOf);
  return keys.map((key, index) => checkKey(key) ?? (ids.indexOf(ids[index] as string) < index ? describeTwin(key) : null));
}

function checkKey({ choice, name, keepsKey, secret, variable }: KeyDraft): string | null {
  if (choice === 'keychain' && name !== null && !KEY_NAME.test(name)) {
    return 'Name it with 1 to 40 lower-case letters, digits, - or _, beginning with a letter or digit.';
  }
  if (choice === 'keychain' && !keepsKey && secret.trim() === '') return 'Paste a key, or choose where else it is read from.';
  if (choice === 'env' && !VARIABLE_NAME.test(variable.trim())) {
    return 'Write the name of an environment variable, for example OPENROUTER_API_KEY.';
  }
  return null;
}

function idOf({ choice, name, variable }: KeyDraft): string {
  return choice === 'env' ? `env:${variable.trim()}` : `${choice}:${name ?? ''}`;
}

function describeTwin({ choice, variable }: KeyDraft): string {
  return choice === 'env' ? `Another key is read from ${variable.trim()} already.` : 'Another key has this name already.';
}

/** What goes to the main process. */
export function toKeyInput({ choice, name, keepsKey, secret, variable }: KeyDraft): KeyInput {
  if (choice === 'none') return { kind: 'none' };
  if (choice === 'env') return { kind: 'env', variable: variable.trim() };
  return keepsKey ? { kind: 'keep', name } : { kind: 'set', name, secret: secret.trim() };
}
