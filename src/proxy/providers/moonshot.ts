import { reasoningMessages } from './foreign-messages';
import { kimiModelRules } from './kimi-models';
import type { ProviderDefinition } from './provider-definition';
import { thinkingSwitch } from './reasoning-switches';

/** Wants the reasoning of tool-calling turns back (pitfall 25). https://platform.moonshot.ai/docs/api/chat */
export const moonshot: ProviderDefinition = {
  id: 'moonshot',
  name: 'Moonshot (Kimi)',
  group: 'maker',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'https://api.moonshot.ai/anthropic',
      quirks: { ...reasoningMessages, reasoning: thinkingSwitch() },
    },
    {
      dialect: 'openai-chat',
      baseUrl: 'https://api.moonshot.ai/v1',
      quirks: { reasoning: thinkingSwitch(), reasoningReplay: 'reasoning_content', promptCacheKey: true },
    },
  ],
  otherAddresses: [{ name: 'China', baseUrl: 'https://api.moonshot.cn/anthropic' }],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'sk-…',
  keyUrl: 'https://platform.moonshot.ai/console/api-keys',
  keyVariable: 'MOONSHOT_API_KEY',
  modelsUrl: 'https://api.moonshot.ai/v1/models',
  suggestedModels: ['kimi-k3', 'kimi-k2.7-code'],
  prices: { genai: 'moonshotai', modelsDev: 'moonshotai' },
  pricesAt: [{ match: /^https:\/\/api\.moonshot\.cn/, prices: { modelsDev: 'moonshotai-cn' } }],
  quirks: { reasoningRequired: true, toolChoice: 'auto-while-reasoning' },
  modelRules: kimiModelRules,
};
