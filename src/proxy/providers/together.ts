import type { ProviderDefinition } from './provider-definition';
import { chatEfforts } from './reasoning-switches';

/** https://docs.together.ai/docs/inference/chat/reasoning */
export const together: ProviderDefinition = {
  id: 'together',
  name: 'Together AI',
  group: 'host',
  endpoints: [{ dialect: 'openai-chat', baseUrl: 'https://api.together.ai/v1' }],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: null,
  keyUrl: 'https://api.together.ai/settings/api-keys',
  keyVariable: 'TOGETHER_API_KEY',
  modelsUrl: '/models',
  suggestedModels: ['openai/gpt-oss-120b'],
  prices: { genai: 'together', modelsDev: 'togetherai' },
  quirks: {
    reasoning: { off: { reasoning: { enabled: false } }, on: { reasoning: { enabled: true } }, effort: {}, budget: null },
    systemMessages: 'fold',
    structuredOutput: 'json-object',
  },
  modelRules: [
    { match: /llama|gemma|instruct|coder/i, quirks: { reasoning: null } },
    { match: /gpt-oss/, quirks: { reasoning: chatEfforts(['low', 'medium', 'high'], 'low') }, contextWindow: 131_072 },
  ],
};
