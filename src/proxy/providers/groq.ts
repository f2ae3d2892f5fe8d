import type { ProviderDefinition } from './provider-definition';
import { chatEfforts } from './reasoning-switches';

/** A reasoning switch is refused by models that do not reason, so only those that do have one. https://console.groq.com/docs/reasoning */
export const groq: ProviderDefinition = {
  id: 'groq',
  name: 'Groq',
  group: 'host',
  endpoints: [{ dialect: 'openai-chat', baseUrl: 'https://api.groq.com/openai/v1' }],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'gsk_…',
  keyUrl: 'https://console.groq.com/keys',
  keyVariable: 'GROQ_API_KEY',
  modelsUrl: '/models',
  suggestedModels: ['openai/gpt-oss-120b', 'qwen/qwen3.8-27b'],
  prices: { genai: 'groq', modelsDev: 'groq' },
  quirks: { maxTokensField: 'max_completion_tokens', systemMessages: 'fold', structuredOutput: 'json-object' },
  modelRules: [
    {
      match: /gpt-oss/,
      quirks: { reasoning: chatEfforts(['low', 'medium', 'high'], 'low'), structuredOutput: 'json-schema' },
      contextWindow: 131_072,
      maxOutputTokens: 65_536,
      vision: false,
    },
    {
      match: /qwen\/?qwen3/,
      quirks: {
        reasoning: { off: { reasoning_effort: 'none' }, on: { reasoning_effort: 'default' }, effort: {}, budget: null },
        // Otherwise the reasoning may stand in <think> tags within the text (pitfall 30).
        extraBody: { reasoning_format: 'parsed' },
      },
      contextWindow: 131_042,
    },
    { match: /qwen3\.8-27b/, maxOutputTokens: 16_384 },
  ],
};
