import { BLANK_IN_ADDRESS, HTTP_ADDRESS, PROVIDER_ID } from '../../../shared/config/config-schema';
import type { ProviderInput } from '../../../shared/ipc/contract';
import type { PresetSummary, ProviderSummary, UpstreamDialect } from '../../../shared/model/provider';
import { beginKey, checkKeys, keysOfProvider, toKeyInput, type KeyDraft } from './key-drafts';

/** A provider as it stands in the form. */
export interface ProviderDraft {
  /** Null for a new one. */
  previousId: string | null;
  preset: PresetSummary;
  name: string;
  id: string;
  baseUrl: string;
  /** Null: all that the preset speaks of itself. */
  dialect: UpstreamDialect | null;
  /** One at least. */
  keys: KeyDraft[];
  models: string[];
  enabled: boolean;
}

/** In words, by field; those of the keys by their place, null where nothing is wrong. */
export interface DraftErrors extends Partial<Record<'name' | 'id' | 'baseUrl' | 'models', string>> {
  keys?: (string | null)[];
}

/** A new provider from a preset, with an id that no other has. */
export function draftFromPreset(preset: PresetSummary, takenIds: readonly string[], keychainWorks: boolean): ProviderDraft {
  return {
    previousId: null,
    preset,
    name: preset.id === 'custom' ? '' : preset.name,
    id: preset.id === 'custom' ? '' : findFreeId(preset.id, takenIds),
    baseUrl: presetAddress(preset, null),
    dialect: preset.id === 'custom' ? 'openai-chat' : null,
    keys: [beginKey(preset, keychainWorks)],
    models: preset.suggestedModels.slice(0, 1),
    enabled: true,
  };
}

/** The form for a provider that there is. */
export function draftFromProvider(provider: ProviderSummary, preset: PresetSummary): ProviderDraft {
  return {
    previousId: provider.id,
    preset,
    name: provider.name,
    id: provider.id,
    baseUrl: provider.baseUrl,
    dialect: provider.dialect,
    keys: keysOfProvider(provider, preset),
    models: provider.models,
    enabled: provider.enabled,
  };
}

/**
 * Where a preset is called in a dialect, or (null) in the one that it prefers: an address, a pattern to fill in where there
 * is no fixed one, or ''.
 */
export function presetAddress({ endpoints, baseUrlPattern }: PresetSummary, dialect: UpstreamDialect | null): string {
  const [first] = endpoints;
  const endpoint = dialect === null ? first : endpoints.find((one) => one.dialect === dialect);
  return endpoint?.baseUrl ?? (endpoint === first ? baseUrlPattern : null) ?? '';
}

/** A change of dialect, which takes the address along unless it is the user's own. */
export function changeDialect(draft: ProviderDraft, dialect: UpstreamDialect | null): Partial<ProviderDraft> {
  const { preset, baseUrl } = draft;
  return baseUrl === presetAddress(preset, draft.dialect) ? { dialect, baseUrl: presetAddress(preset, dialect) } : { dialect };
}

/** What is wrong with a draft, by field, in words. Empty when it can be saved. */
export function checkDraft(draft: ProviderDraft, takenIds: readonly string[]): DraftErrors {
  const errors: DraftErrors = {};
  if (!PROVIDER_ID.test(draft.id)) {
    errors.id = 'Use 1 to 40 lower-case letters, digits, - or _, beginning with a letter or digit.';
  } else if (draft.id !== draft.previousId && takenIds.includes(draft.id)) {
    errors.id = `Another provider has the id "${draft.id}". Ids must differ.`;
  }
  if (draft.preset.id !== 'simulator') {
    const blank = BLANK_IN_ADDRESS.exec(draft.baseUrl)?.[0];
    if (!HTTP_ADDRESS.test(draft.baseUrl.trim())) errors.baseUrl = 'Write an address that begins with http:// or https://.';
    else if (blank !== undefined) errors.baseUrl = `Put your own in place of ${blank}.`;
  }
  const keys = checkKeys(draft.keys);
  if (keys.some((error) => error !== null)) errors.keys = keys;
  if (draft.models.length === 0) errors.models = 'Name at least one model.';
  return errors;
}

/** What goes to the main process. What the preset already says is left to the preset. */
export function toProviderInput(draft: ProviderDraft): ProviderInput {
  const { preset } = draft;
  const name = draft.name.trim();
  const baseUrl = draft.baseUrl.trim();
  return {
    id: draft.id,
    previousId: draft.previousId,
    name: name === '' || name === preset.name ? null : name,
    preset: preset.id,
    baseUrl: preset.id === 'simulator' || baseUrl === presetAddress(preset, draft.dialect) ? null : baseUrl,
    dialect: draft.dialect,
    auth: null,
    keys: draft.keys.map(toKeyInput),
    models: draft.models,
    enabled: draft.enabled,
  };
}

function findFreeId(id: string, takenIds: readonly string[]): string {
  let free = id;
  for (let number = 2; takenIds.includes(free); number += 1) free = `${id}-${number}`;
  return free;
}

/** An id made of a name, for a custom provider: `My gateway` becomes `my-gateway`. */
export function idFromName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}
