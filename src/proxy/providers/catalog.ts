import type { PresetId, PresetSummary } from '../../shared/model/provider';
import { anthropic } from './anthropic';
import { azureOpenai } from './azure-openai';
import { bedrock } from './bedrock';
import { cerebras } from './cerebras';
import { custom } from './custom';
import { dashscope } from './dashscope';
import { deepseek } from './deepseek';
import { fireworks } from './fireworks';
import { gemini } from './gemini';
import { groq } from './groq';
import { kimiCode } from './kimi-code';
import { llamaCpp } from './llama-cpp';
import { lmStudio } from './lm-studio';
import { minimax } from './minimax';
import { mistral } from './mistral';
import { modelscope } from './modelscope';
import { moonshot } from './moonshot';
import { ollama } from './ollama';
import { openai } from './openai';
import { openrouter } from './openrouter';
import type { ProviderDefinition } from './provider-definition';
import { siliconflow } from './siliconflow';
import { simulator } from './simulator';
import { stepfun } from './stepfun';
import { together } from './together';
import { vertex } from './vertex';
import { vllm } from './vllm';
import { volcengine } from './volcengine';
import { xai } from './xai';
import { xiaomi } from './xiaomi';
import { zai } from './zai';

/** Every provider we know, by preset; in the order in which screens offer them, the most used of each kind first. */
export const catalog: Record<PresetId, ProviderDefinition> = {
  anthropic,
  openai,
  gemini,
  deepseek,
  moonshot,
  'kimi-code': kimiCode,
  zai,
  minimax,
  dashscope,
  xai,
  mistral,
  xiaomi,
  stepfun,
  volcengine,
  openrouter,
  groq,
  cerebras,
  together,
  fireworks,
  siliconflow,
  modelscope,
  bedrock,
  vertex,
  'azure-openai': azureOpenai,
  ollama,
  'lm-studio': lmStudio,
  vllm,
  'llama-cpp': llamaCpp,
  simulator,
  custom,
};

/** What the provider form needs of each preset. */
export function listPresets(): PresetSummary[] {
  return Object.values(catalog).map((preset) => {
    const { id, name, group, endpoints, needsKey, keyLooksLike, keyUrl, keyVariable, suggestedModels } = preset;
    return {
      id,
      name,
      group,
      endpoints: endpoints.map(({ dialect, baseUrl, onRequest = false }) => ({ dialect, baseUrl, onRequest })),
      baseUrlPattern: preset.baseUrlPattern ?? null,
      otherAddresses: preset.otherAddresses ?? [],
      needsKey,
      keyLooksLike,
      keyUrl,
      keyVariable,
      suggestedModels,
    };
  });
}
