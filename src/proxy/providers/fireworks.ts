import { templatedMessages } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';
import { budgetedThinking, chatEfforts, thinkingSwitch } from './reasoning-switches';

/** Wants a Bearer key in both dialects. https://docs.fireworks.ai/tools-sdks/anthropic-compatibility, https://docs.fireworks.ai/guides/reasoning */
export const fireworks: ProviderDefinition = {
  id: 'fireworks',
  name: 'Fireworks',
  group: 'host',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'https://api.fireworks.ai/inference',
      quirks: { ...templatedMessages, reasoning: budgetedThinking },
    },
    {
      dialect: 'openai-chat',
      baseUrl: 'https://api.fireworks.ai/inference/v1',
      quirks: { reasoning: chatEfforts(['low', 'medium', 'high'], 'none'), systemMessages: 'fold', promptCacheKey: true },
    },
  ],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'fw_…',
  keyUrl: 'https://app.fireworks.ai/settings/users/api-keys',
  keyVariable: 'FIREWORKS_API_KEY',
  modelsUrl: '/v1/models',
  suggestedModels: ['accounts/fireworks/models/glm-5p3', 'accounts/fireworks/models/kimi-k2p7-code'],
  prices: { genai: 'fireworks', modelsDev: 'fireworks-ai' },
  modelRules: [
    // Always think; turning it off is refused.
    { match: /glm-5p3|kimi-k2p7/, on: 'anthropic-messages', quirks: { reasoning: thinkingSwitch({}, null) } },
    { match: /glm-5p3|kimi-k2p7/, on: 'openai-chat', quirks: { reasoning: chatEfforts(['low', 'high', 'max'], null) } },
    { match: /glm-5p[23]/, contextWindow: 1_040_000 },
    { match: /kimi-k2p/, contextWindow: 262_144 },
  ],
};
