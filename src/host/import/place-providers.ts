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
    const secret = secrets.find(({ providerId }) => providerId === entry.id)?.value ?? null;
    const same = await findSame(
      entry,
      secret,
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
  secret: string | null,
  among: readonly ProviderEntry[],
  keys: ProviderKeys,
  lookUp: LookUp,
): Promise<string | null> {
  for (const other of among) {
    if (!isDeepStrictEqual(contentOf(other), contentOf(entry))) continue;
    if (await hasSameKey(other, entry, secret, keys, lookUp)) return other.id;
  }
  return null;
}

function contentOf({ id: _id, keys: _keys, ...content }: ProviderEntry): object {
  return content;
}

async function hasSameKey(
  other: ProviderEntry,
  entry: ProviderEntry,
  secret: string | null,
  keys: ProviderKeys,
  lookUp: LookUp,
): Promise<boolean> {
  for (const source of sourcesOf(other)) {
    if (secret === null) {
      if (isDeepStrictEqual(source, sourcesOf(entry)[0])) return true;
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
