import { isDeepStrictEqual } from 'node:util';
import type { ConfigFile, KeySource } from '../../shared/config/config-schema';
import { placeOf, type ProviderKeys } from '../credentials/provider-keys';
import type { ProviderEntry } from '../providers/to-provider-entry';
import { findFreeId } from './choose-id';
import type { Conversion } from './convert-classic-config';
import type { LookUp } from './source-text';

/** Where converted providers go among the present ones. */
export interface ProviderPlaces {
  /** Their ids in our config, by their ids in the conversion. */
  ids: Map<string, string>;
  /** Those of these ids that are there already, with the same content and the same key. */
  present: Set<string>;
}

/** Finds a free id for each provider, or the one that is the same, so that a second import changes nothing. Never rejects. */
export async function placeProviders(
  { config, secrets }: Conversion,
  file: ConfigFile,
  keys: ProviderKeys,
  lookUp: LookUp,
): Promise<ProviderPlaces> {
  const before = file.providers ?? [];
  const taken = new Set(before.map(({ id }) => id));
  const places: ProviderPlaces = { ids: new Map(), present: new Set() };
  for (const entry of config.providers ?? []) {
    const same = await findSame(
      entry,
      secrets.filter(({ providerId }) => providerId === entry.id),
      before.filter(({ id }) => !places.present.has(id)),
      keys,
      lookUp,
    );
    const id = same ?? findFreeId(entry.id, taken);
    places.ids.set(entry.id, id);
    taken.add(id);
    if (same !== null) places.present.add(same);
  }
  return places;
}

async function findSame(
  entry: ProviderEntry,
  secrets: Conversion['secrets'],
  among: readonly ProviderEntry[],
  keys: ProviderKeys,
  lookUp: LookUp,
): Promise<string | null> {
  for (const other of among) {
    if (!isDeepStrictEqual(contentOf(other), contentOf(entry))) continue;
    if (await hasSameKeys(other, entry, secrets, keys, lookUp)) return other.id;
  }
  return null;
}

function contentOf({ id: _id, keys: _keys, ...content }: ProviderEntry): object {
  return content;
}

/** True where each key of the entry is among those of the other provider. */
async function hasSameKeys(
  other: ProviderEntry,
  entry: ProviderEntry,
  secrets: Conversion['secrets'],
  keys: ProviderKeys,
  lookUp: LookUp,
): Promise<boolean> {
  for (const wanted of sourcesOf(entry)) {
    const secret = wanted.source === 'keychain' ? secrets.find(({ name }) => name === (wanted.name ?? null)) : undefined;
    if (!(await hasKey(other, wanted, secret?.value ?? null, keys, lookUp))) return false;
  }
  return true;
}

async function hasKey(
  other: ProviderEntry,
  wanted: KeySource,
  secret: string | null,
  keys: ProviderKeys,
  lookUp: LookUp,
): Promise<boolean> {
  for (const source of sourcesOf(other)) {
    if (secret === null) {
      if (isDeepStrictEqual(source, wanted)) return true;
      continue;
    }
    if (source.source === 'none') continue;
    // A variable that is not set, or a keychain that says nothing, speaks for no other key.
    const value = source.source === 'env' ? lookUp(source.name) : await keys.stored(placeOf(other.id, source)).catch(() => null);
    if (!value || value === secret) return true;
  }
  return false;
}

function sourcesOf({ keys }: ProviderEntry): KeySource[] {
  return keys === undefined ? [{ source: 'keychain' }] : ([keys].flat() as KeySource[]);
}
