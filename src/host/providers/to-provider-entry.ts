import type { ConfigFile, KeySource, ProviderConfig } from '../../shared/config/config-schema';
import type { KeyInput, ProviderInput } from '../../shared/ipc/contract';

/** A provider as it stands in the file: short forms and `$NAME` as they were written. */
export type ProviderEntry = NonNullable<ConfigFile['providers']>[number];

/** A provider before it is edited, in the three forms that it has. */
export interface ProviderBefore {
  entry: ProviderEntry;
  config: ProviderConfig;
  /** As the form was filled: from the file or from the preset. */
  shownBaseUrl: string;
}

/**
 * The entry that the form stands for. What the form does not show (headers, quirks, a model's window) stays as it was,
 * and so does the text of the file behind a field that was not changed: `$NAME` is not replaced by what it stands for.
 */
export function toProviderEntry(input: ProviderInput, before: ProviderBefore | null): ProviderEntry {
  const { entry, config } = before ?? {};
  const samePreset = config?.preset === input.preset;
  const name = input.name === config?.name ? entry?.name : input.name;
  const baseUrl = samePreset && before && sameUrl(input.baseUrl, before.shownBaseUrl) ? entry?.baseUrl : input.baseUrl;
  const auth = input.auth ?? (samePreset ? entry?.auth : null);
  return {
    id: input.id,
    ...(name && { name }),
    preset: input.preset,
    ...(baseUrl && { baseUrl }),
    ...(input.dialect && { dialect: input.dialect }),
    ...(auth && { auth }),
    ...(entry?.headers && { headers: entry.headers }),
    ...(entry?.quirks && samePreset && { quirks: entry.quirks }),
    ...(entry?.limits && { limits: entry.limits }),
    ...(entry?.proxy !== undefined && { proxy: entry.proxy }),
    ...(entry?.caFile !== undefined && { caFile: entry.caFile }),
    keys: input.keys.map(toKeySource),
    models: input.models.map((id) => findModel(id, before) ?? id),
    ...(!input.enabled && { enabled: false }),
  };
}

/** Where the config says that a key of the form is. */
function toKeySource(key: KeyInput): KeySource {
  if (key.kind === 'none') return { source: 'none' };
  if (key.kind === 'env') return { source: 'env', name: key.variable };
  return { source: 'keychain', ...(key.name !== null && { name: key.name }) };
}

function sameUrl(typed: string | null, shown: string): boolean {
  return typed?.replace(/\/+$/, '') === shown;
}

/** The model as the file holds it: a plain id, or an object with its limits. */
function findModel(id: string, before: ProviderBefore | null): unknown {
  const index = before?.config.models.findIndex((model) => model.id === id) ?? -1;
  const models: unknown = before?.entry.models;
  if (index < 0) return undefined;
  return Array.isArray(models) ? (models[index] as unknown) : models;
}
