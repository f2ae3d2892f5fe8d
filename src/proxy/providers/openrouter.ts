import { claudeModelRules } from './claude-models';
import { otherThanClaude, RESOLD } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';

/**
 * The Messages API is at /api, not /api/v1. It states what each call cost. Reasoning is handed over in parts that have to
 * come back as they were (pitfall 29). https://openrouter.ai/docs/api/reference/overview
 */
export const openrouter: ProviderDefinition = {
  id: 'openrouter',
  name: 'OpenRouter',
  group: 'host',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'https://openrouter.ai/api',
      quirks: { sanitise: RESOLD, countsTokens: false },
    },
    {
      dialect: 'openai-chat',
      baseUrl: 'https://openrouter.ai/api/v1',
      quirks: {
        reasoning: {
          off: { reasoning: { enabled: false } },
          on: { reasoning: { enabled: true } },
          effort: {
            minimal: { reasoning: { effort: 'minimal' } },
            low: { reasoning: { effort: 'low' } },
            medium: { reasoning: { effort: 'medium' } },
            high: { reasoning: { effort: 'high' } },
            xhigh: { reasoning: { effort: 'xhigh' } },
          },
          budget: null,
        },
        reasoningReplay: 'reasoning_details',
        // OpenAI's chat behind it takes no more (openclaw/openclaw#875).
        toolIds: 'up-to-40',
        // It always tells the usage; the switch is deprecated.
        asksForUsage: false,
        cacheControl: true,
        webSearch: { plugins: [{ id: 'web' }] },
      },
    },
    { dialect: 'openai-responses', baseUrl: 'https://openrouter.ai/api/v1', quirks: { webSearch: { plugins: [{ id: 'web' }] } } },
  ],
  otherAddresses: [{ name: 'European Union', baseUrl: 'https://eu.openrouter.ai/api' }],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'sk-or-v1-…',
  keyUrl: 'https://openrouter.ai/settings/keys',
  keyVariable: 'OPENROUTER_API_KEY',
  modelsUrl: '/v1/models',
  keyCheckUrl: 'https://openrouter.ai/api/v1/key',
  suggestedModels: ['anthropic/claude-opus-5.5', 'moonshotai/kimi-k3', 'openai/gpt-oss-120b:free'],
  prices: { genai: 'openrouter', modelsDev: 'openrouter' },
  modelRules: [otherThanClaude, ...claudeModelRules],
};
