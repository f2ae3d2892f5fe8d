import { openaiModelRules } from './openai-models';
import type { ProviderDefinition } from './provider-definition';

/**
 * OpenAI's models in one's own Azure resource. A model is called by the name of its deployment; what is known of a model
 * is known where that name holds the model's. Unverified: the v1 address (from Microsoft's documentation, by memory).
 */
export const azureOpenai: ProviderDefinition = {
  id: 'azure-openai',
  name: 'Azure OpenAI',
  group: 'cloud',
  endpoints: [
    { dialect: 'openai-responses', baseUrl: null },
    { dialect: 'openai-chat', baseUrl: null, onRequest: true },
  ],
  baseUrlPattern: 'https://{resource}.openai.azure.com/openai/v1',
  auth: 'api-key',
  needsKey: true,
  keyLooksLike: null,
  keyUrl: 'https://ai.azure.com',
  keyVariable: 'AZURE_OPENAI_API_KEY',
  modelsUrl: '/models',
  suggestedModels: [],
  prices: { genai: 'azure', modelsDev: 'azure' },
  quirks: { reasoning: null, maxTokensField: 'max_completion_tokens', promptCacheKey: true },
  modelRules: openaiModelRules,
};
