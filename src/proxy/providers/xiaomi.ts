import { FOREIGN, foreignMessages } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';
import { thinkingSwitch } from './reasoning-switches';

/**
 * MiMo. Its larger models think unless told not to. https://platform.xiaomimimo.com/docs/en-US/api/chat/anthropic-api
 */
export const xiaomi: ProviderDefinition = {
  id: 'xiaomi',
  name: 'Xiaomi MiMo',
  group: 'maker',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'https://api.xiaomimimo.com/anthropic',
      quirks: {
        ...foreignMessages,
        sanitise: [...FOREIGN, 'placeholder-thinking', 'thinking-off-when-absent'],
      },
    },
    {
      dialect: 'openai-chat',
      baseUrl: 'https://api.xiaomimimo.com/v1',
      quirks: { maxTokensField: 'max_completion_tokens', reasoningReplay: 'reasoning_content', structuredOutput: 'json-object' },
    },
  ],
  otherAddresses: [{ name: 'Token plan', baseUrl: 'https://token-plan-cn.xiaomimimo.com/anthropic' }],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'sk-…',
  keyUrl: 'https://platform.xiaomimimo.com',
  keyVariable: 'MIMO_API_KEY',
  modelsUrl: 'https://api.xiaomimimo.com/v1/models',
  suggestedModels: ['mimo-v2.6-pro', 'mimo-v2.6-flash'],
  prices: { modelsDev: 'xiaomi' },
  pricesAt: [{ match: /^https:\/\/token-plan/, prices: 'unknown' }],
  quirks: { reasoning: thinkingSwitch(), reasoningRequired: true },
  modelRules: [{ match: /^mimo-v2\.[5-9]/, contextWindow: 1_048_576, maxOutputTokens: 131_072 }],
};
