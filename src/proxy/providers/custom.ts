import { claudeModelRules } from './claude-models';
import { foreignMessages } from './foreign-messages';
import { openaiModelRules } from './openai-models';
import type { ProviderDefinition } from './provider-definition';

/** Any other server: the user gives address and dialect. Where it is a gateway, what its models are known by holds behind it too. */
export const custom: ProviderDefinition = {
  id: 'custom',
  name: 'Custom',
  group: 'other',
  endpoints: [
    // Mostly a model's own chat template stands behind it, which may know instructions at the top only (pitfall 35).
    { dialect: 'openai-chat', baseUrl: null, quirks: { systemMessages: 'fold' } },
    { dialect: 'anthropic-messages', baseUrl: null, auth: 'x-api-key', quirks: foreignMessages },
    { dialect: 'openai-responses', baseUrl: null },
    { dialect: 'gemini', baseUrl: null, auth: 'x-goog-api-key' },
    { dialect: 'ollama', baseUrl: null, quirks: { systemMessages: 'fold' } },
  ],
  auth: 'bearer',
  needsKey: false,
  keyLooksLike: null,
  keyUrl: null,
  keyVariable: null,
  modelsUrl: '/models',
  suggestedModels: [],
  prices: 'unknown',
  modelRules: [...claudeModelRules, ...openaiModelRules],
};
