import type { PresetId, PresetSummary } from '../../shared/model/provider';
import { anthropic } from './anthropic';
import { custom } from './custom';
import { deepseek } from './deepseek';
import { groq } from './groq';
import { lmStudio } from './lm-studio';
import { ollama } from './ollama';
import { openrouter } from './openrouter';
import type { ProviderDefinition } from './provider-definition';
import { simulator } from './simulator';

/** Every provider we know, by preset; in the order in which screens offer them. */
export const catalog: Record<PresetId, ProviderDefinition> = {
  anthropic,
  openrouter,
  deepseek,
  groq,
  ollama,
  'lm-studio': lmStudio,
  simulator,
  custom,
};

/** What the provider form needs of each preset. */
export function listPresets(): PresetSummary[] {
  return Object.values(catalog).map(
    ({ id, name, baseUrl, dialect, needsKey, keyLooksLike, keyUrl, keyVariable, suggestedModels }) => ({
      id,
      name,
      baseUrl,
      dialect,
      needsKey,
      keyLooksLike,
      keyUrl,
      keyVariable,
      suggestedModels,
    }),
  );
}
