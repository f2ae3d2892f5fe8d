import { openaiModelRules } from './openai-models';
import type { ProviderDefinition } from './provider-definition';

/** Responses first: its newer models refuse tools in chat (pitfall 33), and only Responses gives reasoning back. */
export const openai: ProviderDefinition = {
  id: 'openai',
  name: 'OpenAI',
  group: 'maker',
  endpoints: [
    {
      dialect: 'openai-responses',
      baseUrl: 'https://api.openai.com/v1',
      // What a search has found comes only where it is asked for.
      quirks: { webSearch: { tools: [{ type: 'web_search' }], include: ['web_search_call.action.sources'] } },
    },
    // langgenius/dify#28987
    { dialect: 'openai-chat', baseUrl: 'https://api.openai.com/v1', quirks: { toolIds: 'up-to-40' } },
  ],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'sk-proj-…',
  keyUrl: 'https://platform.openai.com/api-keys',
  keyVariable: 'OPENAI_API_KEY',
  modelsUrl: '/models',
  suggestedModels: ['gpt-5.6-sol', 'gpt-6-astra', 'gpt-5.6-luna'],
  prices: { genai: 'openai', modelsDev: 'openai' },
  quirks: { reasoning: null, maxTokensField: 'max_completion_tokens', promptCacheKey: true },
  modelRules: openaiModelRules,
};
