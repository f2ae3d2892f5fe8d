import type { ProviderDefinition } from './provider-definition';
import { chatEfforts } from './reasoning-switches';

/** https://inference-docs.cerebras.ai/capabilities/reasoning */
export const cerebras: ProviderDefinition = {
  id: 'cerebras',
  name: 'Cerebras',
  group: 'host',
  endpoints: [{ dialect: 'openai-chat', baseUrl: 'https://api.cerebras.ai/v1' }],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'csk-…',
  keyUrl: 'https://cloud.cerebras.ai',
  keyVariable: 'CEREBRAS_API_KEY',
  modelsUrl: '/models',
  suggestedModels: ['zai-glm-4.7', 'gpt-oss-120b', 'qwen-3.8-27b'],
  prices: { genai: 'cerebras', modelsDev: 'cerebras' },
  quirks: { maxTokensField: 'max_completion_tokens', systemMessages: 'fold', promptCacheKey: true },
  modelRules: [
    { match: /gpt-oss/, quirks: { reasoning: chatEfforts(['low', 'medium', 'high'], 'low') }, vision: false },
    {
      match: /^qwen-3/,
      // Otherwise the reasoning stands before the text, in <think> tags (pitfall 30).
      quirks: { reasoning: chatEfforts(['low', 'medium', 'high'], 'none'), extraBody: { reasoning_format: 'parsed' } },
    },
    { match: /^qwen-3\.8-27b/, contextWindow: 65_536, maxOutputTokens: 32_768 },
    { match: /^zai-glm/, quirks: { reasoning: chatEfforts([], 'none') }, contextWindow: 131_072, maxOutputTokens: 40_000 },
  ],
};
