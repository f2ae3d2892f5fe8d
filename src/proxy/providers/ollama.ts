import { TEMPLATED, templatedMessages } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';
import { budgetedThinking } from './reasoning-switches';

/**
 * By its own API: the other two cut a prompt at 4,096 tokens, since they cannot say how large a context is wanted
 * (pitfall 58). Older versions of its Messages API think when nothing is said of thinking (pitfall 34).
 * https://docs.ollama.com/api, https://docs.ollama.com/capabilities/thinking
 */
export const ollama: ProviderDefinition = {
  id: 'ollama',
  name: 'Ollama',
  group: 'local',
  endpoints: [
    { dialect: 'ollama', baseUrl: 'http://localhost:11434', quirks: { systemMessages: 'fold' } },
    {
      dialect: 'anthropic-messages',
      baseUrl: 'http://localhost:11434',
      onRequest: true,
      quirks: {
        ...templatedMessages,
        reasoning: budgetedThinking,
        sanitise: [...TEMPLATED, 'thinking-off-when-absent'],
      },
    },
    { dialect: 'openai-chat', baseUrl: 'http://localhost:11434/v1', onRequest: true, quirks: { systemMessages: 'fold' } },
  ],
  otherAddresses: [{ name: 'Ollama’s cloud', baseUrl: 'https://ollama.com' }],
  auth: 'bearer',
  needsKey: false,
  keyLooksLike: null,
  keyUrl: 'https://ollama.com/settings/keys',
  keyVariable: 'OLLAMA_API_KEY',
  modelsUrl: '/api/tags',
  suggestedModels: ['qwen3-coder:30b', 'gpt-oss:20b'],
  prices: 'free',
  modelRules: [
    {
      // Takes levels only, and cannot do without.
      match: /gpt-oss/,
      on: 'ollama',
      quirks: {
        reasoning: {
          off: { think: 'low' },
          on: {},
          effort: { low: { think: 'low' }, medium: { think: 'medium' }, high: { think: 'high' } },
          budget: null,
        },
      },
    },
  ],
};
