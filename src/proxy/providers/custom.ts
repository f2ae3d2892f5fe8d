import { claudeModelRules } from './claude-models';
import { foreignMessages, otherThanClaude, RESOLD } from './foreign-messages';
import { openaiModelRules } from './openai-models';
import type { ProviderDefinition } from './provider-definition';

/**
 * Any other server: the user gives address and dialect. Where it is a gateway, what its models are known by holds behind it too.
 * A server whose template wants the roles to alternate strictly needs `"quirks": {"userAfterToolResult": false}` in the config.
 */
export const custom: ProviderDefinition = {
  id: 'custom',
  name: 'Custom',
  group: 'other',
  endpoints: [
    // Mostly a model's own chat template stands behind it, which may know instructions at the top only (pitfall 35).
    { dialect: 'openai-chat', baseUrl: null, quirks: { systemMessages: 'fold' } },
    { dialect: 'anthropic-messages', baseUrl: null, auth: 'x-api-key', quirks: { ...foreignMessages, sanitise: RESOLD } },
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
  modelRules: [otherThanClaude, ...claudeModelRules, ...openaiModelRules],
};
